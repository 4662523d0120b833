#include "access/store_search.h"

#include <algorithm>

#include <fmt/format.h>

#include "platform/sql/key_list.h"
#include "platform/sql/many_rows.h"

namespace assetbuddy::access {

using platform::sql::Statement;

std::string Search::looked_at(std::int64_t most) const
{
    return "SELECT t.number FROM search_tokens t WHERE t.token = " + token_places_.front() +
           " ORDER BY t.number LIMIT " + std::to_string(most);
}

/// Where addresses are passed over, a word must stand before the sign that sets them apart, if there is one.
std::string Search::fits(const std::string& place) const
{
    const auto anywhere = "e.words LIKE " + place + " ESCAPE '!'";
    if (apart_ == Apart::is_searched) return anywhere;
    return anywhere + " AND (e.words NOT LIKE '% | %' OR e.words LIKE " + place + " || ' | %' ESCAPE '!')";
}

// Questions inside questions rather than joins: each is answered by one seek, whatever a planner thinks of the numbers.
std::string Search::found() const
{
    std::string text = "SELECT (SELECT e.record_id FROM search_entries e WHERE e.number = l.number AND "
                       "e.organisation_id = " +
                       organisation_place_;
    for (const auto& place : pattern_places_) text += " AND " + fits(place);
    text += ") AS record_id FROM (" + looked_at(most_looked_at) + ") l WHERE 1 = 1";
    for (std::size_t each = 1; each < token_places_.size(); ++each)
        text += " AND (SELECT count(*) FROM search_tokens o WHERE o.token = " + token_places_[each] +
                " AND o.number = l.number) = 1";
    // The limit narrows nothing: it keeps PostgreSQL from asking again for every pair of an entry and a person.
    return text + " LIMIT " + std::to_string(most_looked_at);
}

namespace store {
namespace {

constexpr std::size_t token_width = 19; // a positive number of 63 bits
constexpr std::int64_t rarity_counted_to = 5000;

constexpr Statement insert_entry_sql{"search.insert_entry", R"(
    INSERT INTO search_entries (organisation_id, record_id, words) VALUES ($1, $2, $3)
    ON CONFLICT (organisation_id, record_id) DO NOTHING)"};

// All tokens in one text, each 19 digits wide: one statement however many they are.
constexpr Statement insert_tokens_sql{"search.insert_tokens", R"(
    WITH RECURSIVE part(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM part WHERE i + 1 < CAST($4 AS BIGINT))
    INSERT INTO search_tokens (token, number)
    SELECT CAST(substr(CAST($3 AS TEXT), i * 19 + 1, 19) AS BIGINT), e.number
    FROM part CROSS JOIN search_entries e WHERE e.organisation_id = $1 AND e.record_id = $2
    ON CONFLICT DO NOTHING)"};

// The same for what is new, in one statement that PostgreSQL works through faster; $4 is an array's text.
constexpr Statement insert_both_sql{"search.insert_both", R"(
    WITH e AS (INSERT INTO search_entries (organisation_id, record_id, words) VALUES ($1, $2, $3)
               ON CONFLICT (organisation_id, record_id) DO NOTHING RETURNING number)
    INSERT INTO search_tokens (token, number)
    SELECT t.token, e.number FROM e CROSS JOIN unnest(CAST($4 AS BIGINT[])) AS t(token))"};

constexpr Statement delete_tokens_sql{"search.delete_tokens", R"(
    WITH RECURSIVE part(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM part WHERE i + 1 < CAST($4 AS BIGINT))
    DELETE FROM search_tokens
    WHERE number = (SELECT e.number FROM search_entries e WHERE e.organisation_id = $1 AND e.record_id = $2)
      AND token IN (SELECT CAST(substr(CAST($3 AS TEXT), i * 19 + 1, 19) AS BIGINT) FROM part))"};

constexpr Statement find_text_sql{"search.find_text",
                                  "SELECT words FROM search_entries WHERE organisation_id = $1 AND record_id = $2"};

constexpr Statement update_text_sql{
    "search.update_text", "UPDATE search_entries SET words = $3 WHERE organisation_id = $1 AND record_id = $2"};

constexpr Statement delete_entry_sql{"search.delete_entry",
                                     "DELETE FROM search_entries WHERE organisation_id = $1 AND record_id = $2"};

constexpr Statement delete_tokens_of_sql{"search.delete_tokens_of", R"(
    DELETE FROM search_tokens WHERE token BETWEEN $2 AND $3
      AND number IN (SELECT number FROM search_entries WHERE organisation_id = $1))"};
constexpr Statement delete_entries_of_sql{"search.delete_entries_of",
                                          "DELETE FROM search_entries WHERE organisation_id = $1"};
constexpr Statement delete_backlog_of_sql{"search.delete_backlog_of",
                                          "DELETE FROM search_backlog WHERE organisation_id = $1"};

constexpr Statement list_backlog_sql{"search.list_backlog", R"(
    SELECT organisation_id, record_id, kind FROM search_backlog ORDER BY organisation_id, record_id LIMIT $1)"};

// Questions inside a question: each is answered by one seek, where a join would read all people for every step.
constexpr Statement list_users_sql{"search.list_users", R"(
    SELECT k.key,
           (SELECT u.name FROM users u WHERE u.organisation_id = $1 AND u.id = k.key AND u.deleted_at IS NULL),
           (SELECT u.email FROM users u WHERE u.organisation_id = $1 AND u.id = k.key AND u.deleted_at IS NULL),
           (SELECT u.company_name FROM users u WHERE u.organisation_id = $1 AND u.id = k.key AND u.deleted_at IS NULL),
           (SELECT u.job_title FROM users u WHERE u.organisation_id = $1 AND u.id = k.key AND u.deleted_at IS NULL),
           (SELECT u.is_external FROM users u WHERE u.organisation_id = $1 AND u.id = k.key AND u.deleted_at IS NULL)
    FROM json_each($2) k)"};
constexpr Statement list_invitations_sql{"search.list_invitations", R"(
    SELECT k.key,
           (SELECT i.name FROM invitations i WHERE i.organisation_id = $1 AND i.id = k.key AND i.email_key <> ''),
           (SELECT i.email FROM invitations i WHERE i.organisation_id = $1 AND i.id = k.key AND i.email_key <> ''),
           (SELECT i.company_name FROM invitations i
            WHERE i.organisation_id = $1 AND i.id = k.key AND i.email_key <> ''),
           (SELECT i.job_title FROM invitations i WHERE i.organisation_id = $1 AND i.id = k.key AND i.email_key <> ''),
           (SELECT i.is_external FROM invitations i
            WHERE i.organisation_id = $1 AND i.id = k.key AND i.email_key <> '')
    FROM json_each($2) k)"};

constexpr Statement count_backlog_sql{"search.count_backlog", "SELECT count(*) FROM search_backlog"};

constexpr Statement delete_backlog_sql{"search.delete_backlog",
                                       "DELETE FROM search_backlog WHERE organisation_id = $1 AND record_id = $2"};

std::string one_text(const std::vector<std::int64_t>& tokens)
{
    std::string text;
    for (const auto token : tokens) text += fmt::format("{:0{}}", token, token_width);
    return text;
}

} // namespace

void insert_search_entry(Transaction& tx, const base::OrganisationId& organisation, const std::string& record,
                         const std::string& text, const std::vector<std::int64_t>& tokens)
{
    if (tx.engine() == platform::sql::Engine::postgresql) {
        tx.post(insert_both_sql, organisation, record, text, fmt::format("{{{}}}", fmt::join(tokens, ",")));
        return;
    }
    tx.post(insert_entry_sql, organisation, record, text);
    insert_search_tokens(tx, organisation, record, tokens);
}

void insert_search_tokens(Transaction& tx, const base::OrganisationId& organisation, const std::string& record,
                          const std::vector<std::int64_t>& tokens)
{
    if (!tokens.empty()) tx.post(insert_tokens_sql, organisation, record, one_text(tokens), tokens.size());
}

void delete_search_tokens(Transaction& tx, const base::OrganisationId& organisation, const std::string& record,
                          const std::vector<std::int64_t>& tokens)
{
    if (!tokens.empty()) tx.post(delete_tokens_sql, organisation, record, one_text(tokens), tokens.size());
}

std::optional<std::string> find_search_text(Transaction& tx, const base::OrganisationId& organisation,
                                            const std::string& record)
{
    const auto row = tx.one(find_text_sql, organisation, record);
    return row ? std::optional{row->text(0)} : std::nullopt;
}

void update_search_text(Transaction& tx, const base::OrganisationId& organisation, const std::string& record,
                        const std::string& text)
{
    tx.post(update_text_sql, organisation, record, text);
}

void delete_search_entry(Transaction& tx, const base::OrganisationId& organisation, const std::string& record)
{
    tx.post(delete_entry_sql, organisation, record);
}

void delete_search_of(Transaction& tx, const base::OrganisationId& organisation, const TokenRange& range)
{
    tx.post(delete_tokens_of_sql, organisation, range.first, range.last);
    tx.post(delete_entries_of_sql, organisation);
    tx.post(delete_backlog_of_sql, organisation);
}

void sort_by_rarity(Transaction& tx, std::vector<std::int64_t>& tokens)
{
    if (tokens.size() < 2) return;
    std::string text = "SELECT ";
    std::vector<platform::sql::Parameter> parameters;
    for (const auto token : tokens) {
        parameters.emplace_back(token);
        text += fmt::format("{}(SELECT count(*) FROM (SELECT 1 FROM search_tokens WHERE token = ${} LIMIT {}) c)",
                            parameters.size() == 1 ? "" : ", ", parameters.size(), rarity_counted_to);
    }
    const auto name = "search.rarity." + std::to_string(tokens.size());
    const auto row = tx.all_with({name, text}, parameters).at(0);
    std::vector<std::pair<std::int64_t, std::int64_t>> counted;
    for (std::size_t each = 0; each < tokens.size(); ++each) counted.emplace_back(row.integer(each), tokens[each]);
    std::ranges::sort(counted);
    for (std::size_t each = 0; each < tokens.size(); ++each) tokens[each] = counted[each].second;
}

std::vector<Waiting> list_search_backlog(Transaction& tx, std::int64_t most)
{
    std::vector<Waiting> waiting;
    for (const auto& row : tx.all(list_backlog_sql, most))
        waiting.push_back({row.id<base::OrganisationTag>(0), row.text(1),
                           row.text(2) == "user" ? Searched::users : Searched::invitations});
    return waiting;
}

std::vector<Findable> list_findable(Transaction& tx, std::span<const Waiting> of_one_organisation)
{
    std::vector<Findable> found;
    for (const auto kind : {Searched::users, Searched::invitations}) {
        std::vector<std::string> ids;
        for (const auto& each : of_one_organisation)
            if (each.kind == kind) ids.push_back(each.record);
        if (ids.empty()) continue;
        const auto& statement = kind == Searched::users ? list_users_sql : list_invitations_sql;
        const auto keys = platform::sql::key_list(ids);
        for (const auto& row : tx.all(statement, of_one_organisation.front().organisation, keys))
            if (!row.is_null(1))
                found.push_back({kind, row.text(0),
                                 search_text({row.text(1), row.text(2), row.text(3), row.text(4), row.flag(5)})});
    }
    return found;
}

void leave_backlog(Transaction& tx, const Waiting& waiting)
{
    tx.post(delete_backlog_sql, waiting.organisation, waiting.record);
}

std::int64_t count_search_backlog(Transaction& tx)
{
    return tx.one(count_backlog_sql).value().integer(0);
}

std::unordered_map<std::string, std::int64_t>
insert_search_entries(Transaction& tx, const base::OrganisationId& organisation, std::span<const Findable> records)
{
    platform::sql::ManyRows rows{"search.insert_entries",
                                 "INSERT INTO search_entries (organisation_id, record_id, words) VALUES", 3,
                                 "ON CONFLICT (organisation_id, record_id) DO NOTHING RETURNING record_id, number"};
    for (const auto& each : records) rows.add(organisation, each.record, each.text);
    std::unordered_map<std::string, std::int64_t> numbers;
    for (const auto& row : rows.write(tx)) numbers.emplace(row.text(0), row.integer(1));
    return numbers;
}

void insert_token_rows(Transaction& tx, std::span<const TokenAt> tokens)
{
    platform::sql::ManyRows rows{"search.insert_token_rows", "INSERT INTO search_tokens (token, number) VALUES", 2};
    for (const auto& each : tokens) rows.add(each.token, each.number);
    rows.write(tx);
}

} // namespace store
} // namespace assetbuddy::access
