// What the person invited can do besides accepting: decline, ask anew, ask for the link by code, use a code told by
// phone.

#include <chrono>

#include "invitations/ask_anew.h"
#include "invitations/decline.h"
#include "invitations/inspect.h"
#include "invitations/join.h"
#include "invitations/new_code.h"
#include "invitations/resend.h"
#include "invitations/revoke.h"
#include "testing/invitations.h"

namespace assetbuddy::invitations {
namespace {

using namespace std::chrono_literals;
using access::Role;
using assetbuddy::testing_support::Person;

class Invitee : public testing_support::InvitationsTest {
  protected:
    static std::string other_than(std::string code)
    {
        code[0] = code[0] == '7' ? '8' : '7';
        return code;
    }
    std::string state() { return text_of("SELECT state FROM invitations"); }
    std::int64_t attempts() { return number_of("SELECT attempts FROM invitations"); }
    base::InvitationId id() { return base::InvitationId{text_of("SELECT id FROM invitations")}; }
    base::Done decline_with(const std::string& token, const std::string& code)
    {
        return decline(world_.kernel, world_.origin, token, code);
    }
    base::Done join_with(const std::string& email, const std::string& code)
    {
        return ask_for_link(world_.kernel, world_.origin, email, code);
    }
    std::string ask(const std::string& token) { return code_of(ask_anew(world_.kernel, world_.origin, token)); }
    std::int64_t letters() { return number_of("SELECT count(*) FROM letters"); }
    std::int64_t entries(const std::string& action)
    {
        return number_of("SELECT count(*) FROM audit_entries WHERE action = '" + action + "'");
    }
    void later(std::chrono::seconds by)
    {
        world_.clock.advance(by);
        world_.home.owner.credential = world_.sign_in(world_.home.owner);
    }
    base::Result<Invitation> resend_it()
    {
        const auto which = id();
        return world_.as(world_.home.owner, [&](access::Call& call) { return resend(call, which); });
    }
    base::Result<NewCode> new_code_as(const Person& person, const base::InvitationId& which)
    {
        return world_.as(person, [&](access::Call& call) { return make_new_code(call, which); });
    }
    void allow_codes() { world_.execute("UPDATE organisations SET hand_over_code = 1"); }
};
INSTANTIATE_TEST_SUITE_P(Engines, Invitee, assetbuddy::testing_support::AllEngines(),
                         assetbuddy::testing_support::engine_name);

TEST_P(Invitee, DeclinesWithLinkAndCode)
{
    const auto secrets = invited("nia@example.org");
    EXPECT_EQ(code_of(decline_with(secrets.token, "")), "invalid");
    EXPECT_EQ(code_of(decline_with("unknown", secrets.code)), "not_found");
    EXPECT_EQ(code_of(decline_with(secrets.token, other_than(secrets.code))), "wrong_code");
    EXPECT_EQ(attempts(), 1);
    ASSERT_TRUE(decline_with(secrets.token, secrets.code));
    EXPECT_EQ(state(), "declined");
    EXPECT_EQ(code_of(accept_with(secrets.token, secrets.code)), "declined");
    EXPECT_EQ(code_of(decline_with(secrets.token, secrets.code)), "declined");
    EXPECT_EQ(code_of(resend_it()), "wrong_state") << "no further mail goes there";
    EXPECT_EQ(entries("invitation.declined"), 1);
    EXPECT_EQ(number_of("SELECT count(*) FROM notifications WHERE kind = 'invitation.declined'"), 1);
    EXPECT_NE(invite(offer_to("nia@example.org")).id, id()) << "inviting anew is a new one";
}

TEST_P(Invitee, DeclinesWhatIsHeldButNotWhatEnded)
{
    const auto secrets = invited("nia@example.org");
    world_.execute("UPDATE invitations SET held = 1");
    EXPECT_EQ(code_of(accept_with(secrets.token, secrets.code)), "held");
    ASSERT_TRUE(decline_with(secrets.token, secrets.code));
    const auto other = invited("ned@example.org");
    world_.clock.advance(8 * 24h);
    EXPECT_EQ(code_of(decline_with(other.token, other.code)), "expired");
}

TEST_P(Invitee, AsksAnewOnceADayForWhatStoppedWorking) // INV-18
{
    const auto secrets = invited("nia@example.org");
    EXPECT_EQ(ask("unknown"), "not_found");
    EXPECT_EQ(ask(secrets.token), "wrong_state") << "it still works";
    world_.clock.advance(8 * 24h);
    EXPECT_EQ(ask(secrets.token), "");
    EXPECT_EQ(ask(secrets.token), "") << "said alike";
    EXPECT_EQ(entries("invitation.asked_anew"), 1);
    world_.clock.advance(24h);
    EXPECT_EQ(ask(secrets.token), "");
    EXPECT_EQ(entries("invitation.asked_anew"), 2);
    EXPECT_EQ(number_of("SELECT count(*) FROM notifications WHERE kind = 'invitation.asked_anew'"), 2);

    later(1h);
    ASSERT_TRUE(resend_it());
    EXPECT_EQ(ask(secrets.token), "replaced");
    EXPECT_TRUE(world_.rows("SELECT asked_at FROM invitations").at(0).is_null(0)) << "the answer was given";
    const auto fresh = mailbox_.latest_to("nia@example.org");
    world_.execute("UPDATE invitations SET state = 'locked', attempts = 5");
    EXPECT_EQ(ask(fresh.token), "");
    world_.execute("UPDATE invitations SET state = 'revoked'");
    world_.clock.advance(24h);
    EXPECT_EQ(ask(fresh.token), "");
    EXPECT_EQ(entries("invitation.asked_anew"), 4);
    world_.execute("UPDATE invitations SET state = 'accepted'");
    EXPECT_EQ(ask(fresh.token), "accepted");
}

TEST_P(Invitee, GetsTheLinkByTheCode)
{
    const auto first = invited("nia@example.org");
    ASSERT_TRUE(join_with(" Nia@Example.ORG ", platform::crypto::shown_code(first.code)));
    const auto link = mailbox_.latest_to("nia@example.org");
    EXPECT_NE(link.token, first.token);
    EXPECT_EQ(link.code, "");
    EXPECT_EQ(link.expires_at, world_.clock.now() + 1h);
    const auto seen = inspect(world_.kernel, world_.origin, link.token);
    ASSERT_TRUE(seen);
    EXPECT_TRUE(seen->is_code_proven);
    EXPECT_FALSE(seen->refusal);
    EXPECT_TRUE(inspect(world_.kernel, world_.origin, first.token)) << "the first link stays";
    EXPECT_EQ(code_of(accept_with(first.token, "")), "invalid") << "which still wants its code";
    const auto accepted = accept_with(link.token, "");
    ASSERT_TRUE(accepted) << accepted.error().code;
    EXPECT_EQ(code_of(accept_with(link.token, "")), "accepted");
    EXPECT_EQ(code_of(accept_with(first.token, first.code)), "accepted");
}

TEST_P(Invitee, TheLinkByTheCodeLastsOneHourAndOneGeneration)
{
    const auto first = invited("nia@example.org");
    ASSERT_TRUE(join_with("nia@example.org", first.code));
    const auto link = mailbox_.latest_to("nia@example.org");
    later(1h);
    const auto late = accept_with(link.token, "");
    ASSERT_EQ(code_of(late), "expired");
    EXPECT_TRUE(late.error().facts.contains("join_again"));
    EXPECT_EQ(state(), "pending");
    ASSERT_TRUE(join_with("nia@example.org", first.code));
    const auto other = mailbox_.latest_to("nia@example.org");
    ASSERT_TRUE(resend_it());
    EXPECT_EQ(code_of(accept_with(other.token, "")), "replaced");
}

TEST_P(Invitee, IsToldTheSameWhateverFitted)
{
    const auto secrets = invited("nia@example.org");
    const auto before = letters();
    EXPECT_TRUE(join_with("nia@example.org", other_than(secrets.code)));
    EXPECT_TRUE(join_with("nobody@example.org", secrets.code));
    EXPECT_TRUE(join_with("olive@harbour.example", secrets.code));
    EXPECT_EQ(letters(), before);
    EXPECT_EQ(attempts(), 0) << "wrong codes here never count against the link";
    EXPECT_EQ(code_of(join_with("nia", secrets.code)), "invalid");
    EXPECT_EQ(code_of(join_with("nia@example.org", "")), "invalid");
    EXPECT_EQ(code_of(join_with("nia@example.org", "AB12")), "invalid");
    world_.execute("UPDATE invitations SET state = 'revoked'");
    EXPECT_TRUE(join_with("nia@example.org", secrets.code));
    EXPECT_EQ(letters(), before);
}

/// R-INV-3, INV-7.
TEST_P(Invitee, AThousandWrongCodesByEmailLockNothing)
{
    const auto secrets = invited("nia@example.org");
    for (int each = 0; each < 1000; ++each) ASSERT_TRUE(join_with("nia@example.org", other_than(secrets.code)));
    EXPECT_TRUE(accept_with(secrets.token, secrets.code));
}

TEST_P(Invitee, GetsThreeSuchMailsADay)
{
    const auto secrets = invited("nia@example.org");
    const auto before = letters();
    for (int each = 0; each < 5; ++each) ASSERT_TRUE(join_with("nia@example.org", secrets.code));
    EXPECT_EQ(letters(), before + 3);
    EXPECT_EQ(number_of("SELECT count(DISTINCT message_id) FROM letters"), before + 3);
    world_.clock.advance(24h);
    ASSERT_TRUE(join_with("nia@example.org", secrets.code));
    EXPECT_EQ(letters(), before + 4);
}

TEST_P(Invitee, UsesACodeToldByPhone)
{
    const auto first = invited("nia@example.org");
    EXPECT_EQ(code_of(new_code_as(world_.home.owner, id())), "forbidden") << "off by default";
    allow_codes();
    const auto made = new_code_as(world_.home.owner, id());
    ASSERT_TRUE(made) << made.error().detail;
    const auto mail = mailbox_.latest_to("nia@example.org");
    EXPECT_EQ(mail.code, "") << "the mail carries the link only";
    EXPECT_NE(mail.token, first.token);
    EXPECT_EQ(code_of(accept_with(first.token, first.code)), "wrong_code") << "the old code is void";
    EXPECT_EQ(code_of(accept_with(mail.token, "")), "invalid") << "the link alone is not enough";
    EXPECT_EQ(entries("invitation.code_told"), 1);
    EXPECT_EQ(number_of("SELECT count(*) FROM audit_entries e LEFT JOIN audit_personal p ON p.number = e.number "
                        "WHERE e.body LIKE '%" +
                        made->code + "%' OR p.personal LIKE '%" + made->code + "%'"),
              0);
    EXPECT_TRUE(accept_with(first.token, made->code));
}

TEST_P(Invitee, ANewCodeReplacesAMailThatStillWaits)
{
    allow_codes();
    invite(offer_to("nia@example.org"));
    const auto made = new_code_as(world_.home.owner, id());
    ASSERT_TRUE(made);
    EXPECT_EQ(number_of("SELECT count(*) FROM letters WHERE state = 'cancelled'"), 1);
    EXPECT_EQ(made->invitation.delivery, Delivery::queued);
    const auto mail = mailbox_.latest_to("nia@example.org");
    EXPECT_TRUE(accept_with(mail.token, made->code));
}

TEST_P(Invitee, NewCodesAreForThoseWhoMayAndForWhatWorks)
{
    allow_codes();
    const auto secrets = invited("nia@example.org");
    const auto viewer = world_.add_person(world_.home.id, {.email = "dee@harbour.example", .role = Role::director});
    const auto operator_ = world_.add_person(world_.home.id, {.email = "op@harbour.example"});
    EXPECT_EQ(code_of(new_code_as(viewer, id())), "forbidden");
    EXPECT_EQ(code_of(new_code_as(operator_, id())), "not_found");
    EXPECT_EQ(code_of(new_code_as(world_.twin.owner, id())), "not_found");
    for (int each = 0; each < 3; ++each) ASSERT_TRUE(new_code_as(world_.home.owner, id()));
    EXPECT_EQ(code_of(new_code_as(world_.home.owner, id())), "rate_limited");
    world_.clock.advance(16h); // another day: five mails a day to one address
    const auto told = new_code_as(world_.home.owner, id()).value().code;
    mailbox_.latest_to("nia@example.org");
    ASSERT_TRUE(join_with("nia@example.org", told));
    const auto link = mailbox_.latest_to("nia@example.org");
    ASSERT_TRUE(new_code_as(world_.home.owner, id()));
    EXPECT_EQ(code_of(accept_with(link.token, "")), "replaced") << "its code is void, so what it opened is too";
    for (const auto* state : {"state = 'locked', attempts = 5", "state = 'revoked', attempts = 0",
                              "state = 'pending', attempts = 0, held = 1", "held = 0, expires_at = 1"}) {
        world_.execute(std::string{"UPDATE invitations SET "} + state);
        EXPECT_EQ(code_of(new_code_as(world_.home.owner, id())), "wrong_state") << state;
    }
}

} // namespace
} // namespace assetbuddy::invitations
