// EXT-8: the companies of people from outside.

#include <barrier>
#include <thread>

#include <gtest/gtest.h>

#include "access/role_sets.h"
#include "accounts/add.h"
#include "companies/edit.h"
#include "companies/hold.h"
#include "companies/link_backlog.h"
#include "companies/list.h"
#include "companies/people.h"
#include "defects/assign.h"
#include "defects/list.h"
#include "invitations/send.h"
#include "testing/databases.h"
#include "testing/defects.h"
#include "testing/world.h"
#include "users/add.h"
#include "users/edit.h"
#include "users/find.h"
#include "users/list.h"

namespace assetbuddy::people {
namespace {

using namespace companies;

using access::Role;
using testing_support::code_of;
using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;

class Companies : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};
    const std::size_t outsiders_ = world_.rows("SELECT 1 FROM users WHERE is_external = 1").size(); // the twin's

    void TearDown() override { EXPECT_EQ(world_.changes_in_twin(), ""); }

    base::Result<Listed> create_as(const Person& person, const CompanyFields& fields)
    {
        return world_.as(person, [&](access::Call& call) { return create(call, fields); });
    }
    base::Result<Listed> edit_as(const Person& person, const base::CompanyId& id, const EditRequest& request)
    {
        return world_.as(person, [&](access::Call& call) { return edit(call, id, request); });
    }
    base::Result<Listed> merge_as(const Person& person, const base::CompanyId& id, const base::CompanyId& into)
    {
        return world_.as(person, [&](access::Call& call) { return merge(call, id, into, {}); });
    }
    base::Done remove_as(const Person& person, const base::CompanyId& id)
    {
        return world_.as(person, [&](access::Call& call) { return remove(call, id, {}); });
    }
    base::Result<Listed> seen_by(const Person& person, const base::CompanyId& id)
    {
        return world_.look_as(person, [&](access::Call& call) { return find_visible(call, id); });
    }
    base::Result<CompanyPage> list_as(const Person& person, const ListRequest& request = {})
    {
        return world_.look_as(person, [&](access::Call& call) { return list(call, request); });
    }
    Person member(const std::string& email, Role role)
    {
        return world_.add_person(world_.home.id, {.email = email, .role = role});
    }
    /// Somebody from outside, placed as accepting an invitation does.
    base::UserId place(const std::string& name, const std::string& email, const std::string& company,
                       const std::string& address = {})
    {
        base::UserId id;
        const auto done = world_.as(world_.home.owner, [&](access::Call& call) -> base::Done {
            id = call.make_id<base::UserId>();
            const auto account = accounts::add(call, base::EmailAddress::parse(email).value(), "", call.now);
            users::add(call, {.id = id,
                              .organisation = world_.home.id,
                              .account = account,
                              .name = name,
                              .email = email,
                              .role = Role::contractor,
                              .is_external = true,
                              .company_name = company,
                              .company_address = address,
                              .created_at = call.now});
            return {};
        });
        EXPECT_TRUE(done);
        return id;
    }
    users::User user(const base::UserId& id)
    {
        return world_.look_as(world_.home.owner, [&](access::Call& call) { return users::find_visible(call, id); })
            .value();
    }
    std::vector<std::string> names(const std::string& query)
    {
        std::vector<std::string> found;
        for (const auto& each :
             world_.look_as(world_.home.owner, [&](access::Call& call) { return users::list(call, {.query = query}); })
                 ->users)
            found.push_back(each.name);
        return found;
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, Companies, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(Companies, AreFoundHoweverTheyAreSpelt)
{
    const auto dana = user(place("Dana", "dana@example.org", "Lift Services Ltd", "4 Dock Road"));
    ASSERT_TRUE(dana.company);
    const auto eve = user(place("Eve", "eve@example.org", "  LIFT   services ltd "));
    EXPECT_EQ(eve.company, dana.company);
    EXPECT_EQ(eve.company_name, "Lift Services Ltd") << "as the company is called";
    const auto fay = user(place("Fay", "fay@example.org", "Straße Bau"));
    EXPECT_EQ(user(place("Gus", "gus@example.org", "STRASSE BAU")).company, fay.company);
    const auto company = seen_by(world_.home.owner, *dana.company);
    ASSERT_TRUE(company);
    EXPECT_EQ(company->address, "4 Dock Road") << "what its first person brought";
    EXPECT_EQ(company->people, 2);
    EXPECT_EQ(world_.rows("SELECT 1 FROM audit_entries WHERE action = 'company.created'").size(), 2U);
}

TEST_P(Companies, AreOneForAllWhoNameThemAtOnce)
{
    constexpr int rounds = 5;
    const std::array spellings{"Acme Ltd", "ACME LTD", "acme  ltd", "Acme ltd"};
    for (int round = 0; round < rounds; ++round) {
        const auto suffix = " " + std::to_string(round);
        std::barrier start{static_cast<std::ptrdiff_t>(spellings.size())};
        std::vector<std::jthread> threads;
        std::vector<base::UserId> placed(spellings.size());
        for (std::size_t each = 0; each < spellings.size(); ++each)
            threads.emplace_back([&, each] {
                const auto email = "p" + std::to_string(round) + std::to_string(each) + "@example.org";
                start.arrive_and_wait();
                placed[each] = place("Pat", email, spellings[each] + suffix);
            });
        threads.clear();
        for (const auto& id : placed) EXPECT_EQ(user(id).company, user(placed.front()).company);
    }
    EXPECT_EQ(world_.count("companies", world_.home.id), rounds);
}

TEST_P(Companies, ListWhatTheirPeopleHave) // DEF-4
{
    const auto asset = testing_support::add_asset(world_, world_.home.id, world_.home.site);
    const auto dana = place("Dana", "dana@example.org", "Lift Services Ltd");
    const auto eve = place("Eve", "eve@example.org", "Other Lifts Ltd");
    const auto company = *user(dana).company;
    const auto invited = world_.as(world_.home.owner, [&](access::Call& call) {
        return invitations::send(call, {.name = "Nia",
                                        .email = "nia@example.org",
                                        .role = "contractor",
                                        .is_external = true,
                                        .company_name = "lift services ltd"});
    });
    ASSERT_TRUE(invited);
    const auto give = [&](const defects::Assignee& assignee) {
        const auto defect = testing_support::report_defect(world_, world_.home.owner, asset);
        ASSERT_TRUE(world_.as(world_.home.owner,
                              [&](access::Call& call) { return defects::assign(call, defect.id, assignee); }));
    };
    give({.user = dana});
    give({.user = eve});
    give({.invitation = invited->id});
    (void)testing_support::report_defect(world_, world_.home.owner, asset);
    const auto listed = [&](const base::CompanyId& id) {
        const auto page = world_.look_as(world_.home.owner, [&](access::Call& call) {
            return defects::list(call, {.company = id, .with_total = true});
        });
        EXPECT_EQ(page->total, page->defects.size());
        return page->defects.size();
    };
    EXPECT_EQ(listed(company), 2U);
    EXPECT_EQ(listed(*user(eve).company), 1U);
    EXPECT_EQ(listed(base::CompanyId{}), 0U);
}

TEST_P(Companies, StayWhatTheirPeopleSayWhileTheyAreChanged)
{
    constexpr int rounds = 12;
    const auto& owner = world_.home.owner;
    for (int round = 0; round < rounds; ++round) {
        const auto number = std::to_string(round);
        const auto acme = create_as(owner, {.name = "Acme " + number})->id;
        const auto other = create_as(owner, {.name = "Other " + number})->id;
        std::barrier start{2};
        std::jthread adding{[&] {
            start.arrive_and_wait();
            place("Pat", "p" + number + "@example.org", "Acme " + number);
        }};
        start.arrive_and_wait();
        if (round % 3 == 0)
            remove_as(owner, acme);
        else if (round % 3 == 1)
            edit_as(owner, acme, {.name = "Renamed " + number});
        else
            merge_as(owner, acme, other);
        adding.join();
    }
    EXPECT_EQ(world_.rows("SELECT 1 FROM users WHERE is_external = 1").size(),
              static_cast<std::size_t>(rounds) + outsiders_);
    EXPECT_TRUE(
        world_
            .rows("SELECT u.id FROM users u WHERE u.is_external = 1 AND NOT EXISTS (SELECT 1 FROM companies c "
                  "WHERE c.organisation_id = u.organisation_id AND c.id = u.company_id AND c.name = u.company_name)")
            .empty());
}

TEST_P(Companies, AreSeenAndChangedByThoseWhoMay)
{
    const auto id = create_as(world_.home.owner,
                              {.name = " Lift Services ", .phone = "+44 151 496 0123", .email = "office@lifts.example"})
                        ->id;
    struct Line {
        Role role;
        const char* sees;
        bool sees_contact;
        const char* edits;
    };
    for (const auto& line :
         {Line{Role::hs_admin, "", true, "forbidden"}, Line{Role::site_manager, "", true, "forbidden"},
          Line{Role::engineering, "", true, "forbidden"}, Line{Role::supervisor, "", true, "forbidden"},
          Line{Role::operator_, "not_found", false, "not_found"}, Line{Role::director, "", false, "forbidden"},
          Line{Role::contractor, "not_found", false, "not_found"}}) {
        const std::string role{access::to_text(line.role)};
        const auto person = member(role + "@example.org", line.role);
        const auto seen = seen_by(person, id);
        EXPECT_EQ(code_of(seen), line.sees) << role;
        if (seen) {
            EXPECT_EQ(seen->phone, line.sees_contact ? "+44 151 496 0123" : "") << role;
            EXPECT_EQ(seen->is_contact_hidden, !line.sees_contact) << role;
        }
        EXPECT_EQ(code_of(list_as(person)), seen ? "" : "forbidden") << role;
        EXPECT_EQ(code_of(edit_as(person, id, {.phone = "1"})), line.edits) << role;
        EXPECT_EQ(code_of(merge_as(person, id, id)), line.edits) << role;
        EXPECT_EQ(code_of(remove_as(person, id)), line.edits) << role;
        EXPECT_EQ(code_of(create_as(person, {.name = "Mine"})), "forbidden") << role;
    }
    EXPECT_EQ(code_of(seen_by(world_.twin.owner, id)), "not_found");
    EXPECT_EQ(code_of(edit_as(world_.twin.owner, id, {.name = "Mine"})), "not_found");
    EXPECT_EQ(code_of(merge_as(world_.twin.owner, id, id)), "not_found");
    EXPECT_EQ(code_of(remove_as(world_.twin.owner, id)), "not_found");
    EXPECT_TRUE(list_as(world_.twin.owner)->companies.empty());
    EXPECT_EQ(seen_by(world_.home.owner, id)->name, "Lift Services");
}

TEST_P(Companies, TakeWhatFitsAndSayWhatDoesNot)
{
    const auto& owner = world_.home.owner;
    const auto lifts = create_as(owner, {.name = "Lifts"});
    ASSERT_TRUE(lifts);
    const auto taken = create_as(owner, {.name = " lifts "});
    EXPECT_EQ(code_of(taken), "name_taken");
    EXPECT_EQ(std::get<std::string>(taken.error().facts.at("company_id")), lifts->id.text());
    EXPECT_EQ(code_of(create_as(owner, {.name = "  "})), "invalid");
    EXPECT_EQ(code_of(create_as(owner, {.name = std::string(101, 'a')})), "invalid");
    EXPECT_EQ(code_of(create_as(owner, {.name = "A", .email = "no address"})), "invalid");
    const auto cranes = create_as(owner, {.name = "Cranes"});
    EXPECT_EQ(code_of(edit_as(owner, cranes->id, {.name = "LIFTS"})), "name_taken");
    EXPECT_EQ(edit_as(owner, cranes->id, {.name = "CRANES"})->name, "CRANES") << "its own name in another spelling";
    EXPECT_EQ(code_of(edit_as(owner, cranes->id, {.phone = "1", .expected_version = 1})), "stale");
    EXPECT_EQ(code_of(merge_as(owner, cranes->id, cranes->id)), "invalid");
    EXPECT_EQ(code_of(merge_as(owner, cranes->id, base::CompanyId{})), "invalid");
    EXPECT_TRUE(remove_as(owner, cranes->id));
    EXPECT_EQ(code_of(seen_by(owner, cranes->id)), "not_found");
}

TEST_P(Companies, CarryTheirNameToTheirPeople)
{
    const auto dana = place("Dana", "dana@example.org", "Lift Services");
    const auto id = user(dana).company.value();
    ASSERT_TRUE(edit_as(world_.home.owner, id, {.name = "Hoist Works"}));
    EXPECT_EQ(user(dana).company_name, "Hoist Works");
    EXPECT_EQ(names("hoist"), std::vector<std::string>{"Dana"});
    EXPECT_TRUE(names("services").empty());
    EXPECT_EQ(code_of(remove_as(world_.home.owner, id)), "in_use");
    const auto people = world_.look_as(world_.home.owner, [&](access::Call& call) { return list_people(call, id); });
    ASSERT_EQ(people->size(), 1U);
    EXPECT_EQ(people->front().email, "dana@example.org");
    const auto director = member("director@example.org", Role::director);
    EXPECT_EQ(world_.look_as(director, [&](access::Call& call) { return list_people(call, id); })->front().email, "");
}

TEST_P(Companies, AreFollowedWhenSomebodyChangesOrStaysNoOutsider)
{
    const auto dana = place("Dana", "dana@example.org", "Lift Services");
    const auto change = [&](const users::EditRequest& request) {
        return world_.as(world_.home.owner, [&](access::Call& call) { return users::edit(call, dana, request); });
    };
    const auto before = user(dana).company;
    ASSERT_TRUE(change({.company_name = "Cranes & Sons"}));
    EXPECT_NE(user(dana).company, before);
    EXPECT_EQ(seen_by(world_.home.owner, *before)->people, 0);
    ASSERT_TRUE(change({.company_name = "lift services"}));
    EXPECT_EQ(user(dana).company, before);
    ASSERT_TRUE(change({.role = "operator", .is_external = false}));
    EXPECT_FALSE(user(dana).company);
    EXPECT_EQ(user(dana).company_name, "");
}

TEST_P(Companies, ArePutTogether)
{
    const auto dana = place("Dana", "dana@example.org", "Acme");
    const auto eve = place("Eve", "eve@example.org", "Acme Ltd");
    const auto from = user(dana).company.value();
    const auto into = user(eve).company.value();
    ASSERT_TRUE(edit_as(world_.home.owner, from, {.phone = "+44 20 7946 0000"}));
    const auto merged = merge_as(world_.home.owner, from, into);
    ASSERT_TRUE(merged);
    EXPECT_EQ(merged->id, into);
    EXPECT_EQ(merged->people, 2);
    EXPECT_EQ(merged->phone, "+44 20 7946 0000") << "what the other one lacked";
    EXPECT_EQ(user(dana).company, into);
    EXPECT_EQ(user(dana).company_name, "Acme Ltd");
    EXPECT_EQ(names("acme ltd").size(), 2U);
    EXPECT_EQ(code_of(seen_by(world_.home.owner, from)), "not_found");
}

TEST_P(Companies, GoWithTheirLastPersonUnlessSomebodyKeepsThem) // USR-5
{
    const auto lone = user(place("Dana", "dana@example.org", "Dana Trading")).company.value();
    const auto kept = user(place("Eve", "eve@example.org", "Lift Services")).company.value();
    ASSERT_TRUE(edit_as(world_.home.owner, kept, {.phone = "+44 20 7946 0000"}));
    world_.execute("UPDATE users SET company_id = NULL WHERE is_external = 1");
    const auto forget = [&](const base::CompanyId& id) {
        return world_.as(world_.home.owner, [&](access::Call& call) -> base::Done {
            forget_if_nobodys(call, world_.home.id, id);
            return {};
        });
    };
    ASSERT_TRUE(forget(lone));
    ASSERT_TRUE(forget(kept));
    EXPECT_EQ(code_of(seen_by(world_.home.owner, lone)), "not_found");
    EXPECT_TRUE(seen_by(world_.home.owner, kept));
    EXPECT_EQ(world_
                  .rows("SELECT 1 FROM audit_personal p JOIN audit_entries e ON e.organisation_id = p.organisation_id "
                        "AND e.number = p.number WHERE e.record_type = 'company' AND p.personal LIKE '%Dana Trading%'")
                  .size(),
              0U)
        << "nor does the log tell of it";
}

TEST_P(Companies, AreListedByNamePageByPage)
{
    for (const auto* name : {"Beta", "alpha", "Ärzte", "Gamma", "delta"})
        ASSERT_TRUE(create_as(world_.home.owner, {.name = name}));
    std::string seen;
    ListRequest request{.limit = 2, .with_total = true};
    do {
        const auto page = list_as(world_.home.owner, request);
        ASSERT_TRUE(page);
        EXPECT_EQ(page->total, 5);
        for (const auto& each : page->companies) seen += each.name + " ";
        request.cursor = page->next_cursor;
    } while (!request.cursor.empty());
    EXPECT_EQ(seen, "alpha Ärzte Beta delta Gamma ");
    EXPECT_EQ(list_as(world_.home.owner, {.query = "ET"})->companies.front().name, "Beta");
    EXPECT_TRUE(list_as(world_.home.owner, {.query = "%"})->companies.empty()) << "a sign like any other";
    EXPECT_EQ(code_of(list_as(world_.home.owner, {.cursor = "x"})), "malformed");
}

TEST_P(Companies, ComeOfTheNamesThatWereThereBefore)
{
    const auto dana = place("Dana", "dana@example.org", "Ärzte & Co");
    const auto eve = place("Eve", "eve@example.org", "ÄRZTE & CO");
    const auto fay = place("Fay", "fay@example.org", "Lifts");
    // As migration 0026 left it: names alone, each as it was typed.
    world_.execute("UPDATE users SET company_id = NULL WHERE is_external = 1");
    world_.execute("UPDATE users SET company_name = 'ÄRZTE & CO' WHERE id = '" + eve.text() + "'");
    world_.execute("DELETE FROM companies");
    world_.execute("INSERT INTO company_backlog (organisation_id, name) SELECT DISTINCT organisation_id, company_name "
                   "FROM users WHERE is_external = 1");
    EXPECT_EQ(link_backlog(world_.kernel), 3);
    EXPECT_EQ(world_.count("companies", world_.home.id), 2);
    EXPECT_EQ(user(dana).company, user(eve).company);
    EXPECT_EQ(user(dana).company_name, user(eve).company_name);
    EXPECT_NE(user(fay).company, user(eve).company);
    EXPECT_TRUE(user(fay).company);
    EXPECT_EQ(link_backlog(world_.kernel), 0);
}

TEST_P(Companies, ComeToTheirPeopleAfterAnInterruption)
{
    const auto dana = place("Dana", "dana@example.org", "Lifts");
    const auto lifts = user(dana).company;
    // As a process leaves it that was killed when the last company was made, before anybody pointed to one.
    world_.execute("INSERT INTO company_backlog (organisation_id, name, company_id) "
                   "SELECT DISTINCT organisation_id, company_name, company_id FROM users WHERE is_external = 1");
    world_.execute("UPDATE users SET company_id = NULL WHERE is_external = 1");
    EXPECT_EQ(link_backlog(world_.kernel), 0) << "all of them are made";
    EXPECT_EQ(user(dana).company, lifts);
    EXPECT_TRUE(world_.rows("SELECT 1 FROM company_backlog").empty());
}

} // namespace
} // namespace assetbuddy::people
