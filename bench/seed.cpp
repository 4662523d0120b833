#include "seed.h"

#include <fmt/format.h>

#include "access/kernel.h"
#include "access/limits.h"
#include "base/text.h"
#include "invitations/secrets.h"
#include "invitations/store.h"
#include "platform/clock/clock.h"
#include "platform/crypto/crypto.h"
#include "platform/crypto/password_hash.h"
#include "server/seed.h"

namespace assetbuddy::bench {
namespace {

namespace sql = platform::sql;

/// What seeding needs beside the database.
struct Workshop {
    Workshop(sql::Database& database, const std::filesystem::path& key_file)
        : key(platform::crypto::InstanceKey::open_or_create(key_file, platform::crypto::system_random())),
          kernel{.database = database,
                 .key = key,
                 .random = platform::crypto::system_random(),
                 .clock = clock,
                 .hasher = hasher,
                 .guesses = guesses,
                 .last_uses = uses,
                 .policy = {}}
    {}

    platform::crypto::InstanceKey key;
    platform::clock::SystemClock clock;
    platform::crypto::PasswordHasher hasher{platform::crypto::PasswordCost::minimal, 1};
    access::GuessLimiter guesses{60};
    access::LastUses uses;
    access::Kernel kernel;
};

std::string id(std::string_view kind, std::int64_t each)
{
    return fmt::format("01930000-0000-7000-{}-{}", kind, 100'000'000'000 + each);
}

std::string contractor_session(int number)
{
    return platform::crypto::sha256(fmt::format("contractor {}", number)).substr(0, 43);
}

/// Signs in whoever the condition picks of the users `u`, one person.
std::string session_script(const std::string& session_id, const std::string& session, const std::string& condition)
{
    const auto now = base::to_microseconds(platform::clock::SystemClock{}.now());
    return fmt::format(
        "INSERT INTO sessions (id, token_hash, account_id, organisation_id, user_id, created_at, "
        "last_used_at, reauthenticated_at) SELECT '{}', '{}', u.account_id, u.organisation_id, u.id, {}, "
        "{}, {} FROM users u WHERE {};\n",
        session_id, platform::crypto::sha256(session), now, now, now, condition);
}

/// One contractor has forty open defects, whatever the others have; those that were theirs are another one's.
std::string assignment_script(const std::string& owner)
{
    const auto organisation = fmt::format("(SELECT o.organisation_id FROM users o WHERE o.email_key = '{}')", owner);
    const auto worker = [&](const char* which) {
        return fmt::format("(SELECT {}(w.assigned_user_id) FROM defects w JOIN users p ON p.id = w.assigned_user_id "
                           "WHERE w.organisation_id = {} AND p.role = 'contractor')",
                           which, organisation);
    };
    return fmt::format(
        "CREATE TABLE bench_people AS SELECT {0} AS organisation, {1} AS one, {2} AS other;\n"
        "UPDATE defects SET assigned_user_id = (SELECT other FROM bench_people) WHERE organisation_id = "
        "(SELECT organisation FROM bench_people) AND assigned_user_id = (SELECT one FROM bench_people);\n"
        "UPDATE defects SET assigned_user_id = (SELECT one FROM bench_people) WHERE id IN (SELECT d.id "
        "FROM defects d WHERE d.organisation_id = (SELECT organisation FROM bench_people) AND d.is_open = "
        "1 AND d.assigned_user_id IS NOT NULL ORDER BY d.number DESC LIMIT 40);\n",
        organisation, worker("min"), worker("max"));
}

} // namespace

Sessions sessions_of(int number)
{
    return {.owner = platform::crypto::sha256(fmt::format("session {}", number)).substr(0, 43),
            .contractor = contractor_session(number)};
}

Organisation find_organisation(sql::Database& database, int number)
{
    const auto hash = platform::crypto::sha256(sessions_of(number).owner);
    return database.read(sql::Reach::system("benchmark"), [&](sql::Transaction& tx) {
        const auto row = tx.one(
            {"bench.find_organisation", "SELECT organisation_id, user_id FROM sessions WHERE token_hash = $1"}, hash);
        return Organisation{row.value().id<base::OrganisationTag>(0), row->id<base::UserTag>(1)};
    });
}

void seed(sql::Database& database, const std::filesystem::path& key_file, int first, const std::vector<Size>& sizes)
{
    const Workshop workshop{database, key_file};
    std::string script;
    for (std::size_t each = 0; each < sizes.size(); ++each) {
        const int number = first + static_cast<int>(each);
        const auto seeded = server::seed(workshop.kernel,
                                         {.organisations = 1,
                                          .users = sizes[each].users,
                                          .assets = sizes[each].assets,
                                          .defects = sizes[each].defects,
                                          .random_seed = static_cast<std::uint64_t>(number),
                                          .until = workshop.clock.now(),
                                          .password = "nobody signs in with it"},
                                         {});
        if (!seeded) throw std::runtime_error("an organisation could not be seeded");
        const auto sessions = sessions_of(number);
        script +=
            session_script(id("a000", number), sessions.owner, fmt::format("u.email_key = '{}'", seeded->first_owner));
        if (sizes[each].defects == 0) continue;
        script += assignment_script(seeded->first_owner);
        script += session_script(id("a001", number), sessions.contractor, "u.id = (SELECT one FROM bench_people)");
        script += "DROP TABLE bench_people;\n";
    }
    database.run_script(script);
    // The tests' PostgreSQL may run without autovacuum, which would gather these statistics in real life.
    if (database.engine() == sql::Engine::postgresql) database.run_script("ANALYZE;");
}

std::vector<Offer> seed_invitations(sql::Database& database, const std::filesystem::path& key_file,
                                    const Organisation& organisation, std::size_t count)
{
    const Workshop workshop{database, key_file};
    const auto& clock = workshop.clock;
    const auto& kernel = workshop.kernel;
    std::vector<Offer> offers;
    const auto written = database.write(sql::Reach::system("benchmark"), [&](sql::Transaction& tx) -> base::Done {
        offers.clear();
        for (std::size_t each = 0; each < count; ++each) {
            const auto number = static_cast<std::int64_t>(each);
            const auto email = fmt::format("invitee{}@new.example", each);
            const invitations::Invitation invitation{.id = base::InvitationId{id("c000", number)},
                                                     .organisation = organisation.id,
                                                     .user = base::UserId{id("d000", number)},
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
                base::LetterId{id("e000", number)});
            offers.push_back({secrets.token, secrets.code});
        }
        return {};
    });
    if (!written) throw std::runtime_error("the invitations could not be seeded");
    return offers;
}

} // namespace assetbuddy::bench
