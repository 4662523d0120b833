#include "server/condition.h"

#include "server/store_condition.h"

namespace assetbuddy::server {

Condition find_condition(platform::sql::Database& database, base::Time failed_since)
{
    return database.read(platform::sql::Reach::system("doctor"),
                         [&](platform::sql::Transaction& tx) { return store::find_condition(tx, failed_since); });
}

} // namespace assetbuddy::server
