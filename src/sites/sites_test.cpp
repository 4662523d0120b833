#include <gtest/gtest.h>

#include "sites/close.h"
#include "sites/create.h"
#include "sites/edit.h"
#include "sites/find.h"
#include "sites/limits.h"
#include "sites/list.h"
#include "testing/databases.h"
#include "testing/world.h"

namespace assetbuddy::sites {
namespace {

using access::Role;
using assetbuddy::testing_support::code_of;
using assetbuddy::testing_support::Person;
using assetbuddy::testing_support::TestDatabase;
using assetbuddy::testing_support::World;

class Sites : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};

    void TearDown() override { EXPECT_EQ(world_.changes_in_twin(), ""); }

    base::Result<Site> create_as(const Person& person, const SiteFields& fields)
    {
        return world_.as(person, [&](access::Call& call) { return create(call, fields); });
    }
    base::Result<Site> close_as(const Person& person, const base::SiteId& id, const ChoiceForUsers& users = {})
    {
        return world_.as(person, [&](access::Call& call) { return deactivate(call, id, users); });
    }
    Person member(const std::string& email, Role role, std::optional<base::SiteId> site = {})
    {
        return world_.add_person(world_.home.id, {.email = email, .role = role, .site = site});
    }
    bool is_active(const base::SiteId& id)
    {
        return world_.rows("SELECT is_active FROM sites WHERE id = '" + id.text() + "'").at(0).flag(0);
    }
    std::optional<std::string> site_of(const Person& person)
    {
        return world_.rows("SELECT site_id FROM users WHERE id = '" + person.user.text() + "'").at(0).optional_text(0);
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, Sites, assetbuddy::testing_support::AllEngines(),
                         assetbuddy::testing_support::engine_name);

TEST_P(Sites, AreAddedByThoseWhoMay)
{
    const auto made = create_as(world_.home.owner, {.name = " Leeds  ", .postcode = "LS1 1AA"});
    ASSERT_TRUE(made);
    EXPECT_EQ(made->name, "Leeds");
    EXPECT_TRUE(made->is_active);
    EXPECT_TRUE(create_as(member("sm@example.org", Role::site_manager), {.name = "York"}));
    EXPECT_EQ(code_of(create_as(member("op@example.org", Role::operator_), {.name = "Hull"})), "forbidden");
    EXPECT_EQ(world_.rows("SELECT 1 FROM audit_entries WHERE action = 'site.created'").size(), 2U);
}

TEST_P(Sites, RefuseEveryWrongFieldAtOnce)
{
    const auto refusal = create_as(world_.home.owner, {.name = " ",
                                                       .address = std::string(most_address + 1, 'x'),
                                                       .postcode = "LS1\n1AA",
                                                       .contact_email = "nobody"});
    ASSERT_EQ(code_of(refusal), "invalid");
    std::string fields;
    for (const auto& each : refusal.error().errors) fields += each.field + ":" + each.code + " ";
    EXPECT_EQ(fields, "name:required address:too_long postcode:invalid_characters contact_email:invalid_email ");
}

TEST_P(Sites, HaveNamesOfTheirOwn)
{
    const auto refusal = create_as(world_.home.owner, {.name = "HARBOUR yard"});
    ASSERT_EQ(code_of(refusal), "name_taken");
    EXPECT_EQ(std::get<std::string>(refusal.error().facts.at("site_id")), world_.home.site.text());
    const auto leeds = create_as(world_.home.owner, {.name = "Leeds"}).value();
    const auto renamed = world_.as(world_.home.owner,
                                   [&](access::Call& call) { return edit(call, leeds.id, {.name = "Harbour Yard"}); });
    EXPECT_EQ(code_of(renamed), "name_taken");
}

TEST_P(Sites, AStaleEditIsRefused)
{
    const auto change = [&](std::int64_t version, const std::string& name) {
        return world_.as(world_.home.owner, [&](access::Call& call) {
            return edit(call, world_.home.site, {.name = name, .expected_version = version});
        });
    };
    ASSERT_EQ(change(1, "Quay").value().version, 2);
    EXPECT_EQ(code_of(change(1, "Pier")), "stale");
    EXPECT_EQ(change(2, "Pier").value().name, "Pier");
}

TEST_P(Sites, OfTheTwinDoNotExist)
{
    const auto id = world_.twin.site;
    EXPECT_EQ(code_of(world_.look_as(world_.home.owner, [&](access::Call& call) { return find_visible(call, id); })),
              "not_found");
    EXPECT_EQ(code_of(close_as(world_.home.owner, id)), "not_found");
    const auto page = world_.look_as(world_.home.owner, [](access::Call& call) { return list(call, {}); });
    EXPECT_EQ(page->sites.size(), 1U);
    const auto moved = close_as(world_.home.owner, world_.home.site, {ChoiceForUsers::Kind::move, id});
    EXPECT_TRUE(moved) << "nobody is there, so nobody moves";
}

TEST_P(Sites, CloseOnlyWithAChoiceForThePeopleThere)
{
    const auto person = member("op@example.org", Role::operator_, world_.home.site);
    const auto other = create_as(world_.home.owner, {.name = "Leeds"}).value();
    const auto in_use = close_as(world_.home.owner, world_.home.site);
    ASSERT_EQ(code_of(in_use), "site_in_use");
    EXPECT_EQ(std::get<std::int64_t>(in_use.error().facts.at("users")), 1);
    EXPECT_TRUE(is_active(world_.home.site)) << "nothing half done";
    EXPECT_EQ(code_of(close_as(world_.home.owner, world_.home.site, {ChoiceForUsers::Kind::move, world_.twin.site})),
              "invalid");
    EXPECT_EQ(code_of(close_as(world_.home.owner, world_.home.site, {ChoiceForUsers::Kind::move, world_.home.site})),
              "invalid");
    ASSERT_TRUE(close_as(world_.home.owner, world_.home.site, {ChoiceForUsers::Kind::move, other.id}));
    EXPECT_EQ(site_of(person), other.id.text());
    ASSERT_TRUE(close_as(world_.home.owner, other.id, {ChoiceForUsers::Kind::all_sites, {}}));
    EXPECT_EQ(site_of(person), std::nullopt);
    EXPECT_EQ(world_.rows("SELECT 1 FROM audit_entries WHERE action = 'user.edited'").size(), 2U);
}

/// SIT-1, USR-3: who worked there is out at once; the rooms above hear of each of them.
TEST_P(Sites, CloseTogetherWithThePlacesOfThePeopleThere)
{
    const auto person = member("op@example.org", Role::operator_, world_.home.site);
    const auto elsewhere = member("sup@example.org", Role::supervisor);
    ASSERT_TRUE(close_as(world_.home.owner, world_.home.site, {ChoiceForUsers::Kind::deactivate, {}}));
    const auto look = [&](const Person& who) {
        return code_of(world_.look_as(who, [](access::Call&) -> base::Result<bool> { return true; }));
    };
    EXPECT_EQ(look(person), "sign_in_required");
    EXPECT_EQ(look(elsewhere), "");
    EXPECT_EQ(world_.rows("SELECT 1 FROM audit_entries WHERE action = 'user.deactivated'").size(), 1U);
    EXPECT_FALSE(is_active(world_.home.site));
}

TEST_P(Sites, TheOwnerIsNeverDeactivatedWithTheirSite)
{
    world_.execute("UPDATE users SET site_id = '" + world_.home.site.text() + "' WHERE id = '" +
                   world_.home.owner.user.text() + "'");
    EXPECT_EQ(code_of(close_as(world_.home.owner, world_.home.site, {ChoiceForUsers::Kind::deactivate, {}})),
              "invalid");
    EXPECT_TRUE(is_active(world_.home.site));
    EXPECT_TRUE(close_as(world_.home.owner, world_.home.site, {ChoiceForUsers::Kind::all_sites, {}}));
}

TEST_P(Sites, NobodyWidensTheirOwnReachByClosingTheirs)
{
    const auto manager = member("sm@example.org", Role::site_manager, world_.home.site);
    EXPECT_EQ(code_of(close_as(manager, world_.home.site, {ChoiceForUsers::Kind::all_sites, {}})), "forbidden");
    EXPECT_EQ(site_of(manager), world_.home.site.text());
    EXPECT_TRUE(is_active(world_.home.site));
}

TEST_P(Sites, AreDeletedOnlyWhenNothingNamesThem)
{
    const auto remove_as_owner = [&](const base::SiteId& id) {
        return world_.as(world_.home.owner, [&](access::Call& call) { return remove(call, id, {}); });
    };
    const auto leeds = create_as(world_.home.owner, {.name = "Leeds"}).value();
    EXPECT_TRUE(remove_as_owner(leeds.id));
    const auto gone = member("op@example.org", Role::operator_, world_.home.site);
    world_.execute("UPDATE users SET is_active = 0, deleted_at = 1 WHERE id = '" + gone.user.text() + "'");
    EXPECT_EQ(code_of(remove_as_owner(world_.home.site)), "site_in_use") << "the past names it";
}

TEST_P(Sites, ListPageByPage)
{
    for (const auto* name : {"Zeta", "alpha", "Beta"}) ASSERT_TRUE(create_as(world_.home.owner, {.name = name}));
    std::string names;
    ListRequest request{.limit = 3, .with_total = true};
    for (int each = 0; each < 2; ++each) {
        const auto page =
            world_.look_as(world_.home.owner, [&](access::Call& call) { return list(call, request); }).value();
        EXPECT_EQ(page.total, 4);
        for (const auto& site : page.sites) names += site.name + ",";
        request.cursor = page.next_cursor;
    }
    EXPECT_EQ(names, "alpha,Beta,Harbour Yard,Zeta,");
    EXPECT_TRUE(request.cursor.empty());
    const auto contractor = world_.add_person(world_.home.id, {.email = "c@example.org", .role = Role::contractor});
    EXPECT_EQ(code_of(world_.look_as(contractor, [](access::Call& call) { return list(call, {}); })), "forbidden");
}

TEST(ChoiceForUsers, IsReadAsTheContractSays)
{
    EXPECT_EQ(ChoiceForUsers::read("")->kind, ChoiceForUsers::Kind::none);
    EXPECT_EQ(ChoiceForUsers::read("all_sites")->kind, ChoiceForUsers::Kind::all_sites);
    EXPECT_EQ(ChoiceForUsers::read("move:01930000-0000-7000-8000-000000000001")->kind, ChoiceForUsers::Kind::move);
    for (const auto* text : {"move:", "move:x", "everything"})
        EXPECT_EQ(ChoiceForUsers::read(text).error().code, "invalid") << text;
}

} // namespace
} // namespace assetbuddy::sites
