// AST-1..3, ROL-1: the register and its categories.

#include <algorithm>
#include <mutex>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "assets/categories.h"
#include "assets/export.h"
#include "assets/find.h"
#include "assets/labels.h"
#include "assets/list.h"
#include "assets/write.h"
#include "sites/locations.h"
#include "testing/databases.h"
#include "testing/world.h"

namespace assetbuddy::assets {
namespace {

using access::Role;
using assetbuddy::testing_support::code_of;
using assetbuddy::testing_support::Person;
using assetbuddy::testing_support::TestDatabase;
using assetbuddy::testing_support::World;

class Assets : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};
    base::CategoryId fire_ = add_category("Fire Safety", "FS");

    void TearDown() override { EXPECT_EQ(world_.changes_in_twin(), ""); }

    base::CategoryId add_category(const std::string& name, const std::string& prefix,
                                  const std::optional<base::CategoryId>& parent = {})
    {
        return world_
            .as(world_.home.owner,
                [&](access::Call& call) {
                    return create_category(call, parent,
                                           {.name = name, .prefix = prefix, .regulation = {}, .criticality = "high"});
                })
            .value()
            .id;
    }
    AssetFields fields(const std::string& name)
    {
        return {.name = name, .category_id = fire_.text(), .site_id = world_.home.site.text()};
    }
    base::Result<Asset> create_as(const Person& person, const AssetFields& request)
    {
        return world_.as(person, [&](access::Call& call) { return create(call, request); });
    }
    Asset add(const std::string& name) { return create_as(world_.home.owner, fields(name)).value(); }
    base::Result<Asset> edit_as(const Person& person, const base::AssetId& id, const EditRequest& request)
    {
        return world_.as(person, [&](access::Call& call) { return edit(call, id, request); });
    }
    base::Result<Asset> status_as(const Person& person, const base::AssetId& id, const std::string& status,
                                  const std::string& reason = "Chain worn")
    {
        world_.clock.advance(std::chrono::seconds{1}); // what happens in one moment has no order
        return world_.as(person, [&](access::Call& call) { return change_status(call, id, {status, reason, {}}); });
    }
    std::string see(const Person& person, const base::AssetId& id)
    {
        return code_of(world_.look_as(person, [&](access::Call& call) { return find_visible(call, id); }));
    }
    std::string listed(const Person& person, ListRequest request)
    {
        request.limit = 2;
        std::string codes;
        do {
            const auto page = world_.look_as(person, [&](access::Call& call) { return list(call, request); });
            if (!page) return page.error().code;
            for (const auto& asset : page->assets) codes += asset.code + " ";
            request.cursor = page->next_cursor;
        } while (!request.cursor.empty());
        return codes;
    }
    Person member(const std::string& email, Role role, std::optional<base::SiteId> site = {})
    {
        return world_.add_person(world_.home.id, {.email = email, .role = role, .site = site});
    }
    void open_defect(const Asset& asset, bool isolates, const std::string& assignee = {})
    {
        world_.execute("INSERT INTO defects (id, organisation_id, number, asset_id, site_id, title, severity, status, "
                       "isolates, reported_by, created_at, assigned_user_id) VALUES ('" +
                       world_.home.id.text() + "', '" + world_.home.id.text() + "', 1, '" + asset.id.text() + "', '" +
                       asset.site.text() + "', 'Guard broken', 0, 'in_progress', " + (isolates ? "1" : "0") + ", '" +
                       world_.home.owner.user.text() + "', 1, " + (assignee.empty() ? "NULL" : "'" + assignee + "'") +
                       ")");
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, Assets, assetbuddy::testing_support::AllEngines(),
                         assetbuddy::testing_support::engine_name);

TEST_P(Assets, GetTheNextCodeOfTheirCategory)
{
    EXPECT_EQ(add("Door").code, "FS-001");
    const auto second = add("Hose");
    EXPECT_EQ(second.code, "FS-002");
    EXPECT_EQ(second.criticality, Criticality::high) << "that of the category";
    EXPECT_EQ(code_of(world_.as(world_.home.owner, [&](access::Call& call) { return remove(call, second.id); })), "");
    EXPECT_EQ(add("Bell").code, "FS-003") << "no code comes twice (AST-1)";
    EXPECT_EQ(see(world_.home.owner, second.id), "not_found");
}

TEST_P(Assets, GetDifferentCodesAtTheSameMoment)
{
    constexpr int threads = 6;
    constexpr int each = 5;
    std::mutex guard;
    std::set<std::string> codes;
    std::vector<std::thread> writers;
    for (int t = 0; t < threads; ++t)
        writers.emplace_back([&] {
            for (int i = 0; i < each; ++i) {
                const auto code = add("Extinguisher").code;
                const std::scoped_lock lock{guard};
                codes.insert(code);
            }
        });
    for (auto& writer : writers) writer.join();
    EXPECT_EQ(codes.size(), std::size_t{threads * each});
    EXPECT_EQ(*codes.rbegin(), "FS-030") << "and leave no gap";
}

TEST_P(Assets, RefuseEveryMistakeAtOnce)
{
    const auto loose = add_category("Fire doors", "", fire_);
    const auto lift = add_category("Lifting", "LIFT");
    auto request = fields(" ");
    request.subcategory_id = loose.text();
    request.category_id = lift.text();
    request.site_id = world_.twin.site.text();
    request.location_id = world_.home.site.text();
    request.owner_id = world_.twin.owner.user.text();
    request.criticality = "huge";
    request.serial = std::string(200, 'x');
    const auto refusal = create_as(world_.home.owner, request);
    ASSERT_EQ(code_of(refusal), "invalid");
    std::set<std::string> wrong;
    for (const auto& mistake : refusal.error().errors) wrong.insert(mistake.field);
    EXPECT_EQ(wrong, (std::set<std::string>{"name", "subcategory_id", "site_id", "location_id", "owner_id",
                                            "criticality", "serial"}));
    EXPECT_EQ(add("Door").code, "FS-001") << "a refusal takes no number";
}

TEST_P(Assets, StandAtALocationOfTheirSite)
{
    const auto hall =
        world_
            .as(world_.home.owner,
                [&](access::Call& call) { return sites::create_location(call, world_.home.site, {.name = "Hall"}); })
            .value();
    const auto door = add("Door");
    EXPECT_EQ(edit_as(world_.home.owner, door.id, {.location_id = hall.id.text()})->location, hall.id);
    EXPECT_EQ(code_of(world_.as(world_.home.owner,
                                [&](access::Call& call) { return sites::remove_location(call, hall.id); })),
              "in_use");
    const auto other = world_.add_site(world_.home.id, "Hill Depot");
    EXPECT_EQ(code_of(edit_as(world_.home.owner, door.id, {.site_id = other.text()})), "invalid");
    open_defect(door, false);
    EXPECT_EQ(edit_as(world_.home.owner, door.id, {.site_id = other.text(), .location_id = ""})->site, other);
    EXPECT_EQ(world_.rows("SELECT site_id FROM defects").at(0).text(0), other.text()) << "its defects go with it";
}

/// ROL-1: scope is evaluated in the query; what is out of reach looks as if it were not there.
TEST_P(Assets, AreSeenAndChangedAsFarAsTheGrantReaches)
{
    const auto other_site = world_.add_site(world_.home.id, "Hill Depot");
    const auto here = add("Door");
    auto elsewhere_fields = fields("Ladder");
    elsewhere_fields.site_id = other_site.text();
    const auto there = create_as(world_.home.owner, elsewhere_fields).value();
    const auto manager = member("sm@example.org", Role::site_manager, world_.home.site);
    const auto roaming = member("rm@example.org", Role::site_manager);
    const auto engineer = member("en@example.org", Role::engineering, world_.home.site);
    const auto operator_ = member("op@example.org", Role::operator_, world_.home.site);

    EXPECT_EQ(listed(world_.home.owner, {}), "FS-001 FS-002 ");
    EXPECT_EQ(listed(manager, {}), "FS-001 ");
    EXPECT_EQ(listed(roaming, {}), "FS-001 FS-002 ") << "no site: all sites (ROL-2)";
    EXPECT_EQ(listed(engineer, {}), "FS-001 FS-002 ");
    EXPECT_EQ(see(manager, there.id), "not_found");
    EXPECT_EQ(see(world_.twin.owner, here.id), "not_found");
    EXPECT_EQ(listed(world_.twin.owner, {}), "");

    EXPECT_EQ(code_of(edit_as(operator_, here.id, {.name = "Mine"})), "forbidden");
    EXPECT_EQ(code_of(edit_as(manager, there.id, {.name = "Mine"})), "not_found");
    EXPECT_EQ(code_of(edit_as(manager, here.id, {.site_id = other_site.text()})), "invalid") << "not out of reach";
    EXPECT_EQ(code_of(create_as(manager, elsewhere_fields)), "invalid");
    EXPECT_EQ(code_of(create_as(operator_, fields("Door"))), "forbidden");
    EXPECT_EQ(code_of(status_as(operator_, here.id, "restricted")), "forbidden");
    EXPECT_EQ(code_of(status_as(engineer, there.id, "restricted")), "");
}

/// EXT-2, EXT-3: an outside person sees the equipment of their defects, reads no history of it and changes nothing.
TEST_P(Assets, OfAssignedDefectsAreSeenByOutsidePeople)
{
    const auto door = add("Door");
    const auto hidden = add("Hose");
    const auto contractor = world_.add_person(
        world_.home.id, {.email = "co@example.org", .role = Role::contractor, .site = world_.home.site});
    EXPECT_EQ(see(contractor, door.id), "not_found");
    open_defect(door, false, contractor.user.text());
    EXPECT_EQ(see(contractor, door.id), "");
    EXPECT_EQ(see(contractor, hidden.id), "not_found");
    EXPECT_EQ(listed(contractor, {}), "FS-001 ");
    EXPECT_EQ(listed(contractor, {.query = "hose"}), "");
    const auto events = world_.look_as(
        contractor, [&](access::Call& call) -> base::Result<std::vector<Event>> { return history(call, door); });
    EXPECT_TRUE(events->empty());
    EXPECT_EQ(code_of(edit_as(contractor, door.id, {.name = "Mine"})), "forbidden");
    world_.execute("UPDATE defects SET assigned_user_id = NULL");
    EXPECT_EQ(see(contractor, door.id), "not_found") << "at the next request";
}

TEST_P(Assets, ChangeStatusForAReason) // AST-2
{
    const auto truck = add("Truck");
    EXPECT_EQ(code_of(status_as(world_.home.owner, truck.id, "restricted", " ")), "invalid");
    EXPECT_EQ(code_of(status_as(world_.home.owner, truck.id, "in_service")), "invalid") << "it is so already";
    EXPECT_EQ(status_as(world_.home.owner, truck.id, "out_of_service")->status, Status::out_of_service);
    open_defect(truck, true);
    EXPECT_EQ(code_of(status_as(world_.home.owner, truck.id, "in_service")), "wrong_state") << "a defect isolates it";
    EXPECT_EQ(code_of(status_as(world_.home.owner, truck.id, "disposed")), "wrong_state") << "it has an open defect";
    EXPECT_EQ(code_of(world_.as(world_.home.owner, [&](access::Call& call) { return remove(call, truck.id); })),
              "in_use");
    world_.execute("UPDATE defects SET status = 'closed', is_open = 0, closed_at = 2");
    EXPECT_EQ(status_as(world_.home.owner, truck.id, "disposed")->status, Status::disposed);
    EXPECT_EQ(code_of(status_as(world_.home.owner, truck.id, "in_service")), "wrong_state") << "disposed is final";
    EXPECT_EQ(code_of(edit_as(world_.home.owner, truck.id, {.name = "Old truck"})), "wrong_state");
    const auto events = world_.look_as(world_.home.owner, [&](access::Call& call) -> base::Result<std::vector<Event>> {
        return history(call, truck);
    });
    ASSERT_EQ(events->size(), 3U);
    EXPECT_EQ(events->front().after, "disposed");
    EXPECT_EQ(events->front().reason, "Chain worn");
    EXPECT_EQ(world_.rows("SELECT 1 FROM audit_entries WHERE action = 'asset.status_changed'").size(), 2U);
}

TEST_P(Assets, AreFilteredSortedAndSearched)
{
    const auto doors = add_category("Fire doors", "", fire_);
    const auto lift = add_category("Lifting", "LIFT");
    auto door = fields("Zinc door");
    door.subcategory_id = doors.text();
    door.serial = "SN-4711";
    create_as(world_.home.owner, door).value();
    add("Hose");
    auto truck = fields("Air hoist");
    truck.category_id = lift.text();
    truck.make = "Hydra";
    const auto hoist = create_as(world_.home.owner, truck).value();
    status_as(world_.home.owner, hoist.id, "restricted").value();

    const auto& owner = world_.home.owner;
    EXPECT_EQ(listed(owner, {}), "FS-001 FS-002 LIFT-001 ");
    EXPECT_EQ(listed(owner, {.sort = Sort::name}), "LIFT-001 FS-002 FS-001 ");
    EXPECT_EQ(listed(owner, {.category = fire_}), "FS-001 FS-002 ");
    EXPECT_EQ(listed(owner, {.category = doors}), "FS-001 ");
    EXPECT_EQ(listed(owner, {.status = Status::restricted}), "LIFT-001 ");
    EXPECT_EQ(listed(owner, {.query = "4711"}), "FS-001 ");
    EXPECT_EQ(listed(owner, {.query = "hydra"}), "LIFT-001 ");
    EXPECT_EQ(listed(owner, {.query = "ft-00"}), "LIFT-001 ") << "inside words too";
    EXPECT_EQ(listed(owner, {.query = "crane"}), "");
    EXPECT_EQ(listed(owner, {.query = "LIFT-001"}), "LIFT-001 ");
    edit_as(owner, hoist.id, {.make = "Lifter"}).value();
    EXPECT_EQ(listed(owner, {.query = "hydra"}), "") << "the index follows";
    EXPECT_EQ(listed(owner, {.cursor = "nonsense"}), "malformed");
}

TEST_P(Assets, AStaleChangeIsRefused)
{
    const auto door = add("Door");
    EXPECT_EQ(edit_as(world_.home.owner, door.id, {.name = "Door 1", .expected_version = 1})->version, 2);
    EXPECT_EQ(code_of(edit_as(world_.home.owner, door.id, {.name = "Door 2", .expected_version = 1})), "stale");
}

TEST_P(Assets, CategoriesHaveTheirRules)
{
    const auto make = [&](const Person& person, const CategoryFields& request,
                          const std::optional<base::CategoryId>& parent = {}) {
        return code_of(world_.as(person, [&](access::Call& call) { return create_category(call, parent, request); }));
    };
    const auto doors = add_category("Fire doors", "", fire_);
    const auto& owner = world_.home.owner;
    EXPECT_EQ(make(owner, {.name = "fire safety", .prefix = "FX", .criticality = "low"}), "name_taken");
    EXPECT_EQ(make(owner, {.name = "Other", .prefix = "fs", .criticality = "low"}), "name_taken");
    EXPECT_EQ(make(owner, {.name = "Other", .prefix = "1X", .criticality = "low"}), "invalid");
    EXPECT_EQ(make(owner, {.name = "Other", .prefix = "OT", .criticality = ""}), "invalid");
    EXPECT_EQ(make(owner, {.name = "Deeper", .criticality = "low"}, doors), "invalid") << "two levels";
    EXPECT_EQ(make(member("sm@example.org", Role::site_manager), {.name = "X", .prefix = "X", .criticality = "low"}),
              "forbidden");
    const auto drop = [&](const base::CategoryId& id) {
        return code_of(world_.as(owner, [&](access::Call& call) { return remove_category(call, id); }));
    };
    EXPECT_EQ(drop(fire_), "in_use") << "it has a subcategory";
    EXPECT_EQ(drop(doors), "");
    const auto door = add("Door");
    EXPECT_EQ(drop(fire_), "in_use");
    const auto retired = world_.as(
        owner, [&](access::Call& call) { return edit_category(call, fire_, {.prefix = "FIRE", .is_active = false}); });
    ASSERT_TRUE(retired);
    EXPECT_EQ(code_of(create_as(owner, fields("Hose"))), "invalid") << "offered no more";
    EXPECT_EQ(edit_as(owner, door.id, {.name = "Door 1"})->code, "FS-001") << "what is there stays";
}

/// AST-3.
TEST_P(Assets, BeginWithTheUsualCategories)
{
    const auto added = world_.as(world_.home.owner, [&](access::Call& call) -> base::Result<std::vector<Category>> {
        add_default_categories(call, call.organisation());
        return all_categories(call, call.organisation());
    });
    std::set<std::string> prefixes;
    for (const auto& category : *added)
        if (!category.parent) prefixes.insert(category.prefix);
    EXPECT_EQ(prefixes, (std::set<std::string>{"ACC", "ELE", "FS", "GEN", "LIFT", "PRES", "VEH"}));
    for (const auto& each : default_categories()) {
        EXPECT_GE(each.subcategories.size(), 3U) << each.name;
        EXPECT_LE(each.subcategories.size(), 6U) << each.name;
    }
}

TEST_P(Assets, LeaveAsATableAndAsLabelsWithinTheReachOfTheAsker)
{
    const auto other = world_.add_site(world_.home.id, "North Depot");
    auto elsewhere = fields("=1+1");
    elsewhere.site_id = other.text();
    add("Door");
    ASSERT_TRUE(create_as(world_.home.owner, elsewhere));
    const auto table = [&](const Person& person, const ListRequest& request) {
        std::string text;
        const auto done = world_.look_as(person, [&](access::Call& call) {
            text.clear();
            return export_csv(call, request, [&](std::string_view part) { text += part; });
        });
        return done ? text : done.error().code;
    };
    const auto labels = [&](const Person& person) {
        const auto found = world_.look_as(person, [&](access::Call& call) { return all_for_labels(call, {}); });
        return found ? std::to_string(found->size()) : found.error().code;
    };
    const auto whole = table(world_.home.owner, {});
    EXPECT_EQ(std::ranges::count(whole, '\n'), 3) << whole;
    EXPECT_NE(whole.find("FS-002,'=1+1,Fire Safety,,North Depot,"), std::string::npos) << whole;
    EXPECT_EQ(std::ranges::count(table(world_.home.owner, {.site = other}), '\n'), 2);
    EXPECT_EQ(labels(world_.home.owner), "2");
    const auto here = member("op@example.org", Role::operator_, world_.home.site);
    EXPECT_EQ(table(here, {}).find("North Depot"), std::string::npos) << "only of their site (ROL-1)";
    EXPECT_EQ(labels(here), "1");
    const auto outside =
        world_.add_person(world_.home.id, {.email = "cleo@example.org", .role = Role::contractor, .is_external = true});
    EXPECT_EQ(table(outside, {}), "forbidden");
    EXPECT_EQ(labels(outside), "forbidden");
}

TEST_P(Assets, LeaveWholeWhenThereAreMoreThanAreReadTogether)
{
    const auto many = exported_together + 5;
    add("Door");
    world_.execute("INSERT INTO assets (id, organisation_id, code, code_sort, name, name_sort, category_id, site_id, "
                   "status, criticality, created_at) WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n "
                   "WHERE i < " +
                   std::to_string(many) + ") SELECT '01936c1e-7a10-7cc4-8d56-' || (100000000000 + i), '" +
                   world_.home.id.text() + "', 'FS-' || i, 'FS-' || (100000000 + i), 'Hose', 'hose', '" + fire_.text() +
                   "', '" + world_.home.site.text() + "', 'in_service', 'high', 1 FROM n");
    for (const auto sort : {Sort::code, Sort::name}) {
        std::int64_t lines = 0;
        std::int64_t parts = 0;
        const auto done = world_.look_as(world_.home.owner, [&](access::Call& call) {
            return export_csv(call, {.sort = sort}, [&](std::string_view part) {
                lines += std::ranges::count(part, '\n');
                ++parts;
            });
        });
        EXPECT_EQ(code_of(done), "");
        EXPECT_EQ(lines, many + 1);
        EXPECT_EQ(parts, 3) << "the heading, and two steps";
    }
    EXPECT_EQ(code_of(world_.look_as(world_.home.owner, [&](access::Call& call) { return all_for_labels(call, {}); })),
              "too_many");
}

} // namespace
} // namespace assetbuddy::assets
