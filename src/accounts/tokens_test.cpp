#include "accounts/tokens.h"

#include <gtest/gtest.h>

#include "access/sessions.h"
#include "accounts/own_password.h"
#include "accounts/session.h"
#include "accounts/sessions.h"
#include "testing/databases.h"
#include "testing/world.h"

namespace assetbuddy::accounts {
namespace {

using access::Credential;
using base::Done;
using base::Result;
using std::chrono::hours;
using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;

class ApiTokens : public testing::TestWithParam<platform::sql::Engine> {
  protected:
    Result<CreatedToken> make(const Person& person, const NewToken& wanted = {.name = "Nightly export"})
    {
        return world.as(person, [&](access::Call& call) { return create_token(call, person.credential, wanted); });
    }
    static Credential credential(const CreatedToken& created)
    {
        return {Credential::Kind::api_token, platform::crypto::sha256(created.secret)};
    }
    /// Who asks with a credential, or the code of the refusal.
    std::string asker(const Credential& credential)
    {
        const auto name = access::look(world.kernel, credential, world.origin, [](access::Call& call) {
            return Result<std::string>{call.actor.facts().name + " " + std::string{to_text(call.actor.facts().role)}};
        });
        return name ? *name : name.error().code;
    }
    std::string code(const Credential& credential, const std::function<Done(access::Call&)>& work)
    {
        const auto done = access::change(world.kernel, credential, world.origin, work);
        return done ? "done" : done.error().code;
    }

    TestDatabase file{GetParam()};
    World world{file.database()};
    const Person owner = world.home.owner;
};

TEST_P(ApiTokens, OpenWhatTheirMakerMayAndRestAsHashes) // R-SESS-7, security.md section 4
{
    const auto created = make(owner);
    ASSERT_TRUE(created) << created.error().detail;
    EXPECT_TRUE(platform::crypto::is_api_token(created->secret));
    EXPECT_EQ(created->token.expires_at, world.clock.now() + std::chrono::days{90});
    EXPECT_EQ(asker(credential(*created)), "Olive Owner owner");
    EXPECT_TRUE(world.rows("SELECT 1 FROM api_tokens WHERE token_hash = '" + created->secret + "'").empty());
    for (const auto& row : world.rows("SELECT body FROM audit_entries"))
        EXPECT_EQ(row.text(0).find(created->secret), std::string::npos);
    // The hash is no session, and a session's hash no token.
    EXPECT_EQ(asker({Credential::Kind::session, credential(*created).hash}), "sign_in_required");
    EXPECT_EQ(asker({Credential::Kind::api_token, owner.credential.hash}), "sign_in_required");
    EXPECT_EQ(asker({Credential::Kind::api_token, {}}), "sign_in_required");
    EXPECT_EQ(world.changes_in_twin(), "");
}

TEST_P(ApiTokens, FollowTheirMakersRightsAtOnce)
{
    const auto pat = world.add_person(world.home.id, {.role = access::Role::supervisor});
    const auto token = credential(make(pat).value());
    EXPECT_EQ(asker(token), "Pat Example supervisor");
    world.execute("UPDATE users SET role = 'operator' WHERE id = '" + pat.user.text() + "'");
    EXPECT_EQ(asker(token), "Pat Example operator");
    world.execute("UPDATE users SET is_active = 0 WHERE id = '" + pat.user.text() + "'");
    EXPECT_EQ(asker(token), "sign_in_required");
}

TEST_P(ApiTokens, EndWithThePlaceAndStayEnded) // USR-3
{
    const auto pat = world.add_person(world.home.id, {});
    const auto token = credential(make(pat).value());
    const auto done = world.as(owner, [&](access::Call& call) -> Done {
        call.announce(access::UserLeft{world.home.id, pat.user});
        return {};
    });
    ASSERT_TRUE(done);
    EXPECT_EQ(asker(token), "sign_in_required");
    EXPECT_EQ(world.count("api_tokens", world.home.id), 0);
}

TEST_P(ApiTokens, EndAtTheMomentTheyExpire)
{
    const auto created = make(owner, {.name = "Short", .expires_on = "2026-11-24"}).value();
    world.clock.set(created.token.expires_at - std::chrono::microseconds{1});
    EXPECT_EQ(asker(credential(created)), "Olive Owner owner");
    world.clock.set(created.token.expires_at);
    EXPECT_EQ(asker(credential(created)), "sign_in_required");
}

TEST_P(ApiTokens, RefuseWhatCannotBeTaken)
{
    const std::vector<std::pair<NewToken, std::string>> cases{
        {{.name = ""}, "name"},
        {{.name = "  "}, "name"},
        {{.name = std::string(101, 'x')}, "name"},
        {{.name = "a\xe2\x80\x8b"
                  "b"},
         "name"},
        {{.name = "x", .expires_on = "soon"}, "expires_on"},
        {{.name = "x", .expires_on = "2026-02-30"}, "expires_on"},
        {{.name = "x", .expires_on = "2026-11-22"}, "expires_on"},
        {{.name = "x", .expires_on = "2099-01-01"}, "expires_on"},
    };
    for (const auto& [wanted, field] : cases) {
        const auto made = make(owner, wanted);
        ASSERT_FALSE(made) << wanted.name;
        EXPECT_EQ(made.error().code, "invalid");
        EXPECT_EQ(made.error().errors.front().field, field);
    }
    for (int i = 0; i < 20; ++i) ASSERT_TRUE(make(owner));
    EXPECT_EQ(make(owner).error().code, "too_many");
}

TEST_P(ApiTokens, AreMadeOnlyWithAFreshPassword) // R-SESS-8
{
    world.clock.advance(std::chrono::minutes{10});
    EXPECT_EQ(make(owner).error().code, "reauthenticate");
    const auto confirmed =
        confirm_password(world.kernel, owner.credential, world.origin, testing_support::everybodys_password);
    ASSERT_TRUE(confirmed);
    EXPECT_TRUE(make(owner));
}

TEST_P(ApiTokens, CannotDoWhatTakesAPerson)
{
    const auto token = credential(make(owner).value());
    const auto id = base::SessionId{std::string{
        world.rows("SELECT id FROM sessions WHERE account_id = '" + owner.account.text() + "'").front().text(0)}};
    const std::vector<std::pair<const char*, std::function<Done(access::Call&)>>> verbs{
        {"another token",
         [&](access::Call& call) -> Done {
             const auto made = create_token(call, token, {.name = "child"});
             return made ? Done{} : base::refused(made.error());
         }},
        {"ending a token", [](access::Call& call) { return end_token(call, "x"); }},
        {"signing out", [](access::Call& call) { return sign_out(call); }},
        {"moving",
         [&](access::Call& call) -> Done {
             const auto moved = switch_place(call, world.home.id);
             return moved ? Done{} : base::refused(moved.error());
         }},
        {"ending a session", [&](access::Call& call) { return end_own_session(call, id); }},
        {"seeing sessions",
         [](access::Call& call) -> Done {
             const auto seen = sessions_of(call);
             return seen ? Done{} : base::refused(seen.error());
         }},
    };
    for (const auto& [name, verb] : verbs) EXPECT_EQ(code(token, verb), "forbidden") << name;
    const auto changed = change_password(world.kernel, token, world.origin,
                                         {std::string{testing_support::everybodys_password}, "seven quiet otters jog"});
    ASSERT_FALSE(changed);
    EXPECT_EQ(changed.error().code, "forbidden");
    EXPECT_EQ(asker(owner.credential), "Olive Owner owner") << "nothing of the person's ended";
}

TEST_P(ApiTokens, AreSeenAndEndedByTheirMakerAlone)
{
    const auto pat = world.add_person(world.home.id, {});
    const auto created = make(owner).value();
    const auto end = [&](const Person& person) {
        const auto done = world.as(person, [&](access::Call& call) { return end_token(call, created.token.id); });
        return done ? std::string{"done"} : done.error().code;
    };
    const auto seen = [&](const Person& person) {
        return world.look_as(person, [](access::Call& call) -> Result<std::size_t> { return tokens_of(call).size(); })
            .value();
    };
    EXPECT_EQ(seen(owner), 1U);
    EXPECT_EQ(seen(pat), 0U);
    EXPECT_EQ(end(pat), "not_found");
    EXPECT_EQ(end(world.twin.owner), "not_found");
    EXPECT_EQ(end(owner), "done");
    EXPECT_EQ(end(owner), "not_found");
    EXPECT_EQ(asker(credential(created)), "sign_in_required");
}

TEST_P(ApiTokens, RememberTheirLastUse)
{
    const auto created = make(owner).value();
    world.clock.advance(std::chrono::minutes{5});
    EXPECT_EQ(asker(credential(created)), "Olive Owner owner");
    access::write_last_uses(world.kernel);
    const auto tokens =
        world.look_as(owner, [](access::Call& call) -> Result<std::vector<ApiToken>> { return tokens_of(call); });
    ASSERT_TRUE(tokens);
    EXPECT_EQ(tokens->front().last_used_at, world.clock.now());
}

TEST_P(ApiTokens, AreRefusedWhereASecondFactorIsAskedForAndThereIsNone)
{
    const auto token = credential(make(owner).value());
    world.execute("UPDATE organisations SET require_second_factor = 1 WHERE id = '" + world.home.id.text() + "'");
    EXPECT_EQ(asker(token), "second_factor_missing");
    EXPECT_EQ(asker(owner.credential), "second_factor_missing");
    world.execute("UPDATE organisations SET require_second_factor = 0 WHERE id = '" + world.home.id.text() + "'");
    EXPECT_EQ(asker(token), "Olive Owner owner");
}

INSTANTIATE_TEST_SUITE_P(Engines, ApiTokens, testing_support::AllEngines(), testing_support::engine_name);

TEST(ApiTokenText, IsKnownByItsChecksum)
{
    auto token = platform::crypto::make_api_token(platform::crypto::system_random());
    EXPECT_EQ(token.size(), 54U);
    EXPECT_TRUE(platform::crypto::is_api_token(token));
    auto mistyped = token;
    mistyped[10] = mistyped[10] == 'a' ? 'b' : 'a';
    for (const auto& wrong : {mistyped, token.substr(0, 53), token + "0", std::string{}, std::string{"ab_"},
                              token.substr(3), "AB_" + token.substr(3)})
        EXPECT_FALSE(platform::crypto::is_api_token(wrong)) << wrong;
}

} // namespace
} // namespace assetbuddy::accounts
