#include "users/edit.h"

#include <latch>
#include <thread>

#include <gtest/gtest.h>

#include "access/role_sets.h"
#include "access/search.h"
#include "access/sessions.h"
#include "testing/databases.h"
#include "testing/world.h"
#include "users/deactivate.h"
#include "users/find.h"
#include "users/reactivate.h"

namespace assetbuddy::users {
namespace {

using access::Role;
using testing_support::code_of;
using testing_support::NewPerson;
using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;

class Edit : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};

    void TearDown() override { EXPECT_EQ(world_.changes_in_twin(), ""); }

    /// "role:not_offered name:required "
    static std::string fields_of(const base::Result<User>& result)
    {
        std::string text;
        if (!result)
            for (const auto& each : result.error().errors) text += each.field + ":" + each.code + " ";
        return text;
    }
    Person member(const std::string& email, Role role = Role::operator_)
    {
        return world_.add_person(world_.home.id, {.name = "Pat Person", .email = email, .role = role});
    }
    base::Result<User> edit_as(const Person& asker, const Person& whom, const EditRequest& request)
    {
        return world_.as(asker, [&](access::Call& call) { return edit(call, whom.user, request); });
    }
    base::Result<User> by_owner(const Person& whom, const EditRequest& request)
    {
        return edit_as(world_.home.owner, whom, request);
    }
    bool is_signed_in(const Person& person)
    {
        return world_.look_as(person, [](access::Call&) -> base::Result<bool> { return true; }).has_value();
    }
    /// What a role may do here from now on, beside or instead of its default.
    void configure(Role role, const std::string& grants)
    {
        world_.execute("INSERT INTO role_sets (organisation_id, role, grants) VALUES ('" + world_.home.id.text() +
                       "', '" + std::string{access::to_text(role)} + "', '" + grants + "')");
    }
    std::vector<std::string> actions_on(const Person& person)
    {
        std::vector<std::string> actions;
        for (const auto& row : world_.rows("SELECT action FROM audit_entries WHERE record_id = '" + person.user.text() +
                                           "' ORDER BY number"))
            actions.push_back(row.text(0));
        return actions;
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, Edit, testing_support::AllEngines(), testing_support::engine_name);

/// USR-1, AUD-1.
TEST_P(Edit, ChangesEveryFieldAndWritesEachDown)
{
    const auto pat = member("pat@harbour.example");
    const auto user = by_owner(pat, {.name = " Patricia  Person ",
                                     .role = "supervisor",
                                     .site_id = world_.home.site.text(),
                                     .job_title = "Lead",
                                     .phone = "+44 20 7946 0123",
                                     .is_external = true,
                                     .company_name = "Cranes & Sons",
                                     .company_address = "1 Quay\nHull",
                                     .access_ends_on = "2027-03-31"});
    ASSERT_TRUE(user) << user.error().code << fields_of(user);
    EXPECT_EQ(user->role, Role::supervisor);
    EXPECT_EQ(user->version, 2);
    const auto stored =
        world_.look_as(world_.home.owner, [&](access::Call& call) { return find_visible(call, pat.user); });
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->site, world_.home.site);
    EXPECT_EQ(stored->company_address, "1 Quay\nHull");
    EXPECT_EQ(stored->access_ends_on, "2027-03-31");
    EXPECT_EQ(stored->phone, "+44 20 7946 0123");
    const auto body = world_.rows("SELECT body FROM audit_entries WHERE action = 'user.edited'").at(0).text(0);
    for (const auto* field : {"name", "role", "site_id", "job_title", "phone", "is_external", "company_name",
                              "company_address", "access_ends_on"})
        EXPECT_NE(body.find("\"field\":\"" + std::string{field} + "\""), std::string::npos) << field;
    EXPECT_EQ(body.find("Patricia"), std::string::npos) << "personal values lie beside the chain";
}

TEST_P(Edit, OfNothingWritesNothing)
{
    const auto pat = member("pat@harbour.example");
    EXPECT_EQ(by_owner(pat, {.name = "Pat Person", .role = "operator"})->version, 1);
    EXPECT_TRUE(actions_on(pat).empty());
}

TEST_P(Edit, RefusesEveryWrongFieldAtOnce)
{
    const auto pat = member("pat@harbour.example");
    const auto refusal = by_owner(pat, {.name = " ",
                                        .role = "owner",
                                        .site_id = world_.twin.site.text(),
                                        .job_title = std::string(101, 'x'),
                                        .phone = "1\u202e2",
                                        .is_external = false,
                                        .company_name = "Cranes",
                                        .access_ends_on = "2026-11-22"});
    EXPECT_EQ(code_of(refusal), "invalid");
    EXPECT_EQ(fields_of(refusal), "name:required job_title:too_long phone:invalid role:not_offered "
                                  "site_id:unknown_value company_name:not_external access_ends_on:in_the_past ");
    const auto contractor = by_owner(pat, {.role = "contractor", .is_external = false});
    EXPECT_EQ(fields_of(contractor), "is_external:must_be_external company_name:required ");
    EXPECT_EQ(fields_of(by_owner(pat, {.name = "Visit www.evil.example"})), "name:invalid ");
    EXPECT_EQ(fields_of(by_owner(pat, {.access_ends_on = "2027-02-30"})), "access_ends_on:invalid_date ");
}

/// EXT-1, INV-3: only external people have a company.
TEST_P(Edit, TakesTheCompanyAwayFromWhoComesInside)
{
    const auto cora = member("cora@cranes.example", Role::contractor);
    EXPECT_EQ(fields_of(by_owner(cora, {.company_name = ""})), "company_name:required ");
    const auto user = by_owner(cora, {.role = "engineering", .is_external = false});
    ASSERT_TRUE(user) << fields_of(user);
    EXPECT_EQ(user->company_name, "");
    EXPECT_FALSE(user->is_external);
}

/// R-API-3: of two edits of one version one wins; without a version both do, one after the other.
TEST_P(Edit, OfAStaleVersionIsRefused)
{
    const auto pat = member("pat@harbour.example");
    EXPECT_TRUE(by_owner(pat, {.name = "Pat One", .expected_version = 1}));
    EXPECT_EQ(code_of(by_owner(pat, {.name = "Pat Two", .expected_version = 1})), "stale");
    std::latch start{4};
    std::vector<std::jthread> threads;
    std::atomic<int> done = 0;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&, i] {
            start.arrive_and_wait();
            if (by_owner(pat, {.name = "Pat " + std::to_string(i + 3)})) ++done;
        });
    threads.clear();
    EXPECT_EQ(done, 4);
    EXPECT_EQ(by_owner(pat, {})->version, 6);
}

/// USR-8: whatever meets whatever, the index of search holds the parts of the words that stand there, and no others.
TEST_P(Edit, OfManyAtOnceLeavesAWholeIndexOfSearch)
{
    const std::vector people{member("pat@harbour.example"), member("kim@harbour.example"),
                             member("lou@harbour.example")};
    const std::vector<std::string> names{"Anna Lee", "Bo", "Zoë Anderson-Smith", "Anna Anderson"};
    std::latch start{4};
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < 4; ++i)
        threads.emplace_back([&, i] {
            start.arrive_and_wait();
            for (std::size_t round = 0; round < 6; ++round)
                EXPECT_TRUE(by_owner(people[(i + round) % 3], {.name = names[(i * round + i) % 4]}));
        });
    threads.clear();
    const auto of_organisation = " WHERE e.organisation_id = '" + world_.home.id.text() + "'";
    const auto entries =
        world_.rows("SELECT e.number, e.words, u.name, u.email, u.company_name, u.job_title, u.is_external FROM "
                    "search_entries e JOIN users u ON u.id = e.record_id" +
                    of_organisation);
    EXPECT_GE(entries.size(), people.size());
    for (const auto& entry : entries) {
        EXPECT_EQ(entry.text(1),
                  access::search_text({entry.text(2), entry.text(3), entry.text(4), entry.text(5), entry.flag(6)}));
        std::vector<std::int64_t> tokens;
        for (const auto& row : world_.rows("SELECT token FROM search_tokens WHERE number = " +
                                           std::to_string(entry.integer(0)) + " ORDER BY token"))
            tokens.push_back(row.integer(0));
        EXPECT_EQ(tokens, access::search_tokens(access::Searched::users, world_.home.id, entry.text(1)));
    }
}

/// USR-4: the very next request, in a session that was open before.
TEST_P(Edit, OfARoleCountsFromTheNextRequest)
{
    const auto pat = member("pat@harbour.example");
    const auto sees_people = [&] {
        return world_.look_as(pat, [](access::Call& call) -> base::Result<bool> {
            return call.actor.may(access::Permission::users_view);
        });
    };
    EXPECT_FALSE(sees_people().value());
    ASSERT_TRUE(by_owner(pat, {.role = "site_manager"}));
    EXPECT_TRUE(sees_people().value());
    ASSERT_TRUE(by_owner(pat, {.is_external = true, .company_name = "Cranes"}));
    EXPECT_FALSE(sees_people().value()) << "EXT-2";
}

/// USR-3, R-SESS-5.
TEST_P(Edit, DeactivatingEndsEverySessionOfThePlace)
{
    const auto pat = member("pat@harbour.example");
    auto second = pat;
    second.credential = world_.sign_in(pat);
    world_.execute("INSERT INTO password_resets (token_hash, account_id, expires_at, created_at) VALUES ('h', '" +
                   pat.account.text() + "', 9000000000000000, 1)");
    ASSERT_TRUE(is_signed_in(pat));
    const auto user = world_.as(world_.home.owner, [&](access::Call& call) { return deactivate(call, pat.user); });
    ASSERT_TRUE(user);
    EXPECT_FALSE(user->is_active);
    EXPECT_FALSE(is_signed_in(pat));
    EXPECT_FALSE(is_signed_in(second));
    EXPECT_TRUE(world_.rows("SELECT 1 FROM sessions WHERE user_id = '" + pat.user.text() + "'").empty());
    EXPECT_TRUE(world_.rows("SELECT 1 FROM password_resets WHERE voided_at IS NULL").empty());
    const auto back = world_.as(world_.home.owner, [&](access::Call& call) { return reactivate(call, pat.user); });
    ASSERT_TRUE(back);
    EXPECT_TRUE(back->is_active);
    EXPECT_FALSE(is_signed_in(pat)) << "an ended session stays ended";
    EXPECT_EQ(actions_on(pat), (std::vector<std::string>{"user.deactivated", "user.reactivated"}));
}

/// contract.md: sessions go on in another active place of the account.
TEST_P(Edit, DeactivatingMovesSessionsToAnotherPlace)
{
    const auto pat = member("pat@harbour.example");
    Person there = world_.add_person(world_.twin.id, {.email = "pat@harbour.example", .account = pat.account});
    world_.execute("DELETE FROM sessions WHERE user_id = '" + there.user.text() + "'");
    ASSERT_TRUE(world_.as(world_.home.owner, [&](access::Call& call) { return deactivate(call, pat.user); }));
    const auto stands_in =
        world_.look_as(pat, [](access::Call& call) -> base::Result<std::string> { return call.organisation().text(); });
    ASSERT_TRUE(stands_in);
    EXPECT_EQ(*stands_in, world_.twin.id.text());
    // The twin as it was, for the comparison at the end.
    world_.execute("DELETE FROM sessions WHERE user_id = '" + there.user.text() + "'");
    world_.execute("DELETE FROM search_entries WHERE record_id = '" + there.user.text() + "'");
    world_.execute("DELETE FROM users WHERE id = '" + there.user.text() + "'");
}

/// F-30, F-31: nothing that was begun before may commit after.
TEST_P(Edit, AWriteInFlightDoesNotOutliveItsPlace)
{
    const auto manager = member("sm@harbour.example", Role::site_manager);
    for (int round = 0; round < 20; ++round) {
        std::latch start{2};
        std::optional<base::Result<User>> ended;
        base::Result<User> wrote = base::refused("none");
        const auto before = world_.count("audit_entries", world_.home.id);
        {
            const std::jthread owner{[&] {
                start.arrive_and_wait();
                ended =
                    world_.as(world_.home.owner, [&](access::Call& call) { return deactivate(call, manager.user); });
            }};
            const std::jthread other{[&] {
                start.arrive_and_wait();
                wrote = world_.as(manager, [&](access::Call& call) -> base::Result<User> {
                    access::record(call, {.organisation = call.organisation(),
                                          .action = "test.wrote",
                                          .record_type = "user",
                                          .record_id = call.actor.user().text(),
                                          .changes = {}});
                    return *find(call, call.organisation(), call.actor.user());
                });
            }};
        }
        ASSERT_TRUE(ended->has_value());
        const auto rows =
            world_.rows("SELECT action FROM audit_entries WHERE organisation_id = '" + world_.home.id.text() +
                        "' AND number > " + std::to_string(before) + " ORDER BY number");
        ASSERT_EQ(rows.size(), wrote ? 2U : 1U);
        EXPECT_EQ(rows.back().text(0), "user.deactivated") << "whoever wrote, wrote before";
        ASSERT_TRUE(world_.as(world_.home.owner, [&](access::Call& call) { return reactivate(call, manager.user); }));
        const_cast<Person&>(manager).credential = world_.sign_in(manager);
    }
}

/// USR-6, R-AUTHZ-6.
TEST_P(Edit, LeavesTheOwnerWhole)
{
    configure(Role::hs_admin,
              access::to_text(access::default_grants(Role::owner))); // the Owner gave a role all they have themselves
    const auto admin = member("hs@harbour.example", Role::hs_admin);
    const auto& owner = world_.home.owner;
    const std::vector<EditRequest> attempts{{.role = "operator"},
                                            {.role = "contractor", .company_name = "Cranes"},
                                            {.is_active = false},
                                            {.is_external = true, .company_name = "Cranes"},
                                            {.access_ends_on = "2027-01-01"}};
    for (const auto& attempt : attempts) {
        EXPECT_EQ(code_of(edit_as(admin, owner, attempt)), "is_owner");
        EXPECT_EQ(code_of(edit_as(owner, owner, attempt)), "is_owner");
    }
    EXPECT_TRUE(edit_as(admin, owner, {.name = "Olive Renamed", .role = "owner", .is_active = true}));
    const auto rows =
        world_.rows("SELECT role, is_active, is_external FROM users WHERE id = '" + owner.user.text() + "'");
    EXPECT_EQ(rows.at(0).text(0), "owner");
    EXPECT_TRUE(rows.at(0).flag(1));
}

TEST_P(Edit, OfOnesOwnPlaceIsForOthers)
{
    configure(Role::site_manager, "users:view=organisation users:edit=organisation sites:view=organisation");
    const auto manager = member("sm@harbour.example", Role::site_manager);
    EXPECT_TRUE(edit_as(manager, manager, {.name = "Sam Manager"}));
    for (const EditRequest& attempt :
         {EditRequest{.role = "operator"}, EditRequest{.site_id = world_.home.site.text()},
          EditRequest{.is_active = false}, EditRequest{.is_external = true, .company_name = "Cranes"},
          EditRequest{.access_ends_on = "2027-01-01"}})
        EXPECT_EQ(code_of(edit_as(manager, manager, attempt)), "forbidden");
}

/// Somebody of another organisation is nobody.
TEST_P(Edit, FindsNobodyOfTheTwin)
{
    EXPECT_EQ(code_of(by_owner(world_.twin.owner, {.name = "Mine"})), "not_found");
    EXPECT_EQ(code_of(world_.as(world_.home.owner,
                                [&](access::Call& call) { return deactivate(call, world_.twin.owner.user); })),
              "not_found");
}

/// Who holds users:edit at a site of their own cannot give reach over another one, or over all (ROL-2).
TEST_P(Edit, GivesNoReachOverSitesOneDoesNotReach)
{
    configure(Role::supervisor, "users:view=organisation users:edit=organisation assets:view=site defects:view=site");
    configure(Role::operator_, "assets:view=site");
    const auto quay = world_.add_site(world_.home.id, "Quay");
    const auto here = world_.add_person(
        world_.home.id, {.email = "sup@harbour.example", .role = Role::supervisor, .site = world_.home.site});
    const auto pat = world_.add_person(
        world_.home.id, {.email = "pat@harbour.example", .role = Role::operator_, .site = world_.home.site});
    for (const auto& site : {quay.text(), std::string{}}) {
        const auto refusal = edit_as(here, pat, {.site_id = site});
        EXPECT_EQ(code_of(refusal), "role_above_own");
        EXPECT_EQ(refusal.error().field, "site_id");
    }
    EXPECT_TRUE(edit_as(here, pat, {.name = "Pat Renamed"}));
    const auto free = member("sup2@harbour.example", Role::supervisor);
    EXPECT_TRUE(edit_as(free, pat, {.site_id = quay.text()})) << "no site of one's own: all sites";
    EXPECT_TRUE(edit_as(here, pat, {.site_id = world_.home.site.text()}));
}

} // namespace
} // namespace assetbuddy::users
