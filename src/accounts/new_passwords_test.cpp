// Forgotten, mailed and changed passwords.

#include <barrier>
#include <thread>

#include <gtest/gtest.h>

#include "access/sessions.h"
#include "accounts/forgotten_password.h"
#include "accounts/letter.h"
#include "accounts/own_password.h"
#include "accounts/sign_in.h"
#include "testing/databases.h"
#include "testing/letters.h"
#include "testing/world.h"

namespace assetbuddy::accounts {
namespace {

using std::chrono::minutes;
using testing_support::everybodys_password;
using testing_support::TestDatabase;
using testing_support::World;

constexpr auto fresh = "seven quiet otters juggling";

class NewPasswords : public testing::TestWithParam<platform::sql::Engine> {
  protected:
    std::string code_of(const base::Done& done) { return done ? "done" : done.error().code; }
    std::string forget(const std::string& email) { return code_of(forgot_password(world.kernel, world.origin, email)); }
    /// The token of the newest mail.
    std::string mailed(const std::string& email)
    {
        const auto data = testing_support::newest_letter(world, reset_kind, email);
        return data.empty() ? std::string{} : ResetData::from_json(data).token;
    }
    std::string reset(const std::string& token, const std::string& password = fresh)
    {
        return code_of(reset_password(world.kernel, world.origin, {token, password}));
    }
    bool can_sign_in(std::string_view password)
    {
        return sign_in(world.kernel, {}, world.origin,
                       {.email = olive, .password = std::string{password}, .organisation = {}, .devices = {}})
            .has_value();
    }
    bool is_signed_in(const access::Credential& credential)
    {
        return access::look(world.kernel, credential, world.origin, [](access::Call&) -> base::Done { return {}; })
            .has_value();
    }

    TestDatabase file{GetParam()};
    World world{file.database()};
    const std::string olive = world.home.owner.email;
};

TEST_P(NewPasswords, AreSetByTheMailedLinkOnce) // R-AUTH-10, R-SESS-5
{
    EXPECT_EQ(forget(" OLIVE@harbour.example"), "done");
    const auto token = mailed(olive);
    EXPECT_TRUE(platform::crypto::is_token(token));
    EXPECT_TRUE(world.rows("SELECT 1 FROM password_resets WHERE token_hash = '" + token + "'").empty());
    EXPECT_EQ(code_of(inspect_reset(world.kernel, world.origin, token)), "done");
    EXPECT_EQ(reset(token, "short"), "weak_password");
    EXPECT_EQ(reset(token, "harbourworksharbourworks"), "weak_password");
    EXPECT_EQ(reset(token), "done");
    EXPECT_EQ(reset(token), "used");
    EXPECT_EQ(code_of(inspect_reset(world.kernel, world.origin, token)), "used");
    EXPECT_FALSE(is_signed_in(world.home.owner.credential)) << "every session ends";
    EXPECT_FALSE(can_sign_in(everybodys_password));
    EXPECT_TRUE(can_sign_in(fresh));
    EXPECT_EQ(testing_support::count_letters(world, changed_kind, olive), 1);
    EXPECT_EQ(world.changes_in_twin(), "");
}

TEST_P(NewPasswords, RefusalsOfLinks)
{
    EXPECT_EQ(reset(""), "not_found");
    EXPECT_EQ(reset(std::string(43, 'A')), "not_found");
    ASSERT_EQ(forget(olive), "done");
    const auto first = mailed(olive);
    world.clock.advance(minutes{1});
    ASSERT_EQ(forget(olive), "done");
    const auto second = mailed(olive);
    EXPECT_EQ(reset(first), "replaced");
    world.clock.advance(minutes{59});
    EXPECT_EQ(code_of(inspect_reset(world.kernel, world.origin, second)), "done");
    world.clock.advance(minutes{1});
    EXPECT_EQ(reset(second), "expired");
    EXPECT_TRUE(can_sign_in(everybodys_password));
}

TEST_P(NewPasswords, WhoAsksCannotTellWhoIsKnown)
{
    EXPECT_EQ(forget("nobody@harbour.example"), "done");
    EXPECT_EQ(testing_support::count_letters(world, reset_kind, "nobody@harbour.example"), 0);
    EXPECT_EQ(forget(""), "invalid");
    EXPECT_EQ(forget("no address"), "invalid");
    world.execute("UPDATE accounts SET confirmed_at = NULL WHERE id = '" + world.home.owner.account.text() + "'");
    EXPECT_EQ(forget(olive), "done");
    EXPECT_EQ(testing_support::count_letters(world, reset_kind, olive), 0) << "only a proven mailbox gets one";
}

TEST_P(NewPasswords, ThreeMailsADayToOneAddress)
{
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(forget(olive), "done");
        world.clock.advance(minutes{1});
    }
    EXPECT_EQ(testing_support::count_letters(world, reset_kind, olive), 3);
    EXPECT_EQ(code_of(inspect_reset(world.kernel, world.origin, mailed(olive))), "done") << "the last one still works";
    world.clock.advance(std::chrono::hours{24});
    EXPECT_EQ(forget(olive), "done");
    EXPECT_EQ(testing_support::count_letters(world, reset_kind, olive), 4);
}

TEST_P(NewPasswords, WorkWhileSigningInIsThrottled) // R-AUTH-8
{
    for (int i = 0; i < 20; ++i) (void)can_sign_in("wrong wrong wrong");
    EXPECT_FALSE(can_sign_in(everybodys_password));
    ASSERT_EQ(forget(olive), "done");
    EXPECT_EQ(reset(mailed(olive)), "done");
    EXPECT_TRUE(can_sign_in(fresh));
}

TEST_P(NewPasswords, OneOfManyUsesALink)
{
    ASSERT_EQ(forget(olive), "done");
    const auto token = mailed(olive);
    constexpr int threads = 8;
    std::barrier gate{threads};
    std::atomic<int> done = 0;
    std::atomic<int> used = 0;
    {
        std::vector<std::jthread> all;
        for (int i = 0; i < threads; ++i)
            all.emplace_back([&] {
                gate.arrive_and_wait();
                const auto answer = reset_password(world.kernel, world.origin, {token, fresh});
                if (answer)
                    ++done;
                else if (answer.error().code == "used")
                    ++used;
            });
    }
    EXPECT_EQ(done, 1);
    EXPECT_EQ(used, threads - 1);
}

TEST_P(NewPasswords, AreChangedByTheirHolder) // R-AUTH-11, USR-10
{
    const auto other = world.sign_in(world.home.owner);
    const auto change = [&](const std::string& current, const std::string& next) {
        return change_password(world.kernel, world.home.owner.credential, world.origin,
                               {.current = current, .fresh = next});
    };
    const std::string now{everybodys_password};
    EXPECT_EQ(change("", fresh).error().code, "invalid");
    const auto wrong = change("wrong wrong wrong", fresh);
    EXPECT_EQ(wrong.error().code, "wrong_credentials");
    EXPECT_EQ(wrong.error().field, "current");
    const auto weak = change(now, "Olive Owner Harbour");
    EXPECT_EQ(weak.error().code, "weak_password");
    ASSERT_EQ(weak.error().errors.size(), 1U);
    EXPECT_EQ(weak.error().errors.front().field, "new");
    EXPECT_TRUE(is_signed_in(other));

    const auto changed = change(now, fresh);
    ASSERT_TRUE(changed) << changed.error().detail;
    EXPECT_FALSE(is_signed_in(other));
    EXPECT_FALSE(is_signed_in(world.home.owner.credential)) << "a new id";
    EXPECT_TRUE(is_signed_in({access::Credential::Kind::session, platform::crypto::sha256(changed->session_token)}));
    EXPECT_FALSE(can_sign_in(everybodys_password));
    EXPECT_TRUE(can_sign_in(fresh));
    EXPECT_EQ(testing_support::count_letters(world, changed_kind, olive), 1);
    EXPECT_EQ(change(now, fresh).error().code, "sign_in_required");
    EXPECT_EQ(world.changes_in_twin(), "");
}

TEST_P(NewPasswords, GuessingInASessionLocksNobodyOutOfSigningIn)
{
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(
            code_of(confirm_password(world.kernel, world.home.owner.credential, world.origin, "wrong wrong wrong")),
            "wrong_credentials");
    EXPECT_EQ(code_of(confirm_password(world.kernel, world.home.owner.credential, world.origin, everybodys_password)),
              "wrong_credentials");
    EXPECT_TRUE(can_sign_in(everybodys_password));
}

TEST_P(NewPasswords, GivenAgainTheyRenewTenMinutes) // R-SESS-8
{
    const auto& owner = world.home.owner;
    const auto is_fresh = [&] {
        return code_of(world.as(
            owner, [&](access::Call& call) { return access::require_fresh_password(call, owner.credential); }));
    };
    EXPECT_EQ(is_fresh(), "done");
    world.clock.advance(minutes{10});
    EXPECT_EQ(is_fresh(), "reauthenticate");
    EXPECT_EQ(code_of(confirm_password(world.kernel, owner.credential, world.origin, everybodys_password)), "done");
    EXPECT_EQ(is_fresh(), "done");
    EXPECT_EQ(code_of(confirm_password(world.kernel, {}, world.origin, everybodys_password)), "sign_in_required");
    EXPECT_EQ(code_of(confirm_password(world.kernel, owner.credential, world.origin, "")), "invalid");
}

INSTANTIATE_TEST_SUITE_P(Engines, NewPasswords, testing_support::AllEngines(), testing_support::engine_name);

} // namespace
} // namespace assetbuddy::accounts
