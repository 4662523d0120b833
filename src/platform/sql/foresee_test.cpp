// Transaction::foresee: questions asked together, each answered as if it had been asked alone.

#include <latch>
#include <thread>

#include <gtest/gtest.h>

#include "platform/sql/database.h"
#include "testing/databases.h"

namespace assetbuddy::platform::sql {
namespace {

constexpr Reach everything = Reach::system("test");
constexpr Statement amount_of{"test.amount_of", "SELECT amount, label FROM things WHERE id = $1"};
constexpr Statement amount_with{"test.amount_with", "SELECT amount FROM things WHERE id = $1 AND label = $2"};
constexpr Statement add{"test.add", "UPDATE things SET amount = amount + $2 WHERE id = $1"};
constexpr Statement count_up{"test.count_up",
                             "INSERT INTO things (id, label, amount) VALUES ($1, 'counted', 1) "
                             "ON CONFLICT (id) DO UPDATE SET amount = things.amount + 1 RETURNING amount"};
constexpr Statement broken{"test.broken", "SELECT amount / (amount - amount) FROM things WHERE id = $1"};
constexpr Statement locked{"test.locked", "SELECT amount FROM things WHERE id = $1 FOR UPDATE"};

class Foreseen : public testing_support::EmptyDatabaseTest {
  protected:
    void SetUp() override
    {
        database().run_script("CREATE TABLE things (id TEXT PRIMARY KEY, label TEXT, amount BIGINT);"
                              "INSERT INTO things VALUES ('one', 'a', 1), ('two', 'b', 2), ('1', 'c', 3);");
    }

    template <class Work>
    base::Done change(const Work& work)
    {
        return database().write(everything, [&](Transaction& tx) -> base::Done {
            work(tx);
            return {};
        });
    }
    std::int64_t amount(const std::string& id)
    {
        return database().read(everything, [&](Transaction& tx) { return tx.one(amount_of, id).value().integer(0); });
    }
};

/// PostgreSQL alone asks ahead.
class ForeseenAhead : public Foreseen {};

TEST_P(Foreseen, EveryQuestionGetsItsOwnAnswerInWhateverOrder)
{
    ASSERT_TRUE(change([](Transaction& tx) {
        tx.foresee(amount_of, "one");
        tx.foresee(amount_with, "two", "b");
        tx.foresee(amount_of, "two");
        tx.foresee(amount_of, "nobody");
        EXPECT_EQ(tx.one(amount_of, "two").value().integer(0), 2);
        EXPECT_EQ(tx.one(amount_of, "1").value().integer(0), 3) << "not foreseen";
        EXPECT_EQ(tx.one(amount_of, "one").value().text(1), "a");
        EXPECT_FALSE(tx.one(amount_of, "nobody"));
        EXPECT_FALSE(tx.one(amount_with, "two", "a")) << "other parameters are another question";
        EXPECT_EQ(tx.one(amount_with, "two", "b").value().integer(0), 2);
    }));
}

TEST_P(Foreseen, ToldTwiceItIsAskedOnceAndCountsOnce)
{
    ASSERT_TRUE(change([](Transaction& tx) {
        tx.foresee(count_up, "one");
        tx.foresee(count_up, "one");
        EXPECT_EQ(tx.one(count_up, "one").value().integer(0), 2);
    }));
    EXPECT_EQ(amount("one"), 2);
}

TEST_P(Foreseen, AskedAgainItIsAskedAnew)
{
    ASSERT_TRUE(change([](Transaction& tx) {
        tx.foresee(amount_of, "one");
        EXPECT_EQ(tx.one(amount_of, "one").value().integer(0), 1);
        tx.execute(add, "one", 41);
        EXPECT_EQ(tx.one(amount_of, "one").value().integer(0), 42);
    }));
}

TEST_P(Foreseen, WhatIsPostedBetweenIsDoneInItsOrder)
{
    ASSERT_TRUE(change([](Transaction& tx) {
        tx.post(add, "one", 1);
        tx.foresee(amount_of, "one");
        tx.post(add, "two", 1);
        EXPECT_EQ(tx.one(amount_of, "two").value().integer(0), 3);
        EXPECT_EQ(tx.one(amount_of, "one").value().integer(0), 2);
    }));
    EXPECT_EQ(amount("one"), 2);
    EXPECT_EQ(amount("two"), 3);
}

TEST_P(Foreseen, WhatWasNotAskedAfterAllIsForgotten)
{
    for (int round = 0; round < 20; ++round) { // the pool's connections are used again
        ASSERT_TRUE(change([](Transaction& tx) {
            tx.foresee(amount_of, "one");
            tx.foresee(amount_of, "two");
            EXPECT_EQ(tx.one(amount_of, "1").value().integer(0), 3);
            tx.foresee(amount_of, "one");
        }));
        ASSERT_TRUE(change([](Transaction& tx) { tx.foresee(amount_of, "one"); })) << "nothing else was asked";
        EXPECT_EQ(amount("two"), 2);
    }
}

TEST_P(Foreseen, ARollbackLeavesNothingBehind)
{
    const auto refused = database().write(everything, [](Transaction& tx) -> base::Done {
        tx.foresee(count_up, "one");
        tx.foresee(amount_of, "two");
        tx.one(count_up, "one");
        return base::refused("wrong_state");
    });
    EXPECT_FALSE(refused);
    EXPECT_EQ(amount("one"), 1);
}

TEST_P(Foreseen, InAReadItAnswersToo)
{
    const auto both = database().read(everything, [](Transaction& tx) {
        tx.foresee(amount_of, "one");
        tx.foresee(amount_of, "two");
        return tx.one(amount_of, "two").value().integer(0) * 10 + tx.one(amount_of, "one").value().integer(0);
    });
    EXPECT_EQ(both, 21);
    const auto glanced = database().read(
        everything,
        [](Transaction& tx) {
            tx.foresee(amount_of, "one");
            return tx.one(amount_of, "one").value().integer(0);
        },
        Snapshot::each_statement);
    EXPECT_EQ(glanced, 1);
}

TEST_P(ForeseenAhead, AFaultEndsTheTransaction)
{
    EXPECT_THROW(change([](Transaction& tx) {
                     tx.execute(add, "two", 1);
                     tx.foresee(broken, "one");
                     tx.one(amount_of, "one");
                 }),
                 DatabaseError);
    EXPECT_EQ(amount("two"), 2);
}

/// Two who count the same never see the same number, although each asks for two locks at once.
TEST_P(ForeseenAhead, LocksAreTakenInTheOrderOfTheCalls)
{
    constexpr int threads = 6;
    constexpr int rounds = 40;
    std::latch start{threads};
    {
        std::vector<std::jthread> running;
        for (int each = 0; each < threads; ++each)
            running.emplace_back([&] {
                start.arrive_and_wait();
                for (int round = 0; round < rounds; ++round)
                    EXPECT_TRUE(change([](Transaction& tx) {
                        tx.foresee(count_up, "one");
                        tx.foresee(locked, "two");
                        tx.one(count_up, "one");
                        const auto seen = tx.one(locked, "two").value().integer(0);
                        tx.execute(add, "two", 1);
                        EXPECT_EQ(tx.one(amount_of, "two").value().integer(0), seen + 1);
                    }));
            });
    }
    EXPECT_EQ(amount("one"), 1 + threads * rounds);
    EXPECT_EQ(amount("two"), 2 + threads * rounds);
}

INSTANTIATE_TEST_SUITE_P(Engines, Foreseen, testing_support::AllEngines(), testing_support::engine_name);
INSTANTIATE_TEST_SUITE_P(Engines, ForeseenAhead, testing::Values(Engine::postgresql), testing_support::engine_name);

} // namespace
} // namespace assetbuddy::platform::sql
