#include "platform/sql/migrations.h"

#include <algorithm>
#include <cstdint>
#include <map>

#include <fmt/format.h>

#include "platform/sql/row_level_security.h"

namespace assetbuddy::platform::sql {
namespace {

constexpr std::string_view make_record = "CREATE TABLE IF NOT EXISTS schema_migrations ("
                                         "number BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, "
                                         "applied_at BIGINT NOT NULL)";
constexpr Statement list_applied{"migrations.list_applied",
                                 "SELECT number, checksum FROM schema_migrations ORDER BY number"};
constexpr Statement has_record_sqlite{
    "migrations.has_record_sqlite", "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'"};
constexpr Statement has_record_postgresql{"migrations.has_record_postgresql",
                                          "SELECT 1 WHERE to_regclass('schema_migrations') IS NOT NULL"};

/// FNV-1a of 64 bits: finds a step that was edited after it was applied; nobody is to be kept from forging it.
std::string checksum_of(std::string_view text)
{
    std::uint64_t hash = 14695981039346656037U;
    for (const char character : text) {
        hash ^= static_cast<unsigned char>(character);
        hash *= 1099511628211U;
    }
    return fmt::format("{:016x}", hash);
}

/// Checksums of the steps taken, by their numbers.
std::map<std::int64_t, std::string> applied(Database& database)
{
    return database.read(Reach::system("migrations"), [&](Transaction& tx) {
        std::map<std::int64_t, std::string> steps;
        const auto& has_record = database.engine() == Engine::sqlite ? has_record_sqlite : has_record_postgresql;
        if (!tx.one(has_record)) return steps;
        for (const auto& row : tx.all(list_applied)) steps.emplace(row.integer(0), row.text(1));
        return steps;
    });
}

std::vector<Migration> missing(Database& database, std::span<const Migration> migrations)
{
    const auto steps = applied(database);
    const int newest = migrations.empty() ? 0 : migrations.back().number;
    if (!steps.empty() && steps.rbegin()->first > newest)
        throw DatabaseError("the database is newer than this program; run the version that made it, or a later one");
    std::vector<Migration> list;
    for (const auto& migration : migrations) {
        const auto step = steps.find(migration.number);
        if (step == steps.end())
            list.push_back(migration);
        else if (step->second != checksum_of(migration.text))
            throw DatabaseError("the step " + std::string{migration.name} +
                                " that made this database differs from this program's; run the version that made the "
                                "database, or start with a new one");
    }
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
        if (words.starts_with("--@sqlite"))
            wanted = engine == Engine::sqlite;
        else if (words.starts_with("--@postgresql"))
            wanted = engine == Engine::postgresql;
        else if (words.starts_with("--@both"))
            wanted = true;
        else if (wanted)
            kept += line;
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

/// The record of the step and PostgreSQL's second wall are part of the same script, so all happen or nothing
/// (R-REL-10).
std::string script_of(Engine engine, const Migration& migration, base::Time now)
{
    auto text = text_for(engine, migration.text);
    if (engine == Engine::sqlite)
        text = without_collation(std::move(text));
    else
        text += std::string{"\n;"} + std::string{row_level_security};
    return fmt::format("{}\n;\nINSERT INTO schema_migrations (number, name, checksum, applied_at) "
                       "VALUES ({}, '{}', '{}', {});\n",
                       text, migration.number, migration.name, checksum_of(migration.text), base::to_microseconds(now));
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
    return taken;
}

std::vector<std::string> pending(Database& database, std::span<const Migration> migrations)
{
    std::vector<std::string> names;
    for (const auto& migration : missing(database, migrations)) names.emplace_back(migration.name);
    return names;
}

} // namespace assetbuddy::platform::sql
