#include "organisations/show.h"

#include "organisations/store.h"

namespace assetbuddy::organisations {

base::Result<Organisation> show(access::Call& call)
{
    if (!call.actor.may(access::Permission::organisation_settings))
        return base::refused("forbidden", {}, "Your role does not let you see the organisation's settings.");
    auto organisation = store::find(call.tx, call.organisation());
    if (!organisation) throw platform::sql::DatabaseError("a signed-in user's organisation has no row");
    return *std::move(organisation);
}

} // namespace assetbuddy::organisations
