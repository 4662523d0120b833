#include "invitations/accept.h"

#include <chrono>

#include "invitations/inspect.h"
#include "invitations/prove.h"
#include "platform/crypto/crypto.h"
#include "testing/invitations.h"

namespace assetbuddy::invitations {
namespace {

using namespace std::chrono_literals;
using access::Role;
using assetbuddy::testing_support::everybodys_password;
using testing_support::good_password;

class AcceptInvitation : public testing_support::InvitationsTest {
  protected:
    std::int64_t attempts() { return number_of("SELECT attempts FROM invitations"); }
    std::string state() { return text_of("SELECT state FROM invitations"); }
    base::Result<Inspection> seen(const std::string& token) { return inspect(world_.kernel, world_.origin, token); }
    /// A well-formed code that is not this one.
    static std::string other_than(std::string code)
    {
        code[0] = code[0] == '7' ? '8' : '7';
        return code;
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, AcceptInvitation, assetbuddy::testing_support::AllEngines(),
                         assetbuddy::testing_support::engine_name);

TEST_P(AcceptInvitation, MakesUserSessionAndAudit) // INV-8, INV-9
{
    auto request = offer_to("Nia@Example.org", "site_manager");
    request.site_id = world_.home.site.text();
    request.job_title = "Manager";
    invite(request);
    const auto secrets = mailbox_.latest_to("nia@example.org");
    const auto accepted = accept_as({}, {.token = secrets.token,
                                         .code = " " + platform::crypto::shown_code(secrets.code) + " ",
                                         .password = good_password,
                                         .corrections = {.name = "Nia N. Comer", .phone = "+44 20 7946 0123"}});
    ASSERT_TRUE(accepted) << accepted.error().code << accepted.error().detail;
    EXPECT_EQ(accepted->user.name, "Nia N. Comer");
    EXPECT_EQ(accepted->user.role, Role::site_manager);
    EXPECT_EQ(accepted->user.site, world_.home.site);
    EXPECT_EQ(accepted->user.job_title, "Manager");
    EXPECT_EQ(accepted->user.phone, "+44 20 7946 0123");
    EXPECT_EQ(text_of("SELECT user_id FROM invitations"), accepted->user.id.text());
    EXPECT_EQ(state(), "accepted");
    EXPECT_EQ(number_of("SELECT count(*) FROM audit_entries WHERE action = 'invitation.accepted'"), 1);
    const auto session =
        access::Credential{access::Credential::Kind::session, platform::crypto::sha256(accepted->session_token)};
    const auto who = access::look(world_.kernel, session, world_.origin,
                                  [](access::Call& call) -> base::Result<base::UserId> { return call.actor.user(); });
    EXPECT_EQ(who.value(), accepted->user.id);
}

TEST_P(AcceptInvitation, ChecksInTheOrderOfTheContract)
{
    const auto secrets = invited("nia@example.org");
    EXPECT_EQ(code_of(accept_as({}, {.token = "x", .code = "no", .corrections = {.name = ""}})), "invalid");
    EXPECT_EQ(code_of(accept_with("x", secrets.code)), "not_found");
    EXPECT_EQ(code_of(accept_with(secrets.token, other_than(secrets.code), "weak")), "wrong_code");
    EXPECT_EQ(code_of(accept_with(secrets.token, secrets.code, "weak")), "weak_password");
    world_.execute("UPDATE invitations SET state = 'revoked'");
    EXPECT_EQ(code_of(accept_with(secrets.token, other_than(secrets.code))), "revoked");
    EXPECT_EQ(attempts(), 1) << "the one before it was revoked";
    EXPECT_EQ(world_.count("users", world_.home.id), 1);
}

TEST_P(AcceptInvitation, FiveWrongCodesLock)
{
    const auto secrets = invited("nia@example.org");
    for (std::int64_t left = 4; left >= 0; --left) {
        const auto refusal = accept_with(secrets.token, other_than(secrets.code));
        ASSERT_EQ(code_of(refusal), "wrong_code");
        EXPECT_EQ(std::get<std::int64_t>(refusal.error().facts.at("attempts_left")), left);
    }
    EXPECT_EQ(code_of(accept_with(secrets.token, secrets.code)), "locked");
    EXPECT_EQ(code_of(accept_with(secrets.token, other_than(secrets.code))), "locked");
    EXPECT_EQ(attempts(), 5);
    EXPECT_EQ(number_of("SELECT count(*) FROM audit_entries WHERE action = 'invitation.locked'"), 1);
    EXPECT_EQ(seen(secrets.token)->state, State::locked);
}

TEST_P(AcceptInvitation, MalformedAndRightCodesAreNotCounted)
{
    const auto secrets = invited("nia@example.org");
    for (int each = 0; each < 100; ++each) {
        const auto refusal = accept_with(secrets.token, each % 2 == 0 ? "" : "AB12-CD3U");
        ASSERT_EQ(code_of(refusal), "invalid");
        EXPECT_EQ(refusal.error().errors.at(0).field, "code");
    }
    for (int each = 0; each < 10; ++each)
        ASSERT_EQ(code_of(accept_with(secrets.token, secrets.code, "weak")), "weak_password");
    EXPECT_EQ(attempts(), 0);
    EXPECT_TRUE(accept_with(secrets.token, secrets.code));
}

TEST_P(AcceptInvitation, LookingChangesNothing)
{
    const auto secrets = invited("nia@example.org");
    const auto before = world_.rows("SELECT * FROM invitations").at(0).cells();
    for (int each = 0; each < 20; ++each) ASSERT_TRUE(seen(secrets.token));
    EXPECT_EQ(world_.rows("SELECT * FROM invitations").at(0).cells(), before);
    EXPECT_EQ(code_of(seen("unknown")), "not_found");
    EXPECT_FALSE(seen(secrets.token)->account);
}

TEST_P(AcceptInvitation, EndsAtTheMomentItExpires)
{
    for (const auto& [offset, code] : {std::pair{-1s, ""}, std::pair{0s, "expired"}, std::pair{1s, "expired"}}) {
        const auto email = "nia" + std::to_string(offset.count() + 5) + "@example.org";
        const auto secrets = invited(email);
        world_.clock.advance(std::chrono::days{7} + offset);
        EXPECT_EQ(code_of(accept_with(secrets.token, secrets.code)), code) << offset.count();
        world_.home.owner.credential = world_.sign_in(world_.home.owner);
    }
}

TEST_P(AcceptInvitation, WorksOnce)
{
    const auto secrets = invited("nia@example.org");
    ASSERT_TRUE(accept_with(secrets.token, secrets.code));
    EXPECT_EQ(code_of(accept_with(secrets.token, secrets.code)), "accepted");
    EXPECT_EQ(number_of("SELECT count(*) FROM users WHERE email_key = 'nia@example.org'"), 1);
    EXPECT_EQ(number_of("SELECT count(*) FROM sessions s JOIN users u ON u.id = s.user_id "
                        "WHERE u.email_key = 'nia@example.org'"),
              1);
}

TEST_P(AcceptInvitation, AnExistingAccountKeepsItsPassword)
{
    const auto elsewhere = world_.add_person(world_.home.id, {.email = "first@example.org"});
    world_.execute("UPDATE users SET email_key = 'moved@example.org' WHERE id = '" + elsewhere.user.text() + "'");
    world_.execute("UPDATE users SET deleted_at = 1, is_active = 0 WHERE id = '" + elsewhere.user.text() + "'");
    const auto hash = "SELECT password_hash FROM accounts WHERE id = '" + elsewhere.account.text() + "'";
    const auto before = text_of(hash);
    const auto secrets = invited("first@example.org");
    EXPECT_EQ(seen(secrets.token)->account, elsewhere.account);
    EXPECT_EQ(code_of(accept_with(secrets.token, secrets.code, good_password)), "wrong_credentials");
    EXPECT_EQ(code_of(accept_with(secrets.token, secrets.code, "")), "wrong_credentials");
    EXPECT_EQ(state(), "pending");
    const auto accepted = accept_with(secrets.token, secrets.code, std::string{everybodys_password});
    ASSERT_TRUE(accepted) << accepted.error().code;
    EXPECT_EQ(accepted->user.account, elsewhere.account);
    EXPECT_EQ(text_of(hash), before);
}

TEST_P(AcceptInvitation, SignedInToTheAccountNeedsNoPassword)
{
    const auto person = world_.add_person(world_.home.id, {.email = "first@example.org"});
    const auto& founder = world_.twin.owner; // an account with a place elsewhere
    const auto secrets = invited(founder.email);
    EXPECT_EQ(code_of(accept_as(person.credential, {.token = secrets.token, .code = secrets.code})),
              "wrong_credentials")
        << "signed in as somebody else";
    EXPECT_EQ(state(), "pending");

    touches_twin_ = true; // the session there that proves the account is used up
    const auto accepted = accept_as(founder.credential, {.token = secrets.token, .code = secrets.code});
    ASSERT_TRUE(accepted) << accepted.error().code;
    EXPECT_EQ(accepted->user.account, founder.account);
    EXPECT_EQ(accepted->user.organisation, world_.home.id);
    const auto old = access::look(world_.kernel, founder.credential, world_.origin,
                                  [](access::Call&) -> base::Result<bool> { return true; });
    EXPECT_EQ(code_of(old), "sign_in_required") << "a new id at accept (R-SESS-2)";
}

TEST_P(AcceptInvitation, AnUnconfirmedAccountCountsForNothing)
{
    const auto squatter = world_.add_person(world_.home.id, {.email = "first@example.org"});
    const auto account = squatter.account.text();
    world_.execute("UPDATE accounts SET email_key = 'nia@example.org', email = 'nia@example.org', confirmed_at = NULL "
                   "WHERE id = '" +
                   account + "'");
    const auto secrets = invited("nia@example.org");
    EXPECT_FALSE(seen(secrets.token)->account);
    const auto accepted =
        accept_as(squatter.credential, {.token = secrets.token, .code = secrets.code, .password = good_password});
    ASSERT_TRUE(accepted) << accepted.error().code;
    EXPECT_NE(accepted->user.account, squatter.account);
    EXPECT_EQ(number_of("SELECT count(*) FROM accounts WHERE email_key = 'nia@example.org'"), 2);
}

TEST_P(AcceptInvitation, IsHeldWhenTheInviterMayNoLongerInvite) // INV-14
{
    const auto secrets = invited("nia@example.org");
    const auto other = world_.add_person(world_.home.id, {.email = "hs@example.org", .role = Role::hs_admin});
    world_.execute("UPDATE invitations SET invited_by = '" + other.user.text() + "'");
    EXPECT_EQ(code_of(accept_with(secrets.token, secrets.code)), "held");
    EXPECT_TRUE(seen(secrets.token)->is_held);
    EXPECT_EQ(attempts(), 0);
    world_.execute("UPDATE invitations SET invited_by = '" + world_.home.owner.user.text() + "'");
    EXPECT_TRUE(accept_with(secrets.token, secrets.code));
}

TEST_P(AcceptInvitation, IsHeldWhileItsSiteIsClosed) // INV-14
{
    auto request = offer_to("nia@example.org", "site_manager");
    request.site_id = world_.home.site.text();
    invite(request);
    const auto secrets = mailbox_.latest_to("nia@example.org");
    const auto set_active = [&](int flag) {
        world_.execute("UPDATE sites SET is_active = " + std::to_string(flag) + " WHERE id = '" +
                       world_.home.site.text() + "'");
    };
    set_active(0);
    EXPECT_EQ(code_of(accept_with(secrets.token, secrets.code)), "held");
    set_active(1);
    EXPECT_TRUE(accept_with(secrets.token, secrets.code));
}

TEST_P(AcceptInvitation, GuessesAreLimitedByAddress)
{
    const auto secrets = invited("nia@example.org");
    for (int each = 0; each < 60; ++each)
        ASSERT_EQ(code_of(accept_with("unknown" + std::to_string(each), secrets.code)), "not_found");
    EXPECT_EQ(code_of(accept_with(secrets.token, secrets.code)), "rate_limited");
    EXPECT_EQ(code_of(seen(secrets.token)), "rate_limited");
    world_.clock.advance(61s);
    EXPECT_TRUE(accept_with(secrets.token, secrets.code));
}

TEST_P(AcceptInvitation, AWeakPasswordSaysWhatIsWanted)
{
    const auto secrets = invited("nia@example.org");
    for (const auto* weak : {"", "short", "passwordpassword"}) {
        const auto refusal = accept_with(secrets.token, secrets.code, weak);
        ASSERT_EQ(code_of(refusal), "weak_password") << weak;
        EXPECT_EQ(refusal.error().errors.at(0).field, "password");
        EXPECT_FALSE(refusal.error().detail.empty());
    }
}

TEST_P(AcceptInvitation, ProvingIsNotAccepting)
{
    const auto secrets = invited("nia@example.org");
    EXPECT_TRUE(prove(world_.kernel, world_.origin, secrets.token, secrets.code));
    EXPECT_EQ(state(), "pending");
    EXPECT_EQ(world_.count("users", world_.home.id), 1);
}

} // namespace
} // namespace assetbuddy::invitations
