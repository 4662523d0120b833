#include "sites/locations.h"

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "sites/close.h"
#include "testing/databases.h"
#include "testing/world.h"

namespace assetbuddy::sites {
namespace {

using access::Role;
using assetbuddy::testing_support::code_of;
using assetbuddy::testing_support::Person;
using assetbuddy::testing_support::TestDatabase;
using assetbuddy::testing_support::World;

class Locations : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};

    void TearDown() override { EXPECT_EQ(world_.changes_in_twin(), ""); }

    base::Result<Location> create_as(const Person& person, const LocationFields& fields,
                                     std::optional<base::SiteId> site = {})
    {
        return world_.as(
            person, [&](access::Call& call) { return create_location(call, site.value_or(world_.home.site), fields); });
    }
    Location add(const std::string& name, std::optional<base::LocationId> parent = {}, std::int64_t position = 0)
    {
        return create_as(world_.home.owner, {.name = name, .parent = parent, .position = position}).value();
    }
    base::Result<Location> move(const base::LocationId& id, std::optional<base::LocationId> parent)
    {
        return world_.as(world_.home.owner,
                         [&](access::Call& call) { return edit_location(call, id, {.parent = {parent}}); });
    }
    base::Done remove_as(const Person& person, const base::LocationId& id)
    {
        return world_.as(person, [&](access::Call& call) { return remove_location(call, id); });
    }
    std::string tree()
    {
        std::string text;
        for (const auto& branch : location_tree_now())
            text += std::string(static_cast<std::size_t>(branch.depth), '.') + branch.location.name + " ";
        return text;
    }
    std::vector<Branch> location_tree_now()
    {
        return world_
            .look_as(world_.home.owner,
                     [&](access::Call& call) -> base::Result<std::vector<Branch>> {
                         return location_tree(call, call.organisation(), world_.home.site);
                     })
            .value();
    }
    Person member(const std::string& email, Role role)
    {
        return world_.add_person(world_.home.id, {.email = email, .role = role});
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, Locations, assetbuddy::testing_support::AllEngines(),
                         assetbuddy::testing_support::engine_name);

/// SIT-2: parents before what lies in them, brothers by their order, then by name.
TEST_P(Locations, MakeATree)
{
    const auto hall = add("Hall");
    const auto yard = add("Yard", {}, 1);
    const auto bay = add("Bay 2", hall.id);
    add("Bay 1", hall.id);
    add("Rack", bay.id);
    add("Annexe");
    EXPECT_EQ(tree(), "Annexe Hall .Bay 1 .Bay 2 ..Rack Yard ");
    EXPECT_EQ(location_tree_now().at(4).path, "Hall › Bay 2 › Rack");
    EXPECT_TRUE(move(bay.id, yard.id));
    EXPECT_EQ(tree(), "Annexe Hall .Bay 1 Yard .Bay 2 ..Rack ");
    EXPECT_TRUE(move(bay.id, std::nullopt));
    EXPECT_EQ(tree(), "Annexe Bay 2 .Rack Hall .Bay 1 Yard ");
    EXPECT_EQ(world_.rows("SELECT 1 FROM audit_entries WHERE action = 'location.edited'").size(), 2U);
}

TEST_P(Locations, NeverLieInThemselvesNorElsewhereNorTooDeep)
{
    const auto hall = add("Hall");
    const auto bay = add("Bay", hall.id);
    const auto rack = add("Rack", bay.id);
    EXPECT_EQ(move(hall.id, hall.id).error().errors.at(0).code, "is_below");
    EXPECT_EQ(move(hall.id, rack.id).error().errors.at(0).code, "is_below");
    const auto other_site = world_.add_site(world_.home.id, "Other");
    const auto elsewhere = create_as(world_.home.owner, {.name = "Shed"}, other_site).value();
    EXPECT_EQ(move(bay.id, elsewhere.id).error().errors.at(0).code, "unknown_value");

    auto deepest = rack;
    for (int depth = 4; depth <= 8; ++depth) deepest = add("D" + std::to_string(depth), deepest.id);
    EXPECT_EQ(create_as(world_.home.owner, {.name = "Ninth", .parent = deepest.id}).error().errors.at(0).code,
              "too_deep");
    // A whole branch counts: eight levels do not fit below one more.
    const auto block = add("Block");
    EXPECT_EQ(move(hall.id, block.id).error().errors.at(0).code, "too_deep");
    EXPECT_TRUE(move(bay.id, block.id));
}

TEST_P(Locations, AreRefusedWithEveryMistakeAtOnce)
{
    const auto refusal = create_as(world_.home.owner, {.name = " ",
                                                       .code_prefix = "LB-3",
                                                       .floor = std::string(most_floor + 1, 'x'),
                                                       .zone = "a\nb",
                                                       .position = 10'000});
    ASSERT_EQ(code_of(refusal), "invalid");
    std::string fields;
    for (const auto& each : refusal.error().errors) fields += each.field + ":" + each.code + " ";
    EXPECT_EQ(fields,
              "name:required floor:too_long zone:invalid_characters code_prefix:invalid position:out_of_range ");
    EXPECT_EQ(create_as(world_.home.owner, {.name = "Bay", .code_prefix = " lb3 "})->code_prefix, "LB3");
}

TEST_P(Locations, HaveANameOnceInOnePlace)
{
    const auto hall = add("Hall");
    add("Bay", hall.id);
    EXPECT_EQ(code_of(create_as(world_.home.owner, {.name = "BAY", .parent = hall.id})), "name_taken");
    const auto loose = add("Bay");
    EXPECT_EQ(code_of(move(loose.id, hall.id)), "name_taken");
}

TEST_P(Locations, AreSeenAndChangedByThoseWhoMay)
{
    const auto hall = add("Hall");
    const auto operator_ = member("op@example.org", Role::operator_);
    const auto contractor = member("co@example.org", Role::contractor);
    const auto see = [&](const Person& person, const base::LocationId& id) {
        return code_of(world_.look_as(person, [&](access::Call& call) { return find_visible_location(call, id); }));
    };
    EXPECT_EQ(see(operator_, hall.id), "");
    EXPECT_EQ(see(contractor, hall.id), "not_found");
    EXPECT_EQ(see(world_.twin.owner, hall.id), "not_found");
    EXPECT_EQ(code_of(create_as(operator_, {.name = "Bay"})), "forbidden");
    EXPECT_EQ(code_of(remove_as(operator_, hall.id)), "forbidden");
    EXPECT_EQ(code_of(remove_as(world_.twin.owner, hall.id)), "not_found");
    EXPECT_EQ(code_of(create_as(world_.home.owner, {.name = "Bay"}, world_.twin.site)), "not_found");
}

TEST_P(Locations, GoOnlyWhenNothingLiesInThem)
{
    const auto hall = add("Hall");
    const auto bay = add("Bay", hall.id);
    EXPECT_EQ(code_of(remove_as(world_.home.owner, hall.id)), "in_use");
    EXPECT_EQ(code_of(remove_as(world_.home.owner, bay.id)), "");
    EXPECT_EQ(code_of(remove_as(world_.home.owner, hall.id)), "");
    EXPECT_EQ(tree(), "");
}

TEST_P(Locations, AStaleChangeIsRefused)
{
    const auto hall = add("Hall");
    const auto rename = [&](std::int64_t version, const std::string& name) {
        return world_.as(world_.home.owner, [&](access::Call& call) {
            return edit_location(call, hall.id, {.name = name, .expected_version = version});
        });
    };
    EXPECT_EQ(rename(1, "Great hall")->version, 2);
    EXPECT_EQ(code_of(rename(1, "Small hall")), "stale");
}

TEST_P(Locations, AreListedPageByPage)
{
    for (int i = 0; i < 5; ++i) add("Bay " + std::to_string(i));
    create_as(world_.home.owner, {.name = "Bay 9"}, world_.add_site(world_.home.id, "Other")).value();
    const auto read = [&](std::optional<base::SiteId> site) {
        std::string names;
        LocationsRequest request{.site = site, .limit = 2, .with_total = true};
        std::int64_t total = 0;
        do {
            const auto page =
                world_.look_as(world_.home.owner, [&](access::Call& call) { return list_locations(call, request); })
                    .value();
            for (const auto& location : page.locations) names += location.name.substr(4);
            request.cursor = page.next_cursor;
            total = *page.total;
        } while (!request.cursor.empty());
        return names + "/" + std::to_string(total);
    };
    EXPECT_EQ(read(world_.home.site), "01234/5");
    EXPECT_EQ(read({}), "012349/6");
    const auto wrong = world_.look_as(world_.home.owner,
                                      [&](access::Call& call) { return list_locations(call, {.cursor = "nonsense"}); });
    EXPECT_EQ(code_of(wrong), "malformed");
}

/// Two who put each other's location into their own at once: one of them is too late.
TEST_P(Locations, NoCycleComesOfARace)
{
    for (int round = 0; round < 20; ++round) {
        const auto a = add("A" + std::to_string(round));
        const auto b = add("B" + std::to_string(round));
        std::atomic<int> won = 0;
        std::thread one{[&] { won += move(a.id, b.id) ? 1 : 0; }};
        std::thread other{[&] { won += move(b.id, a.id) ? 1 : 0; }};
        one.join();
        other.join();
        EXPECT_EQ(won, 1);
    }
    EXPECT_EQ(location_tree_now().size(), 40U);
}

} // namespace
} // namespace assetbuddy::sites
