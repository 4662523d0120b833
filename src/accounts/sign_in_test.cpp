#include "accounts/sign_in.h"

#include <barrier>
#include <thread>

#include <gtest/gtest.h>

#include "access/sessions.h"
#include "accounts/prove_password.h"
#include "accounts/session.h"
#include "accounts/throttle.h"
#include "platform/json/json.h"
#include "testing/databases.h"
#include "testing/world.h"

namespace assetbuddy::accounts {
namespace {

using base::Result;
using std::chrono::hours;
using std::chrono::seconds;
using testing_support::everybodys_password;
using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;

class SignIn : public testing::TestWithParam<platform::sql::Engine> {
  protected:
    Result<SignedIn> attempt(const std::string& email, std::string_view password, const KnownDevices& devices = {})
    {
        return sign_in(world.kernel, {}, world.origin,
                       {.email = email, .password = std::string{password}, .organisation = {}, .devices = devices});
    }
    std::string code(const std::string& email, std::string_view password, const KnownDevices& devices = {})
    {
        const auto answer = attempt(email, password, devices);
        return answer ? "signed in" : answer.error().code;
    }
    /// Takes the patience of network addresses out of the way of tests about accounts.
    void fail(const std::string& email, int times)
    {
        for (int i = 0; i < times; ++i) {
            world.origin.address = "192.0.2." + std::to_string(++address % 250);
            EXPECT_EQ(code(email, "wrong wrong wrong"), "wrong_credentials");
        }
    }
    std::int64_t entries(const std::string& action)
    {
        return world
            .rows("SELECT COUNT(*) FROM audit_entries WHERE organisation_id = '" + world.home.id.text() +
                  "' AND action = '" + action + "'")
            .front()
            .integer(0);
    }

    TestDatabase file{GetParam()};
    World world{file.database()};
    const std::string olive = world.home.owner.email;
    int address = 0;
};

TEST_P(SignIn, OpensASessionInThePlaceLastUsed)
{
    const auto session = attempt(" OLIVE@Harbour.example ", everybodys_password);
    ASSERT_TRUE(session) << session.error().detail;
    EXPECT_EQ(session->organisation, world.home.id);
    EXPECT_EQ(session->user, world.home.owner.user);
    const access::Credential fresh{access::Credential::Kind::session, platform::crypto::sha256(session->session_token)};
    const auto seen = access::look(world.kernel, fresh, world.origin,
                                   [](access::Call& call) -> Result<std::string> { return call.actor.facts().email; });
    EXPECT_EQ(seen.value_or("nobody"), olive);
    EXPECT_EQ(entries("session.opened"), 1);
    EXPECT_EQ(world.changes_in_twin(), "");
}

TEST_P(SignIn, RefusesWithTheReasonThatMayBeTold)
{
    world.add_person(world.home.id, {.name = "Ina Active", .email = "ina@harbour.example", .is_active = false});
    world.execute("UPDATE accounts SET password_hash = NULL WHERE id = '" + world.twin.owner.account.text() + "'");
    struct Case {
        std::string email;
        std::string password;
        std::string wanted;
    };
    const std::string right{everybodys_password};
    const std::vector<Case> cases{
        {"", right, "invalid"},
        {"no address", right, "invalid"},
        {olive, "", "invalid"},
        {"nobody@harbour.example", right, "wrong_credentials"},
        {olive, right + " ", "wrong_credentials"},
        {olive, std::string(5000, 'x'), "wrong_credentials"},
        {olive, "\xff\xfe", "wrong_credentials"},
        {world.twin.owner.email, right, "wrong_credentials"},
        {"ina@harbour.example", "wrong wrong wrong", "wrong_credentials"},
        {"ina@harbour.example", right, "inactive"},
    };
    for (const auto& each : cases) EXPECT_EQ(code(each.email, each.password), each.wanted) << each.email;
}

TEST_P(SignIn, AnswersUnknownWrongPasswordlessAndThrottledAlike) // R-AUTH-9
{
    world.execute("UPDATE accounts SET password_hash = NULL WHERE id = '" + world.twin.owner.account.text() + "'");
    world.add_person(world.home.id, {.name = "Tom Throttled", .email = "tom@harbour.example"});
    fail("tom@harbour.example", 5);
    std::vector<std::string> bodies;
    for (const auto& [email, password] :
         {std::pair{std::string{"nobody@harbour.example"}, std::string{"wrong wrong wrong"}},
          std::pair{olive, std::string{"wrong wrong wrong"}},
          std::pair{world.twin.owner.email, std::string{everybodys_password}},
          std::pair{std::string{"tom@harbour.example"}, std::string{everybodys_password}}}) {
        const auto answer = attempt(email, password);
        ASSERT_FALSE(answer) << email;
        const auto response = platform::json::problem(answer.error(), world.origin.request_id);
        std::string shown = std::to_string(response.status) + response.body;
        for (const auto& [name, value] : response.headers()) shown += name + value;
        bodies.push_back(shown);
    }
    for (const auto& body : bodies) EXPECT_EQ(body, bodies.front());
}

TEST_P(SignIn, WaitsTwiceAsLongAfterEachFailure) // R-AUTH-7
{
    fail(olive, 5);
    for (const int wait : {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900}) {
        world.clock.advance(seconds{wait} - std::chrono::milliseconds{1});
        EXPECT_EQ(code(olive, everybodys_password), "wrong_credentials") << "too early for " << wait;
        world.clock.advance(std::chrono::milliseconds{1});
        fail(olive, 1);
    }
    world.clock.advance(seconds{900});
    EXPECT_EQ(code(olive, everybodys_password), "signed in");
    fail(olive, 4);
    EXPECT_EQ(code(olive, everybodys_password), "signed in") << "a success clears the count";
}

TEST_P(SignIn, StopsAtAHundredFailuresAndWritesThatDown) // R-AUTH-7
{
    for (int i = 0; i < 100; ++i) {
        fail(olive, 1);
        world.clock.advance(longest_delay);
    }
    EXPECT_EQ(entries("session.refused"), 99);
    EXPECT_EQ(entries("session.locked"), 1);
    world.clock.advance(hours{24 * 365});
    EXPECT_EQ(code(olive, everybodys_password), "wrong_credentials");
    EXPECT_EQ(entries("session.refused"), 99) << "tries while waiting do not fill the log";
}

TEST_P(SignIn, KnownDeviceIsNotLockedOutByStrangers) // R-AUTH-8
{
    KnownDevices device;
    device.note(world.kernel, world.home.owner.account);
    KnownDevices other;
    other.note(world.kernel, world.twin.owner.account);
    fail(olive, 10);
    EXPECT_EQ(code(olive, everybodys_password), "wrong_credentials");
    EXPECT_EQ(code(olive, everybodys_password, other), "wrong_credentials");
    EXPECT_EQ(code(olive, everybodys_password, KnownDevices::from_text("rubbish")), "wrong_credentials");
    EXPECT_EQ(code(olive, everybodys_password, KnownDevices::from_text(device.to_text())), "signed in");
    world.execute("UPDATE accounts SET password_set_at = " +
                  std::to_string(base::to_microseconds(world.clock.now()) + 1));
    EXPECT_EQ(code(olive, everybodys_password, device), "wrong_credentials") << "a new password forgets devices";
}

TEST_P(SignIn, StopsAnAddressThatGuessesTooMuch)
{
    for (int i = 0; i < 60; ++i)
        EXPECT_EQ(code("n" + std::to_string(i) + "@harbour.example", "wrong wrong wrong"), "wrong_credentials");
    const auto stopped = attempt(olive, everybodys_password);
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, "rate_limited");
    EXPECT_TRUE(stopped.error().facts.contains("retry_after"));
    world.clock.advance(seconds{61});
    EXPECT_EQ(code(olive, everybodys_password), "signed in");
}

TEST_P(SignIn, TriesAtTheSameTimeCannotSlipThroughTogether) // R-AUTH-7
{
    constexpr int threads = 12;
    std::barrier gate{threads};
    std::atomic<int> checked = 0;
    {
        std::vector<std::jthread> all;
        for (int i = 0; i < threads; ++i)
            all.emplace_back([&] {
                gate.arrive_and_wait();
                const auto attempt = access::change_as_nobody(
                    world.kernel, world.origin, "test",
                    [&](access::Call& call) -> Result<Attempt> { return begin_attempt(call, "one bucket"); });
                if (attempt && attempt->may_check) ++checked;
            });
    }
    EXPECT_EQ(checked, free_failures);
}

TEST_P(SignIn, ChoosesThePlaceGivenElseAnOpenOne)
{
    const auto here = world.add_person(world.home.id, {.name = "Ada Both", .email = "ada@harbour.example"});
    world.add_person(world.twin.id, {.name = "Ada Both", .email = "ada@harbour.example", .account = here.account});
    const auto in = [&](const std::optional<base::OrganisationId>& organisation) {
        const auto session = sign_in(world.kernel, {}, world.origin,
                                     {.email = "ada@harbour.example",
                                      .password = std::string{everybodys_password},
                                      .organisation = organisation,
                                      .devices = {}});
        return session ? session->organisation.text() : session.error().code;
    };
    EXPECT_EQ(in(world.twin.id), world.twin.id.text());
    EXPECT_EQ(in(std::nullopt), world.twin.id.text()) << "the place last used";
    EXPECT_EQ(in(world.home.id), world.home.id.text());
    EXPECT_EQ(in(std::nullopt), world.home.id.text());
    EXPECT_EQ(in(base::OrganisationId{"no such"}), "inactive");
    world.execute("UPDATE users SET is_active = 0 WHERE account_id = '" + here.account.text() +
                  "' AND organisation_id = '" + world.home.id.text() + "'");
    EXPECT_EQ(in(world.home.id), "inactive");
    EXPECT_EQ(in(std::nullopt), world.twin.id.text()) << "an inactive place is not in the way of another";
}

TEST_P(SignIn, EndsTheSessionBefore) // R-SESS-2
{
    const auto& before = world.home.owner.credential;
    const SignInRequest request{
        .email = olive, .password = std::string{everybodys_password}, .organisation = {}, .devices = {}};
    ASSERT_TRUE(sign_in(world.kernel, before, world.origin, request));
    const auto still = access::look(world.kernel, before, world.origin, [](access::Call&) -> base::Done { return {}; });
    ASSERT_FALSE(still);
    EXPECT_EQ(still.error().code, "sign_in_required");
}

TEST_P(SignIn, RaisesAWeakHash) // R-AUTH-5
{
    platform::crypto::PasswordHasher strong{platform::crypto::PasswordCost::standard, 1};
    const access::Kernel kernel{
        world.kernel.database, world.kernel.key,       world.kernel.random, world.kernel.clock, strong,
        world.kernel.guesses,  world.kernel.last_uses, world.kernel.policy};
    const auto stored = [&] {
        return world.rows("SELECT password_hash FROM accounts WHERE id = '" + world.home.owner.account.text() + "'")
            .front()
            .text(0);
    };
    EXPECT_EQ(stored().find("m=19456"), std::string::npos);
    const SignInRequest request{
        .email = olive, .password = std::string{everybodys_password}, .organisation = {}, .devices = {}};
    ASSERT_TRUE(sign_in(kernel, {}, world.origin, request));
    EXPECT_NE(stored().find("m=19456"), std::string::npos) << stored();
    EXPECT_TRUE(sign_in(kernel, {}, world.origin, request));
}

TEST_P(SignIn, UnconfirmedAccountsCannotSignIn) // R-INV-12
{
    world.execute("UPDATE accounts SET confirmed_at = NULL WHERE id = '" + world.home.owner.account.text() + "'");
    EXPECT_EQ(code(olive, everybodys_password), "wrong_credentials");
}

TEST_P(SignIn, MovesBetweenOnesPlacesUnderANewId)
{
    auto here = world.add_person(world.home.id, {.name = "Ada Both", .email = "ada@harbour.example"});
    world.add_person(world.twin.id, {.name = "Ada Both", .email = "ada@harbour.example", .account = here.account});
    const auto move = [&](const Person& who, const base::OrganisationId& to) {
        return world.as(who, [&](access::Call& call) { return switch_place(call, to); });
    };
    const auto stranger = move(world.home.owner, world.twin.id);
    ASSERT_FALSE(stranger);
    EXPECT_EQ(stranger.error().code, "not_found");
    const auto moved = move(here, world.twin.id);
    ASSERT_TRUE(moved) << moved.error().code;
    EXPECT_EQ(moved->organisation, world.twin.id);
    EXPECT_EQ(move(here, world.twin.id).error().code, "sign_in_required") << "the old id is dead";
    world.execute("UPDATE users SET is_active = 0 WHERE account_id = '" + here.account.text() +
                  "' AND organisation_id = '" + world.home.id.text() + "'");
    here.credential = {access::Credential::Kind::session, platform::crypto::sha256(moved->session_token)};
    EXPECT_EQ(move(here, world.home.id).error().code, "inactive");
}

TEST_P(SignIn, SignsOut) // R-SESS-4
{
    ASSERT_TRUE(world.as(world.home.owner, [](access::Call& call) { return sign_out(call); }));
    const auto again = world.as(world.home.owner, [](access::Call& call) { return sign_out(call); });
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, "sign_in_required");
    EXPECT_EQ(entries("session.ended"), 1);
}

INSTANTIATE_TEST_SUITE_P(Engines, SignIn, testing_support::AllEngines(), testing_support::engine_name);

TEST(KnownDevices, RememberTheLastFewPeople)
{
    TestDatabase file{platform::sql::Engine::sqlite};
    World world{file.database()};
    KnownDevices devices;
    std::vector<Account> accounts;
    for (int i = 0; i < 7; ++i) {
        accounts.push_back({.id = base::AccountId{"01890a5d-ac96-774b-bcce-b302099a805" + std::to_string(i)},
                            .email = {},
                            .email_key = {},
                            .password_hash = {},
                            .confirmed_at = {}});
        devices.note(world.kernel, accounts.back().id);
    }
    const auto read = KnownDevices::from_text(devices.to_text());
    EXPECT_FALSE(read.find(accounts[1]));
    EXPECT_TRUE(read.find(accounts[2]));
    EXPECT_TRUE(read.find(accounts[6]));
    EXPECT_EQ(read.find(accounts[6]), devices.find(accounts[6]));
    EXPECT_LT(devices.to_text().size(), 600U);
}

} // namespace
} // namespace assetbuddy::accounts
