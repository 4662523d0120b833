#include "people/pages.h"

#include <string>

#include <gtest/gtest.h>

#include "invitations/send.h"
#include "testing/databases.h"
#include "testing/world.h"
#include "users/api.h"

namespace assetbuddy::people {
namespace {

using access::Role;
using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;
using Handler = platform::http::Response (*)(access::Visit&);

class UsersPage : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};

    void TearDown() override { EXPECT_EQ(world_.changes_in_twin(), ""); }

    platform::http::Response ask(Handler handler, const Person& person, platform::http::Pairs query = {},
                                 const std::string& id = {}, const std::string& known = {})
    {
        platform::http::Request request;
        request.query = std::move(query);
        request.path = "/users";
        if (!id.empty()) request.path_parameters["id"] = id;
        if (!known.empty()) request.headers.emplace_back("if-none-match", known);
        access::Visit visit{request, world_.kernel};
        visit.credential = person.credential;
        return handler(visit);
    }
    platform::http::Response list(platform::http::Pairs query = {})
    {
        return ask(pages::list, world_.home.owner, std::move(query));
    }
    void invite(const std::string& name, const std::string& email)
    {
        const auto sent = world_.as(world_.home.owner, [&](access::Call& call) {
            return invitations::send(call, {.name = name, .email = email, .role = "supervisor"});
        });
        ASSERT_TRUE(sent) << sent.error().code;
    }
    static bool holds(const platform::http::Response& page, std::string_view text)
    {
        return page.body.find(text) != std::string::npos;
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, UsersPage, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(UsersPage, TeachesWhoIsAlone)
{
    const auto page = list();
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(holds(page, "It is only you so far"));
    EXPECT_TRUE(holds(page, "Invite User"));
    EXPECT_TRUE(holds(page, "No mail server is set up"));
    const auto invitations = list({{"tab", "invitations"}});
    EXPECT_TRUE(holds(invitations, "No open invitations"));
}

TEST_P(UsersPage, ShowsPeopleWithCompanyAndState)
{
    world_.add_person(world_.home.id,
                      {.name = "Cora <Crane>", .email = "cora@cranes.example", .role = Role::contractor});
    world_.add_person(world_.home.id, {.name = "Ida Idle", .email = "ida@harbour.example", .is_active = false});
    const auto page = list();
    EXPECT_TRUE(holds(page, "Cora &lt;Crane&gt;"));
    EXPECT_TRUE(holds(page, "Cranes &amp; Sons")) << "EXT-1";
    EXPECT_TRUE(holds(page, "Not active"));
    EXPECT_FALSE(holds(page, "oscar@harbour.example")) << "the twin's Owner";
    const auto narrowed = list({{"q", "ida"}, {"is_active", "false"}});
    EXPECT_TRUE(holds(narrowed, "Ida Idle"));
    EXPECT_FALSE(holds(narrowed, "Cora"));
    EXPECT_TRUE(holds(list({{"q", "nobody"}}), "Nobody matches"));
}

TEST_P(UsersPage, WalksOnAndBackKeepingFiltersAndOrder)
{
    for (int each = 0; each < 30; ++each)
        world_.add_person(world_.home.id, {.name = "Person " + std::to_string(each),
                                           .email = "p" + std::to_string(each) + "@harbour.example"});
    const auto page = list({{"sort", "-email"}, {"role", "operator"}});
    const auto link = page.body.find(R"(rel="next" href="/users?)");
    ASSERT_NE(link, std::string::npos);
    const auto address = page.body.substr(link, page.body.find('>', link) - link);
    EXPECT_NE(address.find("role=operator"), std::string::npos);
    EXPECT_NE(address.find("sort=-email"), std::string::npos);
    EXPECT_FALSE(holds(page, R"(rel="prev")"));
    auto cursor = address.substr(address.find("cursor=") + 7);
    cursor.resize(cursor.find_first_of("&\""));
    const auto second = list({{"sort", "-email"}, {"role", "operator"}, {"cursor", cursor}});
    EXPECT_TRUE(holds(second, R"(rel="prev")"));
    EXPECT_FALSE(holds(second, R"(rel="next")"));
    EXPECT_EQ(list({{"sort", "name"}, {"cursor", cursor}}).status, 400) << "a cursor of another order";
}

TEST_P(UsersPage, ShowsInvitationsWithWhatCanBeDoneAboutThem)
{
    invite("Nia Newcomer", "nia@example.org");
    const auto page = list({{"tab", "invitations"}});
    EXPECT_TRUE(holds(page, "Nia Newcomer"));
    EXPECT_TRUE(holds(page, "Pending"));
    EXPECT_TRUE(holds(page, "Waiting to be sent"));
    EXPECT_TRUE(holds(page, "/resend"));
    EXPECT_TRUE(holds(page, "/revoke"));
    world_.clock.advance(std::chrono::days{8});
    world_.home.owner.credential = world_.sign_in(world_.home.owner);
    EXPECT_TRUE(holds(list({{"tab", "invitations"}}), "Expired"));
    EXPECT_TRUE(holds(list({{"tab", "invitations"}, {"state", "pending"}}), "No invitation matches"));
    world_.execute("UPDATE invitations SET state = 'locked', attempts = 5");
    world_.execute("UPDATE letters SET state = 'failed', answer = '550 no such mailbox'");
    const auto locked = list({{"tab", "invitations"}, {"state", "locked"}});
    EXPECT_TRUE(holds(locked, "Locked"));
    EXPECT_TRUE(holds(locked, "550 no such mailbox"));
    const auto viewer = world_.add_person(world_.home.id, {.email = "dora@harbour.example", .role = Role::director});
    const auto seen = ask(pages::list, viewer, {{"tab", "invitations"}});
    EXPECT_TRUE(holds(seen, "Nia Newcomer"));
    EXPECT_FALSE(holds(seen, "/resend")) << "a Director may look but not invite";
    EXPECT_FALSE(holds(seen, "No mail server is set up"));
}

TEST_P(UsersPage, ShowsOnePersonAndWhatTheyCanDo)
{
    const auto person = world_.add_person(
        world_.home.id,
        {.name = "Sue Super", .email = "sue@harbour.example", .role = Role::supervisor, .site = world_.home.site});
    const auto page = ask(pages::show, world_.home.owner, {}, person.user.text());
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(holds(page, "Sue Super"));
    EXPECT_TRUE(holds(page, "Harbour Yard"));
    EXPECT_TRUE(holds(page, " at Harbour Yard</li>"));
    EXPECT_EQ(ask(pages::show, world_.twin.owner, {}, person.user.text()).status, 404);
    EXPECT_EQ(ask(pages::show, world_.home.owner, {}, "not-an-id").status, 404);
    EXPECT_EQ(ask(pages::show, person, {}, person.user.text()).status, 404) << "without users:view";
}

TEST_P(UsersPage, RefusesWhoMayNotLook)
{
    const auto contractor =
        world_.add_person(world_.home.id, {.email = "cora@cranes.example", .role = Role::contractor});
    const auto director_from_outside =
        world_.add_person(world_.home.id, {.email = "dan@cranes.example", .role = Role::director, .is_external = true});
    for (const auto& person : {contractor, director_from_outside}) {
        for (const auto* tab : {"people", "invitations"})
            EXPECT_EQ(ask(pages::list, person, {{"tab", tab}}).status, 403);
        EXPECT_EQ(ask(pages::show, person, {}, world_.home.owner.user.text()).status, 404);
        EXPECT_EQ(ask(users::api::list, person).status, 403);
        EXPECT_EQ(ask(users::api::show, person, {}, world_.home.owner.user.text()).status, 404);
    }
    EXPECT_EQ(ask(users::api::list, Person{}).status, 401);
    EXPECT_EQ(ask(pages::list, Person{}).status, 303) << "to the sign-in page";
}

TEST_P(UsersPage, AnswersTheApiAsTheContractSays)
{
    const auto person = world_.add_person(world_.home.id, {.name = "Sue Super", .email = "sue@harbour.example"});
    const auto all = ask(users::api::list, world_.home.owner, {{"limit", "1"}, {"total", "true"}});
    EXPECT_EQ(all.status, 200);
    EXPECT_TRUE(holds(all, R"("total":2)"));
    EXPECT_TRUE(holds(all, R"("next_cursor":")"));
    for (const platform::http::Pairs& query : {platform::http::Pairs{{"limit", "0"}},
                                               {{"limit", "201"}},
                                               {{"sort", "age"}},
                                               {{"role", "boss"}},
                                               {{"is_active", "1"}},
                                               {{"site_id", "x"}},
                                               {{"q", "a"}, {"q", "b"}}})
        EXPECT_EQ(ask(users::api::list, world_.home.owner, query).status, 422) << query[0].first;
    EXPECT_EQ(ask(users::api::list, world_.home.owner, {{"cursor", "x"}}).status, 400);
    const auto one = ask(users::api::show, world_.home.owner, {}, person.user.text());
    EXPECT_EQ(one.body,
              R"({"id":")" + person.user.text() +
                  R"(","name":"Sue Super","email":"sue@harbour.example","pending_email":null,"role":"operator",)"
                  R"("site_id":null,"job_title":null,"phone":null,"is_active":true,"is_external":false,)"
                  R"("company_name":null,"company_address":null,"access_ends_on":null,"last_seen_at":null,)"
                  R"("created_at":"2026-11-23T09:00:00.000Z"})");
    const std::string tag{one.header("ETag").value()};
    EXPECT_EQ(ask(users::api::show, world_.home.owner, {}, person.user.text(), tag).status, 304);
    EXPECT_EQ(ask(users::api::show, world_.home.owner, {}, person.user.text(), "\"77\"").status, 200);
}

} // namespace
} // namespace assetbuddy::people
