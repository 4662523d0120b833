#include <atomic>
#include <thread>

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "access/role_sets.h"
#include "roles/api.h"
#include "roles/configure.h"
#include "roles/list.h"
#include "roles/pages.h"
#include "testing/browser.h"
#include "testing/databases.h"
#include "testing/world.h"

namespace assetbuddy::roles {
namespace {

using access::Permission;
using access::Role;
using access::Scope;
using testing_support::Browser;
using testing_support::code_of;
using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;

std::vector<WantedGrant> wanted_of(const access::GrantSet& grants)
{
    std::vector<WantedGrant> wanted;
    for (const auto& grant : grants.all())
        wanted.push_back({std::string{access::to_text(grant.permission)}, std::string{access::to_text(grant.scope)}});
    return wanted;
}

std::vector<WantedGrant> without(Role role, Permission permission)
{
    auto wanted = wanted_of(access::default_grants(role));
    std::erase_if(wanted, [&](const auto& each) { return each.permission == access::to_text(permission); });
    return wanted;
}

std::vector<WantedGrant> with(Role role, Permission permission, const std::string& scope)
{
    auto wanted = without(role, permission);
    wanted.push_back({std::string{access::to_text(permission)}, scope});
    return wanted;
}

/// Of which roles the rooms above were told that they were narrowed.
std::vector<access::Role> told;
void note_told(access::Call&, const access::Announcement& announcement)
{
    if (const auto* lost = std::get_if<access::RoleLostRights>(&announcement)) told.push_back(lost->role);
}

class Roles : public testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};

    ~Roles() override { EXPECT_EQ(world_.changes_in_twin(), ""); }

    Person member(const std::string& email, Role role)
    {
        return world_.add_person(world_.home.id, {.email = email, .role = role});
    }
    base::Result<RoleSet> configure_as(const Person& person, Role role, const std::vector<WantedGrant>& wanted,
                                       std::optional<std::int64_t> version = {})
    {
        return world_.as(person, [&](access::Call& call) { return configure(call, role, wanted, version); });
    }
    base::Result<RoleSet> reset_as(const Person& person, Role role)
    {
        return world_.as(person, [&](access::Call& call) { return reset(call, role); });
    }
    bool may(const Person& person, Permission permission)
    {
        return world_
            .look_as(person, [&](access::Call& call) -> base::Result<bool> { return call.actor.may(permission); })
            .value();
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, Roles, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(Roles, AChangeCountsOnTheNextRequestAndCanBeReset)
{
    const auto engineer = member("e@example.org", Role::engineering);
    ASSERT_FALSE(may(engineer, Permission::users_view));
    const auto changed = configure_as(world_.home.owner, Role::engineering,
                                      with(Role::engineering, Permission::users_view, "organisation"));
    ASSERT_TRUE(changed);
    EXPECT_FALSE(changed->is_default);
    EXPECT_EQ(changed->version, 2);
    EXPECT_TRUE(may(engineer, Permission::users_view));

    const auto put_back = reset_as(world_.home.owner, Role::engineering);
    ASSERT_TRUE(put_back);
    EXPECT_TRUE(put_back->is_default);
    EXPECT_EQ(put_back->version, 3);
    EXPECT_FALSE(may(engineer, Permission::users_view));
    const auto entries = world_.rows("SELECT action, record_id, body FROM audit_entries ORDER BY number");
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[0].text(0), "role.configured");
    EXPECT_EQ(entries[0].text(1), "engineering");
    EXPECT_NE(entries[0].text(2).find(R"("field":"users:view","before":null,"after":"organisation")"),
              std::string::npos);
    EXPECT_EQ(entries[1].text(0), "role.reset");
}

TEST_P(Roles, TheDefaultWrittenByHandIsTheDefault)
{
    ASSERT_TRUE(configure_as(world_.home.owner, Role::director, {}));
    const auto same =
        configure_as(world_.home.owner, Role::director, wanted_of(access::default_grants(Role::director)));
    EXPECT_TRUE(same->is_default);
    const auto nothing_new = reset_as(world_.home.owner, Role::director);
    EXPECT_EQ(nothing_new->version, same->version);
    EXPECT_EQ(world_.rows("SELECT 1 FROM audit_entries").size(), 2U);
}

TEST_P(Roles, OnlyWhoConfiguresRolesMay)
{
    for (const auto role : access::all_roles()) {
        if (role == Role::owner) continue;
        const auto person = member(std::string{access::to_text(role)} + "@example.org", role);
        EXPECT_EQ(code_of(configure_as(person, Role::operator_, {})), "forbidden");
        EXPECT_EQ(code_of(reset_as(person, Role::operator_)), "forbidden");
        const auto seen = world_.look_as(person, [](access::Call& call) { return list(call); });
        EXPECT_EQ(seen.has_value(), may(person, Permission::users_view)) << access::to_text(role);
    }
    EXPECT_EQ(code_of(configure_as(world_.home.owner, Role::owner, {})), "forbidden");
    EXPECT_EQ(world_.rows("SELECT 1 FROM role_sets").size(), 0U);
}

TEST_P(Roles, EveryMistakeIsNamedAtOnce)
{
    const auto refused = configure_as(world_.home.owner, Role::operator_,
                                      {{"users:view", "site"},
                                       {"users:fly", "organisation"},
                                       {"assets:view", "all"},
                                       {"assets:view", "site"},
                                       {"defects:create", "assigned"},
                                       {"checks:view", "own"}});
    ASSERT_EQ(code_of(refused), "invalid");
    std::string mistakes;
    for (const auto& each : refused.error().errors) mistakes += each.field + "=" + each.code + " ";
    EXPECT_EQ(mistakes, "permissions[0].scope=wrong_scope permissions[1].permission=unknown_value "
                        "permissions[2].scope=unknown_value permissions[3].permission=twice "
                        "permissions[4].scope=wrong_scope permissions[5].scope=wrong_scope ");
}

/// INV-4, USR-7: nobody hands out, takes from above, or gives themselves what they do not hold.
TEST_P(Roles, NobodyHandsOutWhatTheyDoNotHold)
{
    ASSERT_TRUE(configure_as(world_.home.owner, Role::hs_admin,
                             with(Role::hs_admin, Permission::roles_configure, "organisation")));
    const auto admin = member("hs@example.org", Role::hs_admin);
    EXPECT_EQ(
        code_of(configure_as(admin, Role::operator_, with(Role::operator_, Permission::users_invite, "organisation"))),
        "role_above_own");
    auto own = with(Role::hs_admin, Permission::roles_configure, "organisation");
    own.push_back({"users:edit", "organisation"});
    EXPECT_EQ(code_of(configure_as(admin, Role::hs_admin, own)), "role_above_own");
    EXPECT_TRUE(configure_as(admin, Role::operator_, with(Role::operator_, Permission::users_view, "organisation")));

    ASSERT_TRUE(configure_as(world_.home.owner, Role::director,
                             with(Role::director, Permission::users_delete, "organisation")));
    EXPECT_EQ(code_of(configure_as(admin, Role::director, {})), "role_above_own") << "nobody lowers who stands above";
    EXPECT_EQ(code_of(reset_as(admin, Role::director)), "role_above_own");
}

TEST_P(Roles, AStaleWriteIsRefused)
{
    ASSERT_TRUE(configure_as(world_.home.owner, Role::operator_, {}, 1));
    EXPECT_EQ(code_of(configure_as(world_.home.owner, Role::operator_, {{"assets:view", "site"}}, 1)), "stale");
    EXPECT_TRUE(configure_as(world_.home.owner, Role::operator_, {{"assets:view", "site"}}, 2));
}

/// INV-23: the rooms above hear of a role that became less, once, however many hold it.
TEST_P(Roles, WhoLosesRightsIsAnnounced)
{
    (void)member("one@example.org", Role::supervisor);
    (void)member("two@example.org", Role::supervisor);
    told.clear();
    world_.kernel.react = note_told;
    ASSERT_TRUE(configure_as(world_.home.owner, Role::supervisor,
                             with(Role::supervisor, Permission::users_view, "organisation")));
    EXPECT_TRUE(told.empty()) << "more is not less";
    ASSERT_TRUE(reset_as(world_.home.owner, Role::supervisor));
    EXPECT_EQ(told, std::vector{Role::supervisor});
    told.clear();
    ASSERT_TRUE(
        configure_as(world_.home.owner, Role::supervisor, with(Role::supervisor, Permission::assets_view, "assigned")));
    EXPECT_EQ(told, std::vector{Role::supervisor}) << "a narrower scope is less, too";
}

/// Two changes of one role at once: one counts, the other hears that it is stale.
TEST_P(Roles, OfTwoChangesAtOnceOneIsStale)
{
    for (int round = 0; round < 5; ++round) {
        const auto seen =
            world_.look_as(world_.home.owner, [](access::Call& call) { return find(call, Role::operator_); });
        std::atomic<int> done = 0;
        std::atomic<int> stale = 0;
        const auto change = [&](const std::string& scope) {
            const auto answer = configure_as(
                world_.home.owner, Role::operator_,
                {{"assets:view", scope}, {"checks:view", round % 2 == 0 ? "site" : "organisation"}}, seen->version);
            if (answer) ++done;
            if (code_of(answer) == "stale") ++stale;
        };
        std::thread first{change, "site"};
        std::thread second{change, "organisation"};
        first.join();
        second.join();
        EXPECT_EQ(done, 1);
        EXPECT_EQ(stale, 1);
    }
}

TEST_P(Roles, ApiShowsAndChangesThem)
{
    Browser owner{world_};
    owner.sign_in_as(world_.home.owner);
    const auto listed = owner.get(api::list, "/api/v1/roles");
    ASSERT_EQ(listed.status, 200);
    const auto data = boost::json::parse(listed.body).at("data").as_array();
    ASSERT_EQ(data.size(), 8U);
    EXPECT_EQ(data[0].at("is_configurable").as_bool(), false);
    EXPECT_EQ(data[7].at("role").as_string(), "contractor");

    const auto shown = owner.get(api::show, "/api/v1/roles/director", {{"role", "director"}});
    EXPECT_EQ(shown.header("ETag").value_or(""), "\"1\"");
    const auto changed = owner.call(api::configure, "/api/v1/roles/director/permissions",
                                    R"({"permissions":[{"permission":"users:view","scope":"organisation"}]})",
                                    {{"role", "director"}}, {{"if-match", "\"1\""}});
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(boost::json::parse(changed.body).at("permissions").as_array().size(), 1U);
    const auto stale =
        owner.call(api::configure, "/x", R"({"permissions":[]})", {{"role", "director"}}, {{"if-match", "\"1\""}});
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(owner.call(api::configure, "/x", "{}", {{"role", "director"}}).status, 422);
    EXPECT_EQ(owner
                  .call(api::configure, "/x",
                        R"({"permissions":[{"permission":"users:view","scope":"organisation","x":1}]})",
                        {{"role", "director"}})
                  .status,
              422);
    EXPECT_EQ(owner.call(api::configure, "/x", R"({"permissions":["users:view"]})", {{"role", "director"}}).status,
              422);
    EXPECT_EQ(owner.call(api::configure, "/x", R"({"permissions":[]})", {{"role", "king"}}).status, 404);
}

TEST_P(Roles, PagesShowTheMatrixAndChangeARole)
{
    Browser owner{world_};
    owner.sign_in_as(world_.home.owner);
    const auto matrix = owner.get(pages::list, "/roles");
    ASSERT_EQ(matrix.status, 200);
    EXPECT_NE(matrix.body.find("href=\"/roles/site_manager\""), std::string::npos);
    EXPECT_EQ(matrix.body.find("<small>changed</small>"), std::string::npos);
    const auto form = owner.get(pages::show, "/roles/director", {{"role", "director"}});
    EXPECT_NE(form.body.find("id=\"field-users:invite\""), std::string::npos);

    const auto saved =
        owner.post(pages::submit_configure, "/roles/director",
                   {{"version", "1"}, {"users:view", "organisation"}, {"assets:view", "site"}}, {{"role", "director"}});
    EXPECT_EQ(saved.status, 303);
    const auto stale =
        owner.post(pages::submit_configure, "/roles/director", {{"version", "1"}}, {{"role", "director"}});
    EXPECT_EQ(stale.status, 412);
    EXPECT_NE(owner.get(pages::list, "/roles").body.find("<small>changed</small>"), std::string::npos);
    EXPECT_EQ(owner.post(pages::submit_reset, "/x", {{"version", "2"}}, {{"role", "director"}}).status, 303);
    EXPECT_EQ(owner.get(pages::show, "/roles/owner", {{"role", "owner"}}).body.find("<select"), std::string::npos);

    const auto director = member("d@example.org", Role::director);
    Browser reader{world_};
    reader.sign_in_as(director);
    const auto read_only = reader.get(pages::show, "/roles/operator", {{"role", "operator"}});
    EXPECT_EQ(read_only.status, 200);
    EXPECT_EQ(read_only.body.find("<select"), std::string::npos);
    Browser operator_{world_};
    operator_.sign_in_as(member("o@example.org", Role::operator_));
    EXPECT_EQ(operator_.get(pages::list, "/roles").status, 403);
}

} // namespace
} // namespace assetbuddy::roles
