#include "access/stand_in.h"

#include "access/store_stand_in.h"

namespace assetbuddy::access {

std::optional<Actor> find_stand_in(platform::sql::Transaction& tx, const base::OrganisationId& organisation,
                                   const base::UserId& user)
{
    auto facts = store::find_facts_of(tx, organisation, user);
    if (!facts) return std::nullopt;
    return Actor{std::move(*facts)};
}

} // namespace assetbuddy::access
