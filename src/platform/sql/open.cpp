#include "platform/sql/database.h"
#include "platform/sql/postgres_database.h"
#include "platform/sql/sqlite_database.h"

namespace assetbuddy::platform::sql {

std::unique_ptr<Database> Database::open(const Options& options)
{
    static constexpr std::string_view sqlite = "sqlite:";
    if (options.url.starts_with(sqlite)) return open_sqlite(options.url.substr(sqlite.size()), options);
    if (options.url.starts_with("postgresql://") || options.url.starts_with("postgres://"))
        return open_postgres(options);
    throw DatabaseError("--database must start with sqlite: or postgresql://");
}

} // namespace assetbuddy::platform::sql
