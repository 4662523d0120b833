#include "server/invariants.h"

#include "server/store_invariants.h"

namespace assetbuddy::server {

namespace sql = platform::sql;

std::vector<Broken> broken_invariants(sql::Database& database)
{
    return database.read(sql::Reach::system("fsck"), store::broken_invariants);
}

std::int64_t end_what_was_live(sql::Database& database, base::Time now)
{
    return database
        .write(sql::Reach::system("restore"),
               [&](sql::Transaction& tx) -> base::Result<std::int64_t> { return store::end_what_was_live(tx, now); })
        .value();
}

} // namespace assetbuddy::server
