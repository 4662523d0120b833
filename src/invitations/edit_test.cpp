#include "invitations/edit.h"

#include <chrono>

#include "invitations/prove.h"
#include "invitations/revoke.h"
#include "testing/invitations.h"

namespace assetbuddy::invitations {
namespace {

using namespace std::chrono_literals;
using access::Role;
using assetbuddy::testing_support::Person;

class EditInvitation : public testing_support::InvitationsTest {
  protected:
    base::Result<Invitation> edit_as(const Person& person, const base::InvitationId& id, const EditRequest& request)
    {
        return world_.as(person, [&](access::Call& call) { return edit(call, id, request); });
    }
    base::Result<Invitation> edit_it(const base::InvitationId& id, const EditRequest& request)
    {
        return edit_as(world_.home.owner, id, request);
    }
    static std::vector<std::string> refused_fields(const base::Result<Invitation>& result)
    {
        std::vector<std::string> fields;
        for (const auto& each : result.error().errors) fields.push_back(each.field);
        return fields;
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, EditInvitation, assetbuddy::testing_support::AllEngines(),
                         assetbuddy::testing_support::engine_name);

TEST_P(EditInvitation, ChangesWhatIsGivenAndNothingElse)
{
    const auto before = invite({.name = "Nia Newcomer",
                                .email = "nia@example.org",
                                .role = "supervisor",
                                .site_id = world_.home.site.text(),
                                .job_title = "Fitter",
                                .phone = "+44 20 7946 0123"});
    const auto secrets = mailbox_.latest_to("nia@example.org");
    const auto edited = edit_it(before.id, {.role = "operator", .phone = "", .message = "See you on Monday."});
    ASSERT_TRUE(edited) << edited.error().detail;
    EXPECT_EQ(edited->name, before.name);
    EXPECT_EQ(edited->role, Role::operator_);
    EXPECT_EQ(edited->site, before.site);
    EXPECT_EQ(edited->job_title, "Fitter");
    EXPECT_EQ(edited->phone, "");
    EXPECT_EQ(edited->message, "See you on Monday.");
    EXPECT_EQ(edited->generation, 1);
    EXPECT_EQ(edited->version, before.version + 1);
    EXPECT_EQ(number_of("SELECT count(*) FROM letters"), 1) << "no mail leaves for it";
    const auto accepted = accept_with(secrets.token, secrets.code);
    ASSERT_TRUE(accepted) << "the link and the code stay good";
    EXPECT_EQ(accepted->user.role, Role::operator_);
    const auto nothing_new = invite(offer_to("ned@example.org"));
    EXPECT_EQ(edit_it(nothing_new.id, {.name = "Nia Newcomer"})->version, nothing_new.version);
    EXPECT_EQ(number_of("SELECT count(*) FROM audit_entries WHERE action = 'invitation.edited'"), 1);
}

TEST_P(EditInvitation, RefusesWhatInvitingRefuses)
{
    const auto id = invite(offer_to("nia@example.org")).id;
    struct Case {
        EditRequest request;
        std::vector<std::string> fields;
    };
    for (const auto& [request, fields] : std::vector<Case>{
             {{.name = ""}, {"name"}},
             {{.email = "x@"}, {"email"}},
             {{.role = "owner"}, {"role"}},
             {{.role = "contractor"}, {"company_name"}},
             {{.role = "contractor", .is_external = false}, {"is_external", "company_name"}},
             {{.site_id = world_.twin.site.text()}, {"site_id"}},
             {{.access_ends_on = "2026-02-30"}, {"access_ends_on"}},
             {{.access_ends_on = "2026-11-22"}, {"access_ends_on"}},
             {{.message = "See https://evil.example"}, {"message"}},
             {{.message = "Go to evil.com now"}, {"message"}},
             {{.message = std::string(1001, 'x')}, {"message"}},
             {{.lifetime_days = 31}, {"lifetime_days"}},
             {{.name = "", .phone = "abc"}, {"name", "phone"}},
         }) {
        const auto refused = edit_it(id, request);
        ASSERT_EQ(code_of(refused), "invalid");
        EXPECT_EQ(refused_fields(refused), fields);
    }
    EXPECT_EQ(number_of("SELECT version FROM invitations"), 1);
    EXPECT_TRUE(edit_it(id, {.message = "Come at 8.30, ask for me.I wait"})) << "a forgotten blank is no web address";
}

TEST_P(EditInvitation, KnowsWhoAsks)
{
    const auto id = invite(offer_to("nia@example.org")).id;
    const auto viewer = world_.add_person(world_.home.id, {.email = "dee@harbour.example", .role = Role::director});
    const auto operator_ = world_.add_person(world_.home.id, {.email = "op@harbour.example"});
    EXPECT_EQ(code_of(edit_as(viewer, id, {.name = "X"})), "forbidden");
    EXPECT_EQ(code_of(edit_as(operator_, id, {.name = "X"})), "not_found");
    EXPECT_EQ(code_of(edit_as(world_.twin.owner, id, {.name = "X"})), "not_found");
    EXPECT_EQ(code_of(edit_it(id, {.name = "X", .expected_version = 7})), "stale");
    EXPECT_TRUE(edit_it(id, {.name = "X", .expected_version = 1}));
    EXPECT_EQ(code_of(edit_it(id, {.name = "Y", .expected_version = 1})), "stale");
    ASSERT_TRUE(world_.as(world_.home.owner, [&](access::Call& call) { return revoke(call, id); }));
    EXPECT_EQ(code_of(edit_it(id, {.name = "Y"})), "wrong_state");
}

TEST_P(EditInvitation, AnotherAddressGetsANewMailAndTheOldOneNothing)
{
    const auto id = invite(offer_to("nai@example.org")).id;
    const auto old = mailbox_.latest_to("nai@example.org");
    const auto other = invite(offer_to("ned@example.org")).id;
    const auto here = world_.add_person(world_.home.id, {.email = "here@harbour.example"});
    const auto taken = edit_it(id, {.email = "Ned@Example.org"});
    ASSERT_EQ(code_of(taken), "already_invited");
    EXPECT_EQ(std::get<std::string>(taken.error().facts.at("invitation_id")), other.text());
    const auto is_user = edit_it(id, {.email = "here@harbour.example"});
    ASSERT_EQ(code_of(is_user), "already_user");
    EXPECT_EQ(std::get<std::string>(is_user.error().facts.at("user_id")), here.user.text());

    const auto moved = edit_it(id, {.email = "Nia@Example.org"});
    ASSERT_TRUE(moved) << moved.error().detail;
    EXPECT_EQ(moved->email, "Nia@Example.org");
    EXPECT_EQ(moved->generation, 2);
    const auto fresh = mailbox_.latest_to("nia@example.org");
    EXPECT_EQ(code_of(accept_with(old.token, old.code)), "replaced");
    const auto accepted = accept_with(fresh.token, fresh.code);
    ASSERT_TRUE(accepted);
    EXPECT_EQ(accepted->user.email, "Nia@Example.org");
    EXPECT_TRUE(invite(offer_to("nai@example.org")).is_open()) << "the old address is free again";
}

TEST_P(EditInvitation, TheEndOfAccessEndsTheInvitationAndGoesAlong)
{
    auto request = offer_to("nia@example.org");
    request.access_ends_on = "2026-11-25";
    const auto invitation = invite(request);
    const auto end = base::end_of_day(*base::parse_date("2026-11-25"), "Europe/London");
    EXPECT_EQ(invitation.expires_at, end) << "nobody joins after their last day";
    const auto longer = edit_it(invitation.id, {.access_ends_on = "2027-03-31", .lifetime_days = 10});
    ASSERT_TRUE(longer) << longer.error().detail;
    EXPECT_EQ(longer->expires_at, world_.clock.now() + std::chrono::days{10});
    const auto secrets = mailbox_.latest_to("nia@example.org");
    const auto accepted = accept_with(secrets.token, secrets.code);
    ASSERT_TRUE(accepted);
    EXPECT_EQ(accepted->user.access_ends_on, "2027-03-31");
    EXPECT_EQ(text_of("SELECT access_ends_on FROM users WHERE email_key = 'nia@example.org'"), "2027-03-31");
}

TEST_P(EditInvitation, LeavingTheOutsideLeavesTheCompany)
{
    const auto id = invite({.name = "Cora",
                            .email = "cora@cranes.example",
                            .role = "contractor",
                            .company_name = "Cranes",
                            .company_address = "1 Dock Road"})
                        .id;
    const auto inside = edit_it(id, {.role = "operator", .is_external = false});
    ASSERT_TRUE(inside) << inside.error().detail;
    EXPECT_FALSE(inside->is_external);
    EXPECT_EQ(inside->company_name + inside->company_address, "");
}

TEST_P(EditInvitation, AnEditBetweenTheCodeAndThePasswordCounts)
{
    const auto id = invite(offer_to("nia@example.org", "director")).id;
    const auto secrets = mailbox_.latest_to("nia@example.org");
    ASSERT_TRUE(prove(world_.kernel, world_.origin, secrets.token, secrets.code));
    ASSERT_TRUE(edit_it(id, {.role = "operator"}));
    EXPECT_EQ(accept_with(secrets.token, secrets.code)->user.role, Role::operator_);
}

} // namespace
} // namespace assetbuddy::invitations
