#include "invitations/preview.h"

#include "access/role_sets.h"
#include "invitations/pages.h"
#include "testing/browser.h"
#include "testing/invitations.h"

namespace assetbuddy::invitations {
namespace {

using access::Permission;
using access::Role;
using access::Scope;
using assetbuddy::testing_support::Browser;
using assetbuddy::testing_support::Person;

class Preview : public testing_support::InvitationsTest {
  protected:
    base::Result<users::Outlook> ask(const Person& asker, const PreviewRequest& request)
    {
        return world_.look_as(asker, [&](access::Call& call) { return preview(call, request); });
    }
    base::Result<users::Outlook> ask(const PreviewRequest& request) { return ask(world_.home.owner, request); }
    base::Result<users::PersonsOutlook> outlook_of(const Person& asker, const Person& whom)
    {
        return world_.look_as(asker, [&](access::Call& call) { return users::find_outlook(call, whom.user); });
    }
    std::string refusal_of(const Person& asker, const PreviewRequest& request)
    {
        const auto answer = ask(asker, request);
        if (answer) return {};
        return answer.error().errors.empty() ? answer.error().code : answer.error().errors.front().code;
    }
    void configure(Role role, std::vector<access::Grant> grants)
    {
        world_.execute("INSERT INTO role_sets (organisation_id, role, grants) VALUES ('" + world_.home.id.text() +
                       "', '" + std::string{access::to_text(role)} + "', '" +
                       access::to_text(access::GrantSet{std::move(grants)}) + "')");
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, Preview, assetbuddy::testing_support::AllEngines(),
                         assetbuddy::testing_support::engine_name);

TEST_P(Preview, SaysWhatThePersonWillIndeedHaveAndCount) // INV-20
{
    world_.add_site(world_.home.id, "Second Yard");
    world_.add_person(world_.home.id, {.email = "one@example.org"});
    world_.add_person(world_.twin.id, {.email = "elsewhere@example.org"});
    touches_twin_ = true; // a person was put there
    for (const auto role : access::all_roles()) {
        if (role == Role::owner) continue;
        for (const bool is_external : {false, true}) {
            if (role == Role::contractor && !is_external) continue;
            SCOPED_TRACE(std::string{access::to_text(role)} + (is_external ? " outside" : ""));
            const auto told = ask({.role = std::string{access::to_text(role)},
                                   .site_id = world_.home.site.text(),
                                   .is_external = is_external});
            ASSERT_TRUE(told);
            EXPECT_EQ(told->site, "Harbour Yard");
            const auto person = world_.add_person(
                world_.home.id, {.email = std::string{access::to_text(role)} + (is_external ? "2" : "1") + "@x.example",
                                 .role = role,
                                 .site = world_.home.site,
                                 .is_external = is_external});
            const auto has = world_.look_as(
                person, [](access::Call& call) -> base::Result<access::GrantSet> { return call.actor.grants(); });
            EXPECT_EQ(told->grants, has.value());
            EXPECT_EQ(told->people.is_shown, has->find(Permission::users_view).has_value());
            EXPECT_EQ(told->sites.is_shown, has->find(Permission::sites_view).has_value());
            EXPECT_EQ(told->people.count.has_value(), told->people.is_shown);
            if (told->sites.is_shown) {
                EXPECT_EQ(told->sites.count, 2);
            }
            const auto after = outlook_of(world_.home.owner, person);
            ASSERT_TRUE(after);
            EXPECT_EQ(after->outlook.grants, told->grants);
            if (told->people.is_shown) {
                EXPECT_EQ(after->outlook.people.count, *told->people.count + 1) << "with them";
            }
        }
    }
}

TEST_P(Preview, FollowsTheOrganisationsOwnSets)
{
    configure(Role::operator_, {{Permission::users_view, Scope::organisation}});
    const auto told = ask({.role = "operator"});
    ASSERT_TRUE(told);
    EXPECT_EQ(told->grants.all(), (std::vector<access::Grant>{{Permission::users_view, Scope::organisation}}));
    EXPECT_EQ(told->people.count, 1);
    EXPECT_FALSE(told->sites.is_shown);
    EXPECT_EQ(told->site, "");
    const auto outside = ask({.role = "operator", .is_external = true});
    EXPECT_FALSE(outside->people.is_shown) << "external people see nobody (EXT-2)";
    EXPECT_EQ(outside->grants.all(), (std::vector<access::Grant>{{Permission::contractor_dashboard_view, Scope::own}}));
}

/// Nobody counts what they may not see by asking what somebody else would see.
TEST_P(Preview, TellsNoCountOfWhatTheAskerMayNotSee)
{
    configure(Role::hs_admin,
              {{Permission::users_invite, Scope::organisation}, {Permission::sites_view, Scope::organisation}});
    configure(Role::operator_, {{Permission::sites_view, Scope::organisation}});
    configure(Role::supervisor, {{Permission::users_view, Scope::organisation}});
    const auto inviter = world_.add_person(world_.home.id, {.email = "hs@example.org", .role = Role::hs_admin});
    const auto told = ask(inviter, {.role = "operator"});
    ASSERT_TRUE(told) << told.error().code;
    EXPECT_EQ(told->sites.count, 1);
    EXPECT_FALSE(told->people.is_shown);
    EXPECT_EQ(refusal_of(inviter, {.role = "supervisor"}), "role_above_own");
    EXPECT_FALSE(outlook_of(inviter, world_.home.owner)) << "needs users:view";

    configure(Role::director, {{Permission::users_view, Scope::organisation}});
    const auto director = world_.add_person(world_.home.id, {.email = "d@example.org", .role = Role::director});
    const auto owners = outlook_of(director, world_.home.owner);
    ASSERT_TRUE(owners);
    EXPECT_EQ(owners->outlook.people.count, 3);
    EXPECT_TRUE(owners->outlook.sites.is_shown);
    EXPECT_EQ(owners->outlook.sites.count, std::nullopt) << "the Owner sees them, the Director may not count them";
}

TEST_P(Preview, IsRefusedAsAnInvitationWouldBe)
{
    const auto closed = world_.add_site(world_.home.id, "Old Yard");
    world_.execute("UPDATE sites SET is_active = 0 WHERE id = '" + closed.text() + "'");
    const auto& owner = world_.home.owner;
    EXPECT_EQ(refusal_of(owner, {.role = ""}), "required");
    EXPECT_EQ(refusal_of(owner, {.role = "king"}), "unknown_value");
    EXPECT_EQ(refusal_of(owner, {.role = "owner"}), "not_offered");
    EXPECT_EQ(refusal_of(owner, {.role = "operator", .site_id = "x"}), "unknown_value");
    EXPECT_EQ(refusal_of(owner, {.role = "operator", .site_id = world_.twin.site.text()}), "unknown_value");
    EXPECT_EQ(refusal_of(owner, {.role = "operator", .site_id = closed.text()}), "unknown_value");
    EXPECT_EQ(refusal_of(owner, {.role = "contractor", .is_external = false}), "must_be_external");
    EXPECT_EQ(refusal_of(owner, {.role = "contractor"}), "");
    const auto manager = world_.add_person(world_.home.id, {.email = "m@example.org", .role = Role::site_manager});
    EXPECT_EQ(refusal_of(manager, {.role = "operator"}), "forbidden");
    const auto edited = world_.look_as(owner, [&](access::Call& call) {
        return preview_for_edit(call, {.role = "operator", .site_id = closed.text()});
    });
    EXPECT_TRUE(edited) << "an invitation may name a site that was deactivated";
}

TEST_P(Preview, OfAPlaceThatIsNotActiveIsEmpty)
{
    const auto idle =
        world_.add_person(world_.home.id, {.email = "i@example.org", .role = Role::director, .is_active = false});
    const auto told = outlook_of(world_.home.owner, idle);
    ASSERT_TRUE(told);
    EXPECT_TRUE(told->outlook.grants.all().empty());
    EXPECT_FALSE(told->outlook.people.is_shown);
    EXPECT_EQ(outlook_of(world_.home.owner, world_.twin.owner).error().code, "not_found");
}

TEST_P(Preview, OnTheFormsLosesNothingThatWasTyped)
{
    Browser owner{world_};
    owner.sign_in_as(world_.home.owner);
    const auto empty = owner.get(pages::show_invite, "/users/invite");
    EXPECT_NE(empty.body.find("Choose a role to see it here."), std::string::npos);
    const auto shown = owner.post(pages::preview_invite, "/users/invite/preview",
                                  {{"name", "Nia Newcomer"},
                                   {"email", "not an address"},
                                   {"role", "supervisor"},
                                   {"site_id", world_.home.site.text()},
                                   {"message", "See you on Monday"}});
    EXPECT_EQ(shown.status, 200);
    for (const auto* text :
         {"Nia Newcomer", "not an address", "See you on Monday", "They can:", "1 site", "Harbour Yard"})
        EXPECT_NE(shown.body.find(text), std::string::npos) << text;
    EXPECT_EQ(shown.body.find("error-summary"), std::string::npos) << "looking is no attempt to send";
    EXPECT_EQ(number_of("SELECT count(*) FROM invitations"), 0);

    const auto invitation = invite(offer_to("nia@example.org"));
    const auto path = "/users/invitations/" + invitation.id.text() + "/edit/preview";
    const auto edited =
        owner.post(pages::preview_edit, path, {{"name", "Nia Married"}, {"role", "contractor"}, {"version", "7"}},
                   {{"id", invitation.id.text()}});
    EXPECT_EQ(edited.status, 200);
    for (const auto* text : {"Nia Married", "no list of people", "name=\"version\" value=\"7\""})
        EXPECT_NE(edited.body.find(text), std::string::npos) << text;
    EXPECT_EQ(text_of("SELECT name FROM invitations"), "Nia Newcomer");
}

} // namespace
} // namespace assetbuddy::invitations
