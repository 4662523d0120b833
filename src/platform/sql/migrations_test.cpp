#include "platform/sql/migrations.h"

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "testing/databases.h"

namespace assetbuddy::platform::sql {
namespace {

using testing_support::Contents;
using testing_support::TestDatabase;

class Migrations : public testing::TestWithParam<Engine> {};

TEST_P(Migrations, RunOnceInOrderAndRefuseANewerDatabase)
{
    TestDatabase made{GetParam(), Contents::empty};
    static constexpr Migration steps[] = {
        {1, "first", "CREATE TABLE a (id TEXT COLLATE \"C\" PRIMARY KEY\n--@sqlite\n, only_sqlite BIGINT\n--@both\n);"},
        {2, "second",
         "--@postgresql\nALTER TABLE a ADD COLUMN only_postgresql BIGINT;\n--@both\nCREATE TABLE b (id TEXT);"}};
    EXPECT_EQ(pending(made.database(), steps), (std::vector<std::string>{"first", "second"}));
    EXPECT_EQ(migrate(made.database(), std::span{steps}.first(1), {}), (std::vector<std::string>{"first"}));
    EXPECT_EQ(migrate(made.database(), steps, {}), (std::vector<std::string>{"second"}));
    EXPECT_TRUE(migrate(made.database(), steps, {}).empty());
    static constexpr Statement sqlite_column{"test.only_sqlite", "SELECT only_sqlite FROM a"};
    static constexpr Statement postgresql_column{"test.only_postgresql", "SELECT only_postgresql FROM a"};
    made.database().read(Reach::system("test"), [&](Transaction& tx) {
        return tx.all(GetParam() == Engine::sqlite ? sqlite_column : postgresql_column).size();
    });
    EXPECT_THROW(migrate(made.database(), std::span{steps}.first(1), {}), DatabaseError);
}

TEST_P(Migrations, AStepEditedAfterItsUseIsRefused)
{
    TestDatabase made{GetParam(), Contents::empty};
    static constexpr Migration before[] = {{1, "first", "CREATE TABLE a (id TEXT);"}};
    static constexpr Migration after[] = {{1, "first", "CREATE TABLE a (id TEXT, more TEXT);"}};
    migrate(made.database(), before, {});
    EXPECT_THROW(migrate(made.database(), after, {}), DatabaseError);
    EXPECT_THROW(pending(made.database(), after), DatabaseError);
}

/// The second wall comes with the step, not after it: nothing may end between the two.
TEST(MigrationsOfPostgres, AStepBringsItsWallAlong)
{
    TestDatabase made{Engine::postgresql, Contents::empty};
    static constexpr Migration steps[] = {
        {1, "walled", "CREATE TABLE a (organisation_id TEXT);"},
        {2, "bad", "CREATE TABLE b (organisation_id TEXT); CREATE TABLE a (id TEXT);"}};
    EXPECT_THROW(migrate(made.database(), steps, {}), DatabaseError);
    static constexpr Statement forced{"test.forced",
                                      "SELECT COUNT(*) FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid "
                                      "WHERE c.relname = 'a' AND c.relrowsecurity AND c.relforcerowsecurity"};
    const auto walls =
        made.database().read(Reach::system("test"), [](Transaction& tx) { return tx.one(forced)->integer(0); });
    EXPECT_EQ(walls, 1);
}

TEST_P(Migrations, AFailingStepLeavesTheOldSchema)
{
    TestDatabase made{GetParam(), Contents::empty};
    static constexpr Migration steps[] = {{1, "good", "CREATE TABLE a (id TEXT);"},
                                          {2, "bad", "CREATE TABLE b (id TEXT); CREATE TABLE a (id TEXT);"}};
    EXPECT_THROW(migrate(made.database(), steps, {}), DatabaseError);
    EXPECT_EQ(pending(made.database(), steps), (std::vector<std::string>{"bad"}));
    static constexpr Statement of_b{"test.of_b", "SELECT id FROM b"};
    EXPECT_THROW(made.database().read(Reach::system("test"), [](Transaction& tx) { return tx.all(of_b).size(); }),
                 DatabaseError);
}

INSTANTIATE_TEST_SUITE_P(Engines, Migrations, testing_support::AllEngines(), testing_support::engine_name);

TEST(MigrationsOfPostgres, TwoProcessesMayMigrateAtOnce)
{
    TestDatabase made{Engine::postgresql, Contents::empty};
    static constexpr Migration steps[] = {{1, "slow", "CREATE TABLE a (id TEXT); SELECT pg_sleep(0.2);"}};
    const auto other = Database::open({.url = made.url(), .connections = 2});
    std::atomic<std::size_t> taken = 0;
    std::thread first{[&] { taken += migrate(made.database(), steps, {}).size(); }};
    std::thread second{[&] { taken += migrate(*other, steps, {}).size(); }};
    first.join();
    second.join();
    EXPECT_EQ(taken, 1U);
}

} // namespace
} // namespace assetbuddy::platform::sql
