#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/sql/database.h"

namespace assetbuddy::platform::sql {

/// One forward-only step. `text` is written once for both databases: `COLLATE "C"` is dropped for SQLite (whose
/// default is bytewise already), and lines between `--@sqlite` or `--@postgresql` and `--@both` are for that one alone.
struct Migration {
    int number;
    std::string_view name;
    std::string_view text;
};

/// Brings the database to the newest schema, each step in a transaction of its own, recorded in `schema_migrations`;
/// safe when several processes start at once (PostgreSQL: advisory lock). On PostgreSQL every table with a column
/// `organisation_id` (and `organisations` by its id) then has row level security enabled and forced.
/// Returns the names of the steps taken. Throws DatabaseError: a step failed, the database is newer than the program,
/// or a step was edited after it had been applied.
std::vector<std::string> migrate(Database& database, std::span<const Migration> migrations, base::Time now);

/// The steps that `migrate` would take. Throws as it does.
std::vector<std::string> pending(Database& database, std::span<const Migration> migrations);

} // namespace assetbuddy::platform::sql
