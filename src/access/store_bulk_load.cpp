#include "access/store_bulk_load.h"

#include <fmt/format.h>

namespace assetbuddy::access::store {
namespace {

using platform::sql::Statement;

constexpr std::string_view note = "index aside ";

constexpr Statement sqlite_indexes_sql{"bulk_load.sqlite_indexes", R"(
    SELECT name, sql FROM sqlite_master
    WHERE type = 'index' AND tbl_name = $1 AND sql LIKE 'CREATE INDEX %' ORDER BY name)"};
constexpr Statement postgres_indexes_sql{"bulk_load.postgres_indexes", R"(
    SELECT indexname, indexdef FROM pg_indexes
    WHERE schemaname = current_schema() AND tablename = $1 AND indexdef LIKE 'CREATE INDEX %' ORDER BY indexname)"};

constexpr Statement set_aside_sql{"bulk_load.set_aside", R"(
    SELECT name, value FROM instance WHERE name LIKE 'index aside %' ORDER BY name)"};

std::string quoted(std::string_view text)
{
    std::string quoted = "'";
    for (const char each : text) {
        if (each == '\'') quoted += each;
        quoted += each;
    }
    return quoted + "'";
}

} // namespace

std::vector<Index> list_plain_indexes(platform::sql::Transaction& tx, std::span<const std::string_view> tables)
{
    const auto& statement = tx.engine() == platform::sql::Engine::sqlite ? sqlite_indexes_sql : postgres_indexes_sql;
    std::vector<Index> indexes;
    for (const auto& table : tables)
        for (const auto& row : tx.all(statement, table)) indexes.push_back({row.text(0), row.text(1)});
    return indexes;
}

std::string script_to_set_aside(std::span<const Index> indexes)
{
    std::string script;
    for (const auto& index : indexes)
        script += fmt::format("INSERT INTO instance (name, value) VALUES ({}, {});\nDROP INDEX {};\n",
                              quoted(std::string{note} + index.name), quoted(index.definition), index.name);
    return script;
}

std::vector<Index> list_set_aside(platform::sql::Transaction& tx)
{
    std::vector<Index> indexes;
    for (const auto& row : tx.all(set_aside_sql)) indexes.push_back({row.text(0).substr(note.size()), row.text(1)});
    return indexes;
}

std::string script_to_put_back(const Index& index)
{
    constexpr std::string_view create = "CREATE INDEX ";
    return fmt::format("{}IF NOT EXISTS {};\nDELETE FROM instance WHERE name = {};\n", create,
                       index.definition.substr(create.size()), quoted(std::string{note} + index.name));
}

} // namespace assetbuddy::access::store
