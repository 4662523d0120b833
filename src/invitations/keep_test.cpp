#include "invitations/keep.h"

#include <chrono>

#include "access/role_sets.h"
#include "invitations/edit.h"
#include "invitations/find.h"
#include "invitations/resend.h"
#include "invitations/revoke.h"
#include "testing/invitations.h"

namespace assetbuddy::invitations {
namespace {

using namespace std::chrono_literals;
using access::Permission;
using access::Role;
using assetbuddy::testing_support::Person;

class HeldInvitations : public testing_support::InvitationsTest {
  protected:
    Person inviter_;

    /// H&S Admins of home may invite here, and Ida is one of them.
    void SetUp() override
    {
        auto grants = access::default_grants(Role::hs_admin).all();
        grants.push_back({Permission::users_invite, access::Scope::organisation});
        world_.execute("INSERT INTO role_sets (organisation_id, role, grants) VALUES ('" + world_.home.id.text() +
                       "', 'hs_admin', '" + access::to_text(access::GrantSet{grants}) + "')");
        inviter_ = world_.add_person(world_.home.id,
                                     {.name = "Ida Inviter", .email = "ida@harbour.example", .role = Role::hs_admin});
    }
    base::InvitationId invite_as_ida(const std::string& email, const std::string& role = "supervisor")
    {
        return send_as(inviter_, offer_to(email, role)).value().id;
    }
    void lose(const std::string& change)
    {
        world_.execute("UPDATE users SET " + change + " WHERE id = '" + inviter_.user.text() + "'");
        const auto told = world_.as(world_.home.owner, [&](access::Call& call) -> base::Done {
            call.announce(access::UserLostRights{world_.home.id, inviter_.user});
            return {};
        });
        ASSERT_TRUE(told);
    }
    Invitation read(const base::InvitationId& id)
    {
        return world_.look_as(world_.home.owner, [&](access::Call& call) { return find_visible(call, id); }).value();
    }
    Hold hold_of(const base::InvitationId& id) { return read(id).hold(world_.clock.now()); }
    base::Result<Invitation> keep_as(const Person& person, const base::InvitationId& id)
    {
        return world_.as(person, [&](access::Call& call) { return keep(call, id); });
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, HeldInvitations, assetbuddy::testing_support::AllEngines(),
                         assetbuddy::testing_support::engine_name);

TEST_P(HeldInvitations, StayHeldUntilSomebodyEntitledKeepsThem)
{
    for (const auto* change : {"role = 'operator'", "is_active = 0", "deleted_at = 1"}) {
        const auto email = std::string{"nia"} + std::to_string(std::string_view{change}.size()) + "@example.org";
        const auto id = invite_as_ida(email);
        const auto secrets = mailbox_.latest_to(email);
        lose(change);
        EXPECT_EQ(hold_of(id), Hold::inviter) << change;
        EXPECT_EQ(code_of(accept_with(secrets.token, secrets.code)), "held") << change;
        world_.execute("UPDATE users SET role = 'hs_admin', is_active = 1, deleted_at = NULL WHERE id = '" +
                       inviter_.user.text() + "'");
        EXPECT_EQ(hold_of(id), Hold::inviter) << "having the right again frees nothing";

        const auto kept = keep_as(world_.home.owner, id);
        ASSERT_TRUE(kept) << kept.error().detail;
        EXPECT_EQ(kept->invited_by, world_.home.owner.user);
        EXPECT_EQ(kept->hold(world_.clock.now()), Hold::none);
        EXPECT_TRUE(accept_with(secrets.token, secrets.code)) << change;
    }
    EXPECT_EQ(number_of("SELECT count(*) FROM audit_entries WHERE action = 'invitation.held'"), 3);
    EXPECT_EQ(number_of("SELECT count(*) FROM audit_entries WHERE action = 'invitation.kept'"), 3);
}

TEST_P(HeldInvitations, OnlyWhatIsOutOfReachIsHeld)
{
    const auto within = invite_as_ida("nia@example.org", "operator");
    const auto beyond = invite_as_ida("ned@example.org", "hs_admin");
    const auto others = invite(offer_to("olga@example.org")).id;
    // H&S Admins lose the templates: other H&S Admins have what is left too, Engineers would have more.
    const auto engineer = invite_as_ida("eva@example.org", "engineering");
    std::vector<access::Grant> fewer;
    for (const auto& grant : access::default_grants(Role::hs_admin).all())
        if (grant.permission != Permission::templates_create) fewer.push_back(grant);
    fewer.push_back({Permission::users_invite, access::Scope::organisation});
    world_.execute("UPDATE role_sets SET grants = '" + access::to_text(access::GrantSet{fewer}) + "'");
    lose("name = name");
    EXPECT_EQ(hold_of(within), Hold::none);
    EXPECT_EQ(hold_of(beyond), Hold::none);
    EXPECT_EQ(hold_of(engineer), Hold::inviter);
    EXPECT_EQ(hold_of(others), Hold::none);
}

TEST_P(HeldInvitations, AreKeptOnlyByThoseWhoMayAndOnlyWhileHeld)
{
    const auto id = invite_as_ida("nia@example.org");
    EXPECT_EQ(code_of(keep_as(world_.home.owner, id)), "wrong_state");
    lose("is_active = 0");
    const auto viewer = world_.add_person(world_.home.id, {.email = "dee@harbour.example", .role = Role::director});
    const auto operator_ = world_.add_person(world_.home.id, {.email = "op@harbour.example"});
    EXPECT_EQ(code_of(keep_as(viewer, id)), "forbidden");
    EXPECT_EQ(code_of(keep_as(operator_, id)), "not_found");
    EXPECT_EQ(code_of(keep_as(world_.twin.owner, id)), "not_found");
    world_.clock.advance(24h * 8);
    world_.home.owner.credential = world_.sign_in(world_.home.owner);
    EXPECT_EQ(code_of(keep_as(world_.home.owner, id)), "wrong_state") << "expired ones are sent again instead";
}

TEST_P(HeldInvitations, BecomeTheSendersWhenSentAgain)
{
    const auto id = invite_as_ida("nia@example.org");
    const auto old = mailbox_.latest_to("nia@example.org");
    lose("is_active = 0");
    world_.clock.advance(1h);
    const auto again = world_.as(world_.home.owner, [&](access::Call& call) { return resend(call, id); });
    ASSERT_TRUE(again) << again.error().detail;
    EXPECT_EQ(again->invited_by, world_.home.owner.user);
    const auto fresh = mailbox_.latest_to("nia@example.org");
    EXPECT_EQ(fresh.inviter, "Olive Owner");
    EXPECT_EQ(code_of(accept_with(old.token, old.code)), "replaced");
    EXPECT_TRUE(accept_with(fresh.token, fresh.code));
}

TEST_P(HeldInvitations, CanBeRevoked)
{
    const auto id = invite_as_ida("nia@example.org");
    const auto secrets = mailbox_.latest_to("nia@example.org");
    lose("is_active = 0");
    ASSERT_TRUE(world_.as(world_.home.owner, [&](access::Call& call) { return revoke(call, id); }));
    EXPECT_EQ(code_of(accept_with(secrets.token, secrets.code)), "revoked");
}

TEST_P(HeldInvitations, OfAClosedSiteWaitForAnotherPlace)
{
    auto request = offer_to("nia@example.org", "site_manager");
    request.site_id = world_.home.site.text();
    const auto id = invite(request).id;
    const auto secrets = mailbox_.latest_to("nia@example.org");
    world_.execute("UPDATE sites SET is_active = 0 WHERE id = '" + world_.home.site.text() + "'");
    ASSERT_TRUE(world_.as(world_.home.owner, [&](access::Call& call) -> base::Done {
        call.announce(access::SiteClosed{world_.home.id, world_.home.site});
        return {};
    }));
    EXPECT_EQ(hold_of(id), Hold::site);
    EXPECT_EQ(number_of("SELECT count(*) FROM audit_entries WHERE action = 'invitation.held'"), 1);
    EXPECT_EQ(number_of("SELECT count(*) FROM notifications WHERE kind = 'invitation.held' AND user_id = '" +
                        world_.home.owner.user.text() + "' AND path = '/users/invitations/" + id.text() + "'"),
              1);
    EXPECT_EQ(code_of(keep_as(world_.home.owner, id)), "wrong_state");
    EXPECT_EQ(code_of(accept_with(secrets.token, secrets.code)), "held");
    const auto named = world_.as(world_.home.owner, [&](access::Call& call) {
        return edit(call, id, {.name = "Nia N."}); // the site is not touched, so it is not refused
    });
    ASSERT_TRUE(named) << named.error().detail;
    EXPECT_EQ(named->hold(world_.clock.now()), Hold::site);
    const auto all_sites =
        world_.as(world_.home.owner, [&](access::Call& call) { return edit(call, id, {.site_id = ""}); });
    ASSERT_TRUE(all_sites) << all_sites.error().detail;
    EXPECT_EQ(all_sites->hold(world_.clock.now()), Hold::none);
    const auto accepted = accept_with(secrets.token, secrets.code);
    ASSERT_TRUE(accepted);
    EXPECT_FALSE(accepted->user.site);
}

/// NOT-1: who may decide is told once, however many are held; not by mail of what they did themselves.
TEST_P(HeldInvitations, AreToldToThoseWhoMayDecide)
{
    invite_as_ida("nia@example.org");
    invite_as_ida("ned@example.org");
    const auto deputy =
        world_.add_person(world_.home.id, {.email = "dee@harbour.example", .role = Role::hs_admin, .site = {}});
    lose("is_active = 0");
    const std::string held = "SELECT count(*) FROM notifications WHERE kind = 'invitation.held'";
    EXPECT_EQ(number_of(held), 2);
    EXPECT_EQ(number_of(held + " AND path = '/users?tab=invitations' AND title LIKE '2 invitations are on hold: %'"),
              2);
    EXPECT_EQ(number_of(held + " AND mailed_at IS NULL AND user_id = '" + world_.home.owner.user.text() + "'"), 1);
    EXPECT_EQ(number_of(held + " AND mailed_at IS NOT NULL AND user_id = '" + deputy.user.text() + "'"), 1);
    lose("is_active = 0");
    EXPECT_EQ(number_of(held), 2) << "nothing more is held";
}

TEST_P(HeldInvitations, OfEverybodyInANarrowedRoleAreTheirs)
{
    const auto other = world_.add_person(world_.home.id, {.email = "ian@harbour.example", .role = Role::hs_admin});
    const auto first = invite_as_ida("nia@example.org");
    const auto second = send_as(other, offer_to("ned@example.org")).value().id;
    const auto owners = invite(offer_to("olga@example.org")).id;
    world_.execute("DELETE FROM role_sets");
    ASSERT_TRUE(world_.as(world_.home.owner, [&](access::Call& call) -> base::Done {
        call.announce(access::RoleLostRights{world_.home.id, Role::operator_});
        return {};
    }));
    EXPECT_FALSE(read(first).is_held) << "of another role";
    ASSERT_TRUE(world_.as(world_.home.owner, [&](access::Call& call) -> base::Done {
        call.announce(access::RoleLostRights{world_.home.id, Role::hs_admin});
        return {};
    }));
    EXPECT_TRUE(read(first).is_held);
    EXPECT_TRUE(read(second).is_held);
    EXPECT_FALSE(read(owners).is_held);
    EXPECT_EQ(number_of("SELECT count(*) FROM notifications WHERE kind = 'invitation.held'"), 1);
}

TEST_P(HeldInvitations, OfTheFormerOwnerAreTheNewOnes)
{
    const auto id = invite(offer_to("nia@example.org")).id;
    ASSERT_TRUE(world_.as(world_.home.owner, [&](access::Call& call) -> base::Done {
        call.announce(access::UserLostRights{world_.home.id, inviter_.user});
        call.announce(access::OwnershipMoved{world_.home.id, world_.home.owner.user, inviter_.user});
        return {};
    }));
    EXPECT_EQ(read(id).invited_by, inviter_.user);
    EXPECT_FALSE(read(id).is_held);
}

} // namespace
} // namespace assetbuddy::invitations
