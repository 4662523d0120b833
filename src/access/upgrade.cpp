#include "access/upgrade.h"

#include "access/schema.h"
#include "access/search.h"
#include "platform/sql/migrations.h"

namespace assetbuddy::access {

std::vector<std::string> upgrade(platform::sql::Database& database, base::Time now)
{
    auto taken = platform::sql::migrate(database, schema(), now);
    index_backlog(database);
    return taken;
}

} // namespace assetbuddy::access
