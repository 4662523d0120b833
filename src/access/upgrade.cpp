#include "access/upgrade.h"

#include "access/bulk_load.h"
#include "access/schema.h"
#include "access/search.h"
#include "platform/sql/migrations.h"

namespace assetbuddy::access {

std::vector<std::string> upgrade(platform::sql::Database& database, base::Time now, const UpgradeProgress& progress)
{
    auto taken = platform::sql::migrate(database, schema(), now);
    put_indexes_back(database, [&](std::size_t done, std::size_t total) {
        if (progress) progress("Building indexes", static_cast<std::int64_t>(done), static_cast<std::int64_t>(total));
    });
    index_backlog(database, [&](std::int64_t done, std::int64_t total) {
        if (progress) progress("Making the search index", done, total);
    });
    return taken;
}

} // namespace assetbuddy::access
