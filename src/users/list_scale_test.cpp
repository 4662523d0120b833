#include <map>
#include <memory>

#include <gtest/gtest.h>

#include "access/search.h"
#include "testing/databases.h"
#include "testing/plans.h"
#include "testing/world.h"
#include "users/list.h"
#include "users/store_list.h"

// What keeps the list quick (USR-8): every question ends early along an index, and a search looks at only so much.

namespace assetbuddy::users {
namespace {

using testing_support::TestDatabase;
using testing_support::World;

constexpr int many = 12'000; // more than a search looks at

/// Twelve thousand people, whom no test changes: made once for each database.
struct Crowd {
    TestDatabase database_;
    World world_{database_.database()};

    explicit Crowd(platform::sql::Engine engine) : database_(engine)
    {
        const std::string numbers =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + std::to_string(many) + ") ";
        const std::string organisation = "'" + world_.home.id.text() + "'";
        const auto id = [](const std::string& kind) {
            return "'01930000-0000-7000-" + kind + "-' || (100000000000 + i)";
        };
        world_.execute(numbers + "INSERT INTO accounts (id, email, email_key, created_at) SELECT " + id("9000") +
                       ", 'p', 'p' || i || '@example.org', 1 FROM n");
        world_.execute(
            numbers +
            "INSERT INTO users (id, organisation_id, account_id, name, name_sort, email, email_key, role, site_id, "
            "is_active, is_external, company_name, last_seen_at, created_at) SELECT " +
            id("8000") + ", " + organisation + ", " + id("9000") +
            ", 'Many W' || (i % 100), 'n' || (i * 7919 % 10000), 'p' || i || '@example.org', 'p' || i || "
            "'@example.org', "
            "CASE WHEN i % 50 = 0 THEN 'contractor' WHEN i % 3 = 0 THEN 'supervisor' ELSE 'operator' END, "
            "CASE WHEN i % 4 = 0 THEN '" +
            world_.home.site.text() +
            "' ELSE NULL END, CASE WHEN i % 40 = 0 THEN 0 ELSE 1 END, CASE WHEN i % 50 = 0 THEN 1 ELSE 0 END, "
            "CASE WHEN i % 50 = 0 THEN 'Lifts' ELSE '' END, i * 31 % 1000, 1 FROM n");
        world_.execute(numbers + "INSERT INTO search_backlog (organisation_id, record_id, kind) SELECT " +
                       organisation + ", " + id("8000") + ", 'user' FROM n");
        EXPECT_EQ(access::index_backlog(database_.database()), many);
        world_.execute("ANALYZE");
    }
};

class ManyUsers : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    static Crowd& crowd()
    {
        auto& made = crowds()[GetParam()];
        if (!made) made = std::make_unique<Crowd>(GetParam());
        return *made;
    }
    static std::map<platform::sql::Engine, std::unique_ptr<Crowd>>& crowds()
    {
        static std::map<platform::sql::Engine, std::unique_ptr<Crowd>> made;
        return made;
    }
    static void TearDownTestSuite() { crowds().clear(); }

    TestDatabase& database_ = crowd().database_;
    World& world_ = crowd().world_;

    UserPage page(const ListRequest& request)
    {
        return world_.look_as(world_.home.owner, [&](access::Call& call) { return list(call, request); }).value();
    }
    std::string plan(const store::Question& question)
    {
        return testing_support::plan_of(world_, database_.database(), question);
    }
    access::Search search(const std::string& words)
    {
        return world_
            .look_as(world_.home.owner,
                     [&](access::Call& call) -> base::Result<access::Search> {
                         return access::Search::of(call.tx, access::Searched::users, world_.home.id, words);
                     })
            .value();
    }
    access::Visible<User> visible()
    {
        return world_
            .look_as(world_.home.owner,
                     [](access::Call& call) -> base::Result<access::Visible<User>> {
                         return *call.actor.visible<User>(access::Permission::users_view);
                     })
            .value();
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, ManyUsers, testing_support::AllEngines(), testing_support::engine_name);

/// Reading a whole table, or sorting what an index does not give in order.
bool reads_too_much(const std::string& plan)
{
    for (const auto* sign :
         {"Seq Scan", "SCAN u\n", "SCAN users", "SCAN t\n", "SCAN o\n", "Sort", "USE TEMP B-TREE FOR ORDER"})
        if (plan.find(sign) != std::string::npos) return true;
    return false;
}

TEST_P(ManyUsers, EveryOrderIsReadAlongAnIndexUnderEveryFilter)
{
    const auto sees = visible();
    for (const auto* order : {"name", "-name", "email", "-email", "role", "-role", "last_seen_at", "-last_seen_at"}) {
        for (int filter = 0; filter < 6; ++filter) {
            ListRequest request{.order = read_order(order).value()};
            if (filter == 1) request.role = access::Role::operator_;
            if (filter == 2) request.site = world_.home.site;
            if (filter == 3) request.is_active = true;
            if (filter == 4) request.is_active = false;
            if (filter == 5) request.is_external = true;
            const auto first = page(request);
            ASSERT_EQ(first.users.size(), 25U);
            const auto on = read_cursor(first.next_cursor, request.order);
            ASSERT_TRUE(on);
            auto back = on;
            back->way = Cursor::Way::back;
            for (const auto& cursor : {std::optional<Cursor>{}, on, back}) {
                const store::ListQuery query{sees, request, cursor, {}};
                const auto found = plan(query.page(26));
                EXPECT_FALSE(reads_too_much(found)) << order << " filter " << filter << "\n" << found;
            }
        }
    }
}

/// Whatever is asked for: one lookup in the index of tokens, and for each entry that is looked at one seek.
TEST_P(ManyUsers, ASearchIsAnsweredBySeeks)
{
    const auto sees = visible();
    for (const auto* words : {"m", "ma", "man", "many w42", "p4242@example.org", "any 42@exa lifts"}) {
        for (int filter = 0; filter < 4; ++filter) {
            ListRequest request{.query = words};
            if (filter == 1) request.role = access::Role::contractor;
            if (filter == 2) request.site = world_.home.site;
            if (filter == 3) request.is_active = false;
            const store::ListQuery query{sees, request, std::nullopt, search(words)};
            for (const auto& question : {query.page(26), query.reach_of_search()}) {
                const auto found = plan(question);
                for (const auto* sign : {"Seq Scan", "SCAN t\n", "SCAN t ", "SCAN users", "SCAN e\n", "SCAN o\n",
                                         "Hash Join", "Merge Join"})
                    EXPECT_EQ(found.find(sign), std::string::npos) << words << " filter " << filter << "\n" << found;
                const auto* sought =
                    GetParam() == platform::sql::Engine::sqlite ? "SEARCH t USING PRIMARY KEY" : "search_tokens_pkey";
                EXPECT_NE(found.find(sought), std::string::npos) << found;
            }
        }
    }
}

TEST_P(ManyUsers, ASearchLooksAtOnlySoMuchAndSaysSo)
{
    const ListRequest broad{.query = "man", .with_total = true};
    const auto cut = page(broad);
    EXPECT_TRUE(cut.is_cut);
    EXPECT_EQ(cut.users.size(), 25U);
    EXPECT_EQ(cut.total, access::most_candidates);
    const auto whole = page({.query = "w42", .with_total = true});
    EXPECT_FALSE(whole.is_cut);
    EXPECT_EQ(whole.total, many / 100);
    const auto rare_leads = page({.query = "many example p4242@", .with_total = true});
    EXPECT_FALSE(rare_leads.is_cut) << "of three common words and a rare one";
    EXPECT_EQ(rare_leads.total, 1);
    // A page further on belongs to the same people.
    auto request = broad;
    std::size_t seen = 0;
    do {
        const auto found = page(request);
        seen += found.users.size();
        request.cursor = found.next_cursor;
    } while (!request.cursor.empty());
    EXPECT_EQ(seen, static_cast<std::size_t>(access::most_candidates));
    // "The same however many people other organisations have": not one of their entries is looked at.
    const auto looked = world_.look_as(world_.twin.owner, [&](access::Call& call) -> base::Result<std::int64_t> {
        const store::ListQuery query{*call.actor.visible<User>(access::Permission::users_view),
                                     {.query = "many"},
                                     std::nullopt,
                                     access::Search::of(call.tx, access::Searched::users, world_.twin.id, "many")};
        const auto question = query.reach_of_search();
        return call.tx.all_with({question.name, question.text}, question.parameters).at(0).integer(0);
    });
    EXPECT_EQ(looked.value(), 0);
    const auto twin = world_.look_as(
        world_.twin.owner, [](access::Call& call) { return list(call, {.query = "owner", .with_total = true}); });
    EXPECT_EQ(twin->total, 1);
    EXPECT_FALSE(twin->is_cut);
}

} // namespace
} // namespace assetbuddy::users
