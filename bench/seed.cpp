#include "seed.h"

#include <fmt/format.h>

#include "access/kernel.h"
#include "access/limits.h"
#include "access/search.h"
#include "base/text.h"
#include "invitations/secrets.h"
#include "invitations/store.h"
#include "platform/clock/clock.h"
#include "platform/crypto/crypto.h"
#include "platform/crypto/password_hash.h"

namespace assetbuddy::bench {
namespace {

namespace sql = platform::sql;

/// An id of a kind in an organisation; the text before its last group.
std::string front(int number, std::string_view kind)
{
    return fmt::format("01930000-{:04x}-7000-{}-", number, kind);
}
std::string id(int number, std::string_view kind, std::int64_t each)
{
    return front(number, kind) + std::to_string(100'000'000'000 + each);
}
constexpr std::string_view user_kind = "8000";
constexpr std::string_view account_kind = "9000";

/// People in an order of names, times and roles that has nothing to do with the order in which they are stored.
std::string people_script(int number, std::int64_t size, std::int64_t now)
{
    const auto organisation = organisation_of(number).id.text();
    const auto user = fmt::format("'{}' || (100000000000 + i)", front(number, user_kind));
    const auto account = fmt::format("'{}' || (100000000000 + i)", front(number, account_kind));
    const auto numbers =
        fmt::format("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) ", size - 1);
    const auto shuffled = fmt::format("(CAST(i AS BIGINT) * 7919 % {})", size);
    const auto email = fmt::format("'person' || i || '@o{}.example'", number);
    return fmt::format(
        "{0}INSERT INTO accounts (id, email, email_key, created_at) SELECT {1}, {2}, {2}, 1 FROM n;\n"
        "{0}INSERT INTO users (id, organisation_id, account_id, name, name_sort, email, email_key, role, is_active, "
        "is_external, company_name, last_seen_at, created_at) SELECT {3}, '{4}', {1}, 'Person ' || {5}, '412b3c4e2d' "
        "|| "
        "(100000000 + {5}) || '0105010501', {2}, {2}, CASE WHEN i % 50 = 0 THEN 'contractor' WHEN i % 3 = 0 THEN "
        "'supervisor' ELSE 'operator' END, CASE WHEN i % 40 = 0 THEN 0 ELSE 1 END, CASE WHEN i % 50 = 0 THEN 1 ELSE 0 "
        "END, "
        "CASE WHEN i % 50 = 0 THEN 'Lifts Ltd' ELSE '' END, (CAST(i AS BIGINT) * 104729 % {7}) * 1000000, {6} FROM n;\n"
        "{0}INSERT INTO search_backlog (organisation_id, record_id, kind) SELECT '{4}', {3}, 'user' FROM n;\n",
        numbers, account, email, user, organisation, shuffled, now, size);
}

std::string owner_script(int number, std::int64_t now)
{
    const auto organisation = organisation_of(number);
    const auto account = id(number, account_kind, 0);
    const auto email = fmt::format("owner@o{}.example", number);
    return fmt::format(
        "INSERT INTO accounts (id, email, email_key, confirmed_at, created_at) VALUES ('{0}', '{1}', '{1}', {2}, "
        "{2});\n"
        "INSERT INTO organisations (id, name, owner_user_id, created_at) VALUES ('{3}', 'Organisation {4}', '{5}', "
        "{2});\n"
        "INSERT INTO users (id, organisation_id, account_id, name, name_sort, email, email_key, role, created_at) "
        "VALUES ('{5}', '{3}', '{0}', 'Olive Owner', '00', '{1}', '{1}', 'owner', {2});\n"
        "INSERT INTO sessions (id, token_hash, account_id, organisation_id, user_id, created_at, last_used_at, "
        "reauthenticated_at) VALUES ('{6}', '{7}', '{0}', '{3}', '{5}', {2}, {2}, {2});\n",
        account, email, now, organisation.id.text(), number, organisation.owner.text(), id(number, "a000", 0),
        platform::crypto::sha256(organisation.session));
}

/// Building an index once is many times quicker than growing it row by row.
struct Indexes {
    std::string drop;
    std::string create;
};
Indexes indexes_of(sql::Database& database)
{
    if (database.engine() != sql::Engine::sqlite) return {};
    return database.read(sql::Reach::system("benchmark"), [](sql::Transaction& tx) {
        Indexes indexes;
        for (const auto& row : tx.all({"bench.indexes", "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND "
                                                        "sql IS NOT NULL AND tbl_name IN ('users', 'accounts')"})) {
            indexes.drop += "DROP INDEX " + row.text(0) + ";\n";
            indexes.create += row.text(1) + ";\n";
        }
        return indexes;
    });
}

} // namespace

Organisation organisation_of(int number)
{
    return {.session = platform::crypto::sha256(fmt::format("session {}", number)).substr(0, 43),
            .id = base::OrganisationId{id(number, "b000", 0)},
            .owner = base::UserId{id(number, user_kind, 0)}};
}

void seed(sql::Database& database, int first, const std::vector<std::int64_t>& sizes)
{
    const auto now = base::to_microseconds(platform::clock::SystemClock{}.now());
    const auto indexes = indexes_of(database);
    std::string script = indexes.drop;
    if (database.engine() == sql::Engine::postgresql) script += "SELECT set_config('assetbuddy.reach', '*', true);\n";
    for (std::size_t each = 0; each < sizes.size(); ++each) {
        const int number = first + static_cast<int>(each);
        script += owner_script(number, now);
        if (sizes[each] > 1) script += people_script(number, sizes[each], now);
    }
    script += indexes.create;
    database.run_script(script);
    access::index_backlog(database);
    // The tests' PostgreSQL runs without autovacuum, which would gather these statistics in real life.
    if (database.engine() == sql::Engine::postgresql) database.run_script("ANALYZE;");
}

std::vector<Offer> seed_invitations(sql::Database& database, const std::filesystem::path& key_file,
                                    const Organisation& organisation, std::size_t count)
{
    const auto key = platform::crypto::InstanceKey::open_or_create(key_file, platform::crypto::system_random());
    const platform::clock::SystemClock clock;
    platform::crypto::PasswordHasher hasher{platform::crypto::PasswordCost::minimal, 1};
    access::GuessLimiter guesses{60};
    access::LastUses uses;
    const access::Kernel kernel{.database = database,
                                .key = key,
                                .random = platform::crypto::system_random(),
                                .clock = clock,
                                .hasher = hasher,
                                .guesses = guesses,
                                .last_uses = uses,
                                .policy = {}};
    std::vector<Offer> offers;
    const auto written = database.write(sql::Reach::system("benchmark"), [&](sql::Transaction& tx) -> base::Done {
        offers.clear();
        for (std::size_t each = 0; each < count; ++each) {
            const auto number = static_cast<std::int64_t>(each);
            const auto email = fmt::format("invitee{}@new.example", each);
            const invitations::Invitation invitation{.id = base::InvitationId{id(1, "c000", number)},
                                                     .organisation = organisation.id,
                                                     .user = base::UserId{id(1, "d000", number)},
                                                     .name = fmt::format("Invitee {}", each),
                                                     .email = email,
                                                     .email_key = email,
                                                     .expires_at = clock.now() + std::chrono::days{7},
                                                     .sent_at = clock.now(),
                                                     .invited_by = organisation.owner,
                                                     .created_at = clock.now()};
            const auto secrets = invitations::Secrets::make(kernel);
            invitations::store::insert_open(
                tx, invitation, invitations::hashes_of(kernel, invitation.id, invitation.generation, secrets),
                base::LetterId{id(1, "e000", number)});
            offers.push_back({secrets.token, secrets.code});
        }
        return {};
    });
    if (!written) throw std::runtime_error("the invitations could not be seeded");
    return offers;
}

} // namespace assetbuddy::bench
