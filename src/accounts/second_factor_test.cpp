#include "accounts/second_factor.h"

#include <barrier>
#include <thread>

#include <gtest/gtest.h>

#include "access/sessions.h"
#include "accounts/authenticator.h"
#include "accounts/forgotten_password.h"
#include "accounts/letter.h"
#include "accounts/messages.h"
#include "accounts/session.h"
#include "accounts/sign_in.h"
#include "platform/crypto/totp.h"
#include "testing/databases.h"
#include "testing/letters.h"
#include "testing/world.h"

namespace assetbuddy::accounts {
namespace {

namespace crypto = platform::crypto;
using namespace std::chrono_literals;
using base::Result;
using testing_support::code_of;
using testing_support::everybodys_password;
using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;

class SecondFactor : public testing::TestWithParam<platform::sql::Engine> {
  protected:
    std::string secret()
    {
        return open_secret(world.kernel, olive.account, text("SELECT secret_box FROM authenticators"));
    }
    std::string code_now() { return crypto::totp_code(secret(), crypto::totp_step(world.clock.now())); }
    /// Sets an app up; answers the recovery codes.
    std::vector<std::string> set_up()
    {
        world.as(olive, [&](access::Call& call) { return begin_app(call, olive.credential); }).value();
        const auto code = code_now();
        auto codes = world.as(olive, [&](access::Call& call) { return confirm_app(call, olive.credential, code); });
        world.clock.advance(1min); // the code of setting up counts as taken
        return codes.value();
    }
    Result<SignedIn> attempt(SecondStep& step)
    {
        return sign_in(world.kernel, {}, world.origin,
                       {.email = olive.email, .password = std::string{everybodys_password}, .organisation = {}}, step);
    }
    std::string attempt_with(const std::string& code)
    {
        SecondStep step{.code = code};
        world.origin.address = "192.0.2." + std::to_string(++address % 250); // not about network addresses
        return code_of(attempt(step));
    }
    bool has_two(const std::string& session_token)
    {
        const access::Credential fresh{access::Credential::Kind::session, crypto::sha256(session_token)};
        return access::look(world.kernel, fresh, world.origin,
                            [](access::Call& call) -> Result<bool> { return call.actor.facts().has_second_factor; })
            .value();
    }
    std::string text(const std::string& sql) { return world.rows(sql).at(0).text(0); }
    std::int64_t number(const std::string& sql) { return world.rows(sql).at(0).integer(0); }
    std::int64_t entries(const std::string& action)
    {
        return number("SELECT COUNT(*) FROM audit_entries WHERE action = '" + action + "'");
    }
    void TearDown() override { EXPECT_EQ(world.changes_in_twin(), ""); }

    TestDatabase file{GetParam()};
    World world{file.database()};
    const Person olive = world.home.owner;
    int address = 0;
};
INSTANTIATE_TEST_SUITE_P(Engines, SecondFactor, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(SecondFactor, IsAskedOnceItsFirstCodeWasRight)
{
    world.as(olive, [&](access::Call& call) { return begin_app(call, olive.credential); }).value();
    EXPECT_EQ(attempt_with(""), "") << "nobody is asked for an app that may not work";
    const auto wrong =
        world.as(olive, [&](access::Call& call) { return confirm_app(call, olive.credential, "000000x"); });
    EXPECT_EQ(code_of(wrong), "wrong_code");
    const auto codes = set_up();
    EXPECT_EQ(codes.size(), 10U);
    EXPECT_EQ(attempt_with(""), "second_factor_required");
    EXPECT_EQ(attempt_with("123"), "wrong_credentials");
    SecondStep step{.code = code_now()};
    const auto session = attempt(step);
    ASSERT_TRUE(session) << session.error().detail;
    EXPECT_TRUE(has_two(session->session_token));
    EXPECT_EQ(entries("account.authenticator_added"), 1);
    EXPECT_EQ(entries("session.second_factor_refused"), 1);
}

TEST_P(SecondFactor, SettingUpEndsOtherSessionsAndTellsTheAddress)
{
    const auto other = world.sign_in(olive);
    set_up();
    const auto nothing = [](access::Call&) -> base::Done { return {}; };
    EXPECT_EQ(code_of(access::look(world.kernel, other, world.origin, nothing)), "sign_in_required");
    EXPECT_EQ(code_of(world.look_as(olive, nothing)), "");
    const auto letter = testing_support::newest_letter(world, factor_kind, olive.email);
    ASSERT_FALSE(letter.empty());
    const auto message = compose_factor_changed(letter, "https://example.org");
    EXPECT_NE(message.text.find("An authenticator app was set up"), std::string::npos);
    for (const auto& table : {"authenticators", "recovery_codes"}) {
        std::string all;
        for (const auto& row : world.rows("SELECT * FROM " + std::string{table})) all += row.text(1);
        EXPECT_EQ(all.find(secret()), std::string::npos);
    }
}

TEST_P(SecondFactor, TakesEachCodeOnceAndNoneOfAnEarlierStep)
{
    set_up();
    const auto code = code_now();
    const auto before = crypto::totp_code(secret(), crypto::totp_step(world.clock.now()) - 1);
    EXPECT_EQ(attempt_with(code), "");
    EXPECT_EQ(attempt_with(code), "wrong_credentials");
    EXPECT_EQ(attempt_with(before), "wrong_credentials") << "older than the one that was taken";
    world.clock.advance(30s);
    EXPECT_EQ(attempt_with(code_now().insert(3, " ")), "") << "blanks are welcome";
}

TEST_P(SecondFactor, OneCodeOpensOneSessionHoweverManyTry)
{
    set_up();
    const auto code = code_now();
    std::atomic<int> opened = 0;
    std::barrier together{4};
    {
        std::vector<std::jthread> tries;
        for (int i = 0; i < 4; ++i)
            tries.emplace_back([&] {
                SecondStep step{.code = code};
                together.arrive_and_wait();
                if (attempt(step)) ++opened;
            });
    }
    EXPECT_EQ(opened, 1);
}

TEST_P(SecondFactor, RecoveryCodesWorkOnceAndRestAsHashes)
{
    const auto codes = set_up();
    EXPECT_EQ(attempt_with(" " + codes[0] + " "), "");
    EXPECT_EQ(attempt_with(codes[0]), "wrong_credentials");
    const auto rest = world.look_as(olive, [](access::Call& call) { return second_factors_of(call); });
    EXPECT_EQ(rest->recovery_codes_left, 9);
    for (const auto& row : world.rows("SELECT code_hash FROM recovery_codes"))
        for (const auto& code : codes) EXPECT_EQ(row.text(0).find(crypto::read_code(code).value()), std::string::npos);
    const auto renewed =
        world.as(olive, [&](access::Call& call) { return renew_recovery_codes(call, olive.credential); });
    ASSERT_TRUE(renewed);
    EXPECT_EQ(attempt_with(codes[1]), "wrong_credentials") << "the old ones are void";
    world.clock.advance(1min); // the wait after failures
    EXPECT_EQ(attempt_with(renewed->front()), "");
}

TEST_P(SecondFactor, HalfWayStandsForThePasswordAloneAndOnlyForThisOne)
{
    set_up();
    SecondStep step;
    EXPECT_EQ(code_of(attempt(step)), "second_factor_required");
    ASSERT_TRUE(step.half_way);
    const auto kept = HalfWay::from_text(step.half_way->to_text());
    ASSERT_TRUE(kept);
    for (const auto* wrong : {"", "x", "a b c d", "   "}) EXPECT_FALSE(HalfWay::from_text(wrong));
    const auto finish = [&](const std::string& code) {
        SecondStep next{.code = code, .half_way = kept, .field = "code"};
        return code_of(finish_sign_in(world.kernel, {}, world.origin, next));
    };
    EXPECT_EQ(finish(""), "second_factor_required");
    EXPECT_EQ(finish("999999x"), "wrong_credentials");
    EXPECT_EQ(finish(code_now()), "");
    world.clock.advance(1min);
    SecondStep nowhere{.code = code_now()};
    EXPECT_EQ(code_of(finish_sign_in(world.kernel, {}, world.origin, nowhere)), "sign_in_required");
    world.execute("UPDATE accounts SET password_set_at = 1 WHERE id = '" + olive.account.text() + "'");
    EXPECT_EQ(finish(code_now()), "sign_in_required") << "the password was changed since";
}

TEST_P(SecondFactor, WrongCodesWaitLongerAndLongerAndStopAtAHundred)
{
    set_up();
    for (int i = 0; i < 5; ++i) EXPECT_EQ(attempt_with("111111x"), "wrong_credentials");
    EXPECT_EQ(attempt_with(code_now()), "wrong_credentials") << "waiting";
    world.clock.advance(2s);
    EXPECT_EQ(attempt_with(code_now()), "");
    for (int i = 0; i < 100; ++i) {
        world.clock.advance(16min);
        EXPECT_EQ(attempt_with("111111x"), "wrong_credentials");
    }
    world.clock.advance(16min);
    EXPECT_EQ(attempt_with(code_now()), "wrong_credentials") << "a new password ends it";
    EXPECT_EQ(entries("session.locked"), 1);
}

TEST_P(SecondFactor, APasswordResetDoesNotPassItBy)
{
    set_up();
    const auto token =
        world.as_nobody([&](access::Call& call) -> Result<std::string> { return issue_reset(call, olive.account, 1h); })
            .value();
    const std::string fresh = "seven herons over the weir";
    ASSERT_TRUE(reset_password(world.kernel, world.origin, {token, fresh}));
    const auto with = [&](const std::string& code) {
        SecondStep step{.code = code};
        return code_of(sign_in(world.kernel, {}, world.origin,
                               {.email = olive.email, .password = fresh, .organisation = {}}, step));
    };
    EXPECT_EQ(with(""), "second_factor_required");
    EXPECT_EQ(with(code_now()), "");
}

TEST_P(SecondFactor, NeedsAFreshPasswordToBeChanged)
{
    set_up();
    world.clock.advance(10min);
    const auto as_olive = [&](auto verb) { return code_of(world.as(olive, verb)); };
    const auto& credential = olive.credential;
    EXPECT_EQ(as_olive([&](access::Call& call) { return begin_app(call, credential); }), "reauthenticate");
    EXPECT_EQ(as_olive([&](access::Call& call) { return app_being_set_up(call, credential); }), "reauthenticate");
    EXPECT_EQ(as_olive([&](access::Call& call) { return confirm_app(call, credential, "1"); }), "reauthenticate");
    EXPECT_EQ(as_olive([&](access::Call& call) { return renew_recovery_codes(call, credential); }), "reauthenticate");
    EXPECT_EQ(as_olive([&](access::Call& call) { return remove_app(call, credential); }), "reauthenticate");
    EXPECT_EQ(number("SELECT COUNT(*) FROM authenticators"), 1);
}

TEST_P(SecondFactor, RemovedItIsAskedNoMore)
{
    set_up();
    ASSERT_TRUE(world.as(olive, [&](access::Call& call) { return remove_app(call, olive.credential); }));
    EXPECT_EQ(code_of(world.as(olive, [&](access::Call& call) { return remove_app(call, olive.credential); })),
              "wrong_state");
    EXPECT_EQ(attempt_with(""), "");
    EXPECT_EQ(number("SELECT COUNT(*) FROM recovery_codes"), 0);
    EXPECT_EQ(number("SELECT COUNT(*) FROM sessions WHERE second_factor = 1"), 0);
    EXPECT_EQ(entries("account.authenticator_removed"), 1);
    EXPECT_EQ(testing_support::count_letters(world, factor_kind, olive.email), 2);
}

/// The organisation's rule: nothing is open but what leads to a second factor.
TEST_P(SecondFactor, WhereItIsAskedNothingElseIsOpenWithoutOne)
{
    const auto pat = world.add_person(world.home.id, {.name = "Pat", .email = "pat@harbour.example"});
    set_up();
    world.execute("UPDATE organisations SET require_second_factor = 1 WHERE id = '" + world.home.id.text() + "'");
    const auto nothing = [](access::Call&) -> base::Done { return {}; };
    EXPECT_EQ(code_of(world.look_as(olive, nothing)), "");
    EXPECT_EQ(code_of(world.look_as(pat, nothing)), "second_factor_missing");
    auto leading = pat;
    leading.credential.second_factor = access::Credential::SecondFactor::may_lack;
    const auto begun = world.as(leading, [&](access::Call& call) { return begin_app(call, leading.credential); });
    ASSERT_TRUE(begun) << begun.error().code;
    const auto box = text("SELECT secret_box FROM authenticators WHERE account_id = '" + pat.account.text() + "'");
    const auto code =
        crypto::totp_code(open_secret(world.kernel, pat.account, box), crypto::totp_step(world.clock.now()));
    ASSERT_TRUE(world.as(leading, [&](access::Call& call) { return confirm_app(call, leading.credential, code); }));
    EXPECT_EQ(code_of(world.look_as(pat, nothing)), "");
    ASSERT_TRUE(world.as(pat, [&](access::Call& call) { return remove_app(call, pat.credential); }));
    EXPECT_EQ(code_of(world.look_as(pat, nothing)), "second_factor_missing");
    world.execute("UPDATE organisations SET require_second_factor = 0 WHERE id = '" + world.home.id.text() + "'");
}

/// R-INV-11: an invitation opens nobody's account without its second factor. The whole way is in tests/api.
TEST_P(SecondFactor, EverySessionOfSuchAnAccountShowedIt)
{
    set_up();
    const auto alone = world.as_nobody(
        [&](access::Call& call) { return access::open_session(call, olive.account, olive.organisation, olive.user); });
    EXPECT_EQ(code_of(alone), "second_factor_required");
}

} // namespace
} // namespace assetbuddy::accounts
