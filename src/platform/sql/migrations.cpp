#include "platform/sql/migrations.h"

#include <algorithm>

#include "platform/sql/row_level_security.h"

namespace assetbuddy::platform::sql {
namespace {

constexpr std::string_view make_record = "CREATE TABLE IF NOT EXISTS schema_migrations ("
                                         "number BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)";
constexpr Statement list_applied{"migrations.list_applied", "SELECT number FROM schema_migrations ORDER BY number"};
constexpr Statement has_record_sqlite{"migrations.has_record_sqlite",
                                      "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'"};
constexpr Statement has_record_postgresql{"migrations.has_record_postgresql",
                                          "SELECT 1 FROM pg_class WHERE relname = 'schema_migrations' AND relkind = 'r'"};

std::vector<std::int64_t> applied(Database& database)
{
    return database.read(Reach::system("migrations"), [&](Transaction& tx) {
        std::vector<std::int64_t> numbers;
        const auto& has_record = database.engine() == Engine::sqlite ? has_record_sqlite : has_record_postgresql;
        if (!tx.one(has_record)) return numbers;
        for (const auto& row : tx.all(list_applied)) numbers.push_back(row.integer(0));
        return numbers;
    });
}

std::vector<Migration> missing(Database& database, std::span<const Migration> migrations)
{
    const auto numbers = applied(database);
    const int newest = migrations.empty() ? 0 : migrations.back().number;
    if (!numbers.empty() && numbers.back() > newest)
        throw DatabaseError("the database was made by a newer version of this program; run that version");
    std::vector<Migration> list;
    for (const auto& migration : migrations)
        if (!std::ranges::binary_search(numbers, std::int64_t{migration.number})) list.push_back(migration);
    return list;
}

/// Keeps the lines for one database: those between `--@sqlite` or `--@postgresql` and `--@both` are for that one alone.
std::string text_for(Engine engine, std::string_view text)
{
    std::string kept;
    bool wanted = true;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size() - 1);
        const auto line = text.substr(0, end + 1);
        text.remove_prefix(end + 1);
        const auto start = std::min(line.find_first_not_of(' '), line.size());
        const auto words = line.substr(start);
        if (words.starts_with("--@sqlite")) wanted = engine == Engine::sqlite;
        else if (words.starts_with("--@postgresql")) wanted = engine == Engine::postgresql;
        else if (words.starts_with("--@both")) wanted = true;
        else if (wanted) kept += line;
    }
    return kept;
}

std::string without_collation(std::string text)
{
    static constexpr std::string_view collation = " COLLATE \"C\"";
    for (auto at = text.find(collation); at != std::string::npos; at = text.find(collation, at))
        text.erase(at, collation.size());
    return text;
}

/// The record of the step is part of the same script, so both happen or neither (R-REL-10). On PostgreSQL a second
/// starter waits for the lock and then fails on the record's key.
std::string script_of(Engine engine, const Migration& migration, base::Time now)
{
    auto text = text_for(engine, migration.text);
    if (engine == Engine::sqlite) text = without_collation(std::move(text));
    return text + "\n;\nINSERT INTO schema_migrations (number, name, applied_at) VALUES (" +
           std::to_string(migration.number) + ", '" + std::string{migration.name} + "', " +
           std::to_string(base::to_microseconds(now)) + ");\n";
}

} // namespace

std::vector<std::string> migrate(Database& database, std::span<const Migration> migrations, base::Time now)
{
    const auto lock = database.lock_schema();
    database.run_script(make_record);
    std::vector<std::string> taken;
    for (const auto& migration : missing(database, migrations)) {
        database.run_script(script_of(database.engine(), migration, now));
        taken.emplace_back(migration.name);
    }
    if (database.engine() == Engine::postgresql && !taken.empty()) database.run_script(row_level_security);
    return taken;
}

std::vector<std::string> pending(Database& database, std::span<const Migration> migrations)
{
    std::vector<std::string> names;
    for (const auto& migration : missing(database, migrations)) names.emplace_back(migration.name);
    return names;
}

} // namespace assetbuddy::platform::sql
