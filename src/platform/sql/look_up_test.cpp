// Transaction::look_up: askers who come at the same time are answered together, each with what is theirs.

#include <atomic>
#include <latch>
#include <mutex>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "platform/sql/database.h"
#include "testing/databases.h"

namespace assetbuddy::platform::sql {
namespace {

constexpr Reach everything = Reach::system("test");
constexpr Statement rows_of{"test.rows_of",
                            "SELECT amount, owner FROM things WHERE owner IN ($1) ORDER BY amount, owner"};
constexpr Statement slow_rows_of{"test.slow_rows_of",
                                 "SELECT CAST(statement_timestamp() AS TEXT), CAST(pg_sleep(0.2) AS TEXT), owner "
                                 "FROM things WHERE owner IN ($1) AND amount = 1"};
constexpr Statement out_of_range{"test.out_of_range", "SELECT 1 / (amount - 1), owner FROM things WHERE owner IN ($1)"};

std::string owner(int number)
{
    return "owner" + std::to_string(number);
}

class LookUps : public testing_support::EmptyDatabaseTest {
  protected:
    static constexpr int owners = 40;

    void SetUp() override
    {
        std::string script = "CREATE TABLE things (owner TEXT NOT NULL, amount BIGINT NOT NULL);";
        for (int each = 0; each < owners; ++each)
            for (int amount = 1; amount <= 1 + each % 3; ++amount)
                script += "INSERT INTO things VALUES ('" + owner(each) + "', " + std::to_string(amount) + ");";
        database().run_script(script);
    }

    std::vector<Row> look_up(const Statement& statement, const std::string& key, Snapshot snapshot)
    {
        return database().read(everything, [&](Transaction& tx) { return tx.look_up(statement, key); }, snapshot);
    }
    /// One thread for each of so many, begun together.
    template <class Work>
    static void together(int threads, const Work& work)
    {
        std::latch start{threads};
        std::vector<std::jthread> running;
        for (int each = 0; each < threads; ++each)
            running.emplace_back([&, each] {
                start.arrive_and_wait();
                work(each);
            });
    }
};

TEST_P(LookUps, EveryoneGetsTheirOwnRowsInOrder)
{
    std::atomic<int> wrong = 0;
    together(24, [&](int thread) {
        for (int round = 0; round < 200; ++round) {
            const int number = (thread * 7 + round) % (owners + 2); // two of them have nothing
            const auto rows = look_up(rows_of, owner(number), Snapshot::each_statement);
            const auto expected = number < owners ? 1 + number % 3 : 0;
            bool fits = static_cast<int>(rows.size()) == expected;
            for (int each = 0; fits && each < expected; ++each)
                fits = rows[static_cast<std::size_t>(each)].integer(0) == each + 1 &&
                       rows[static_cast<std::size_t>(each)].text(1) == owner(number);
            if (!fits) ++wrong;
        }
    });
    EXPECT_EQ(wrong, 0);
}

TEST_P(LookUps, AnswersAreWhatWasCommittedBeforeTheyWereAskedFor)
{
    static constexpr Statement add{"test.add", "INSERT INTO things (owner, amount) VALUES ($1, $2)"};
    std::atomic<int> stale = 0;
    together(8, [&](int thread) {
        const auto name = "writer" + std::to_string(thread);
        for (std::size_t round = 1; round <= 20; ++round) {
            const auto written = database().write(everything, [&](Transaction& tx) -> base::Done {
                tx.execute(add, name, round);
                return {};
            });
            if (!written || look_up(rows_of, name, Snapshot::each_statement).size() != round) ++stale;
        }
    });
    EXPECT_EQ(stale, 0);
}

TEST_P(LookUps, ASnapshotAndAChangeAskForThemselves)
{
    EXPECT_EQ(look_up(rows_of, owner(2), Snapshot::one).size(), 3U);
    const auto seen = database().write(everything, [&](Transaction& tx) -> base::Result<std::size_t> {
        static constexpr Statement remove{"test.remove", "DELETE FROM things WHERE owner = $1"};
        tx.execute(remove, owner(2));
        return tx.look_up(rows_of, owner(2)).size();
    });
    EXPECT_EQ(seen.value(), 0U) << "a change sees its own rows";
}

INSTANTIATE_TEST_SUITE_P(Engines, LookUps, testing_support::AllEngines(), testing_support::engine_name);

class SharedLookUps : public LookUps {};

TEST_P(SharedLookUps, AFaultIsToldToAllWhoAskedAndIsOverThen)
{
    std::atomic<int> told = 0;
    together(12, [&](int thread) {
        try {
            look_up(out_of_range, owner(thread), Snapshot::each_statement);
        } catch (const DatabaseError&) {
            ++told;
        }
    });
    EXPECT_EQ(told, 12);
    EXPECT_EQ(look_up(rows_of, owner(0), Snapshot::each_statement).size(), 1U);
}

TEST_P(SharedLookUps, WhoeverComesMeanwhileIsAnsweredTogether)
{
    std::mutex mutex;
    std::set<std::string> moments;
    together(32, [&](int thread) {
        const auto rows = look_up(slow_rows_of, owner(thread), Snapshot::each_statement);
        ASSERT_EQ(rows.size(), 1U);
        const std::scoped_lock lock{mutex};
        moments.insert(rows.front().text(0));
    });
    EXPECT_LT(moments.size(), 16U) << "statements for 32 askers";
}

/// Everybody who holds a connection and asks gives it back first: else they would wait for each other.
TEST_P(SharedLookUps, AskersWhoReadBeforeDoNotHoldTheConnectionThatWouldAnswer)
{
    const auto few =
        Database::open({.url = made_.url(), .connections = 2, .deadline = std::chrono::milliseconds{3000}});
    std::atomic<int> answered = 0;
    together(8, [&](int thread) {
        for (int round = 0; round < 50; ++round)
            answered += few->read(
                everything,
                [&](Transaction& tx) {
                    const auto own = tx.all(rows_of, owner(thread)).size();
                    return tx.look_up(rows_of, owner(thread)).size() == own ? 1 : 0;
                },
                Snapshot::each_statement);
    });
    EXPECT_EQ(answered, 8 * 50);
}

TEST_P(SharedLookUps, AStatementThatCannotBeSharedIsRefused)
{
    static constexpr Statement plain{"test.plain", "SELECT amount, owner FROM things WHERE owner = $1"};
    static constexpr Statement further{"test.further",
                                       "SELECT amount, owner FROM things WHERE owner IN ($1) AND amount = $2"};
    for (const auto& statement : {plain, further})
        EXPECT_THROW(look_up(statement, owner(1), Snapshot::each_statement), std::logic_error);
}

INSTANTIATE_TEST_SUITE_P(Engines, SharedLookUps, testing::Values(Engine::postgresql), testing_support::engine_name);

} // namespace
} // namespace assetbuddy::platform::sql
