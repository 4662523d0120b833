#include "access/bulk_load.h"

#include <set>

#include <gtest/gtest.h>

#include "access/search.h"
#include "access/upgrade.h"
#include "testing/databases.h"
#include "testing/world.h"

namespace assetbuddy::access {
namespace {

using testing_support::TestDatabase;
using testing_support::World;

class BulkLoad : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};

    std::set<std::string> indexes()
    {
        const auto* text = GetParam() == platform::sql::Engine::sqlite
                               ? "SELECT name || ' ' || COALESCE(sql, '') FROM sqlite_master WHERE type = 'index'"
                               : "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()";
        std::set<std::string> found;
        for (const auto& row : world_.rows(text)) found.insert(row.text(0));
        return found;
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, BulkLoad, testing_support::AllEngines(), testing_support::engine_name);

/// Should a load be cut short, the next start builds what is aside.
TEST_P(BulkLoad, PutsIndexesAsideAndTheNextStartPutsThemBack)
{
    const auto all = indexes();
    constexpr std::string_view tables[] = {"users", "accounts"};
    set_indexes_aside(database_.database(), tables);
    const auto left = indexes();
    EXPECT_LT(left.size() + 15, all.size());
    std::size_t unique = 0;
    for (const auto& each : left) unique += each.find("users_one_owner") != std::string::npos;
    EXPECT_EQ(unique, 1U) << "what keeps something unique stays";
    upgrade(database_.database(), world_.clock.now());
    if (GetParam() == platform::sql::Engine::postgresql) {
        EXPECT_EQ(indexes(), all);
    } else {
        EXPECT_EQ(indexes().size(), all.size()); // SQLite keeps the words IF NOT EXISTS in the text
    }
    EXPECT_EQ(world_.rows("SELECT name FROM instance WHERE name LIKE 'index aside %'").size(), 0U);
    put_indexes_back(database_.database());
}

/// Many at once leave the same behind as each by itself.
TEST_P(BulkLoad, MakesTheSameEntriesOfSearch)
{
    const std::string none;
    const std::vector<std::string> names{"Anna Lee", "Zoë Lee", "Bo", "", "Anna-Maria O'Neil"};
    std::vector<Findable> many;
    std::vector<FoundBy> alone;
    for (const auto& name : names) alone.push_back({name, none, none, none});
    for (std::size_t each = 0; each < names.size(); ++each)
        many.push_back({Searched::users, "m" + std::to_string(each), search_text(alone[each])});
    ASSERT_TRUE(world_.as_nobody([&](Call& call) -> base::Done {
        call.tx.enter(world_.home.id);
        add_all_to_search(call.tx, world_.home.id, many);
        for (std::size_t each = 0; each < names.size(); ++each)
            add_to_search(call.tx, Searched::users, world_.home.id, "a" + std::to_string(each), alone[each]);
        add_all_to_search(call.tx, world_.home.id, many); // those that are there keep their entry
        return {};
    }));
    const auto of = [&](const std::string& kind) {
        std::vector<std::string> rows;
        for (const auto& row : world_.rows("SELECT substr(e.record_id, 2), e.words, CAST(t.token AS TEXT) FROM "
                                           "search_entries e LEFT JOIN search_tokens t ON t.number = e.number WHERE "
                                           "e.record_id LIKE '" +
                                           kind + "_' ORDER BY 1, 3"))
            rows.push_back(row.text(0) + row.text(1) + row.optional_text(2).value_or(""));
        return rows;
    };
    EXPECT_GT(of("a").size(), 20U);
    EXPECT_EQ(of("m"), of("a"));
}

} // namespace
} // namespace assetbuddy::access
