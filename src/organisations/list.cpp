#include "organisations/list.h"

#include "organisations/store_list.h"

namespace assetbuddy::organisations {

std::vector<Listed> list(const access::Kernel& kernel, const base::OrganisationId& after, std::int64_t most)
{
    return kernel.database.read(platform::sql::Reach::system("the operator's question"),
                                [&](platform::sql::Transaction& tx) { return store::list(tx, after, most); });
}

} // namespace assetbuddy::organisations
