#include "access/organisations.h"

#include "access/store.h"

namespace assetbuddy::access {

std::vector<base::OrganisationId> every_organisation(platform::sql::Transaction& tx)
{
    return store::list_organisations(tx);
}

} // namespace assetbuddy::access
