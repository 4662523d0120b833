#include "platform/sql/database.h"

#include <array>
#include <atomic>
#include <latch>
#include <thread>

#include <gtest/gtest.h>

#include "platform/sql/migrations.h"
#include "platform/workers/worker_pool.h"
#include "testing/databases.h"

namespace assetbuddy::platform::sql {
namespace {

using testing_support::Contents;
using testing_support::TestDatabase;

constexpr Statement insert_thing{"test.insert_thing", "INSERT INTO things (id, label, amount) VALUES ($1, $2, $3)"};
constexpr Statement insert_quietly{"test.insert_quietly", "INSERT INTO things (id, label, amount) VALUES ($1, $2, $3) "
                                                          "ON CONFLICT (id) DO NOTHING RETURNING id"};
constexpr Statement find_thing{"test.find_thing", "SELECT label, amount FROM things WHERE id = $1"};
constexpr Statement count_things{"test.count_things", "SELECT COUNT(*) FROM things"};
constexpr Statement add_amount{"test.add_amount", "UPDATE things SET amount = amount + $2 WHERE id = $1"};
constexpr Statement swapped{"test.swapped", "SELECT id FROM things WHERE amount = $2 AND label = $1"};
constexpr Statement insert_child{"test.insert_child", "INSERT INTO children (id, thing_id) VALUES ($1, $2)"};

class Databases : public testing_support::EmptyDatabaseTest {
  protected:
    void SetUp() override
    {
        database().run_script("CREATE TABLE things (id TEXT PRIMARY KEY, label TEXT, amount BIGINT);"
                              "CREATE TABLE children (id TEXT PRIMARY KEY, thing_id TEXT REFERENCES things (id) "
                              "DEFERRABLE INITIALLY DEFERRED);");
    }

    base::Done insert(const std::string& id, const std::string& label = "a label", std::int64_t amount = 1)
    {
        return database().write(Reach::system("test"), [&](Transaction& tx) -> base::Done {
            tx.execute(insert_thing, id, label, amount);
            return {};
        });
    }
    std::int64_t count()
    {
        return database().read(Reach::system("test"), [](Transaction& tx) { return tx.one(count_things)->integer(0); });
    }
};

TEST_P(Databases, WriteCommitsAValueAndRollsARefusalBack)
{
    ASSERT_TRUE(insert("one").has_value());
    const auto refused = database().write(Reach::system("test"), [&](Transaction& tx) -> base::Done {
        tx.execute(insert_thing, "two", "label", 2);
        return base::refused("wrong_state");
    });
    EXPECT_EQ(refused.error().code, "wrong_state");
    EXPECT_EQ(count(), 1);
}

TEST_P(Databases, AKeptRefusalCommits)
{
    const auto refused = database().write(Reach::system("test"), [&](Transaction& tx) -> base::Done {
        tx.execute(insert_thing, "two", "label", 2);
        return std::unexpected(base::Error{"wrong_code", {}, {}, {}, {}, base::OnRefusal::keep});
    });
    EXPECT_FALSE(refused.has_value());
    EXPECT_EQ(count(), 1);
}

TEST_P(Databases, AnExceptionRollsBackAndPasses)
{
    EXPECT_THROW(database().write(Reach::system("test"),
                                  [&](Transaction& tx) -> base::Done {
                                      tx.execute(insert_thing, "two", "label", 2);
                                      throw std::runtime_error("a fault");
                                  }),
                 std::runtime_error);
    EXPECT_EQ(count(), 0);
    EXPECT_TRUE(insert("three").has_value()) << "the connection must be whole again";
}

TEST_P(Databases, ValuesComeBackAsTheyWent)
{
    const std::string odd = "O'Brien \"quoted\" \xF0\x9F\x94\xA7 % _ ; --";
    ASSERT_TRUE(insert("one", odd, -9'000'000'000).has_value());
    ASSERT_TRUE(insert("empty", "", 0).has_value());
    const auto done = database().write(Reach::system("test"), [&](Transaction& tx) -> base::Done {
        tx.execute(insert_thing, "null", std::optional<std::string>{}, std::optional<std::int64_t>{});
        return {};
    });
    ASSERT_TRUE(done.has_value());
    database().read(Reach::system("test"), [&](Transaction& tx) {
        const auto one = tx.one(find_thing, "one").value();
        EXPECT_EQ(one.text(0), odd);
        EXPECT_EQ(one.integer(1), -9'000'000'000);
        EXPECT_EQ(tx.one(find_thing, "empty")->text(0), "");
        const auto null = tx.one(find_thing, "null").value();
        EXPECT_EQ(null.optional_text(0), std::nullopt);
        EXPECT_EQ(null.optional_integer(1), std::nullopt);
        EXPECT_THROW(static_cast<void>(null.text(0)), std::logic_error);
        EXPECT_THROW(static_cast<void>(null.text(9)), std::logic_error);
        EXPECT_FALSE(tx.one(find_thing, "nobody").has_value());
        return 0;
    });
}

TEST_P(Databases, PlaceholdersAreNumbersNotPositions)
{
    ASSERT_TRUE(insert("one", "seven", 7).has_value());
    database().read(Reach::system("test"), [&](Transaction& tx) {
        EXPECT_EQ(tx.one(swapped, "seven", 7)->text(0), "one");
        return 0;
    });
}

TEST_P(Databases, ConflictsAreAnsweredNotThrown)
{
    ASSERT_TRUE(insert("one").has_value());
    const auto done = database().write(Reach::system("test"), [&](Transaction& tx) -> base::Done {
        EXPECT_FALSE(tx.one(insert_quietly, "one", "other", 2).has_value());
        EXPECT_TRUE(tx.one(insert_quietly, "two", "other", 2).has_value());
        return {};
    });
    EXPECT_TRUE(done.has_value());
    EXPECT_EQ(count(), 2);
}

TEST_P(Databases, ConstraintsAreTypedAndTheirWordsHoldNoValue)
{
    ASSERT_TRUE(insert("canary-value").has_value());
    try {
        static_cast<void>(insert("canary-value"));
        FAIL() << "the second row went in";
    } catch (const ConstraintViolated& fault) {
        EXPECT_EQ(std::string{fault.what()}.find("canary-value"), std::string::npos) << fault.what();
    }
}

/// A foreign key that is checked at COMMIT must not spoil the commits of others.
TEST_P(Databases, DeferredForeignKeysHitOnlyTheirOwnWrite)
{
    std::atomic<int> good = 0;
    std::atomic<int> bad = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i)
        threads.emplace_back([&, i] {
            try {
                const auto done = database().write(Reach::system("test"), [&](Transaction& tx) -> base::Done {
                    const auto id = std::to_string(i);
                    tx.execute(insert_child, id, i % 2 == 0 ? "t" + id : "nowhere");
                    if (i % 2 == 0) tx.execute(insert_thing, "t" + id, "parent", 1);
                    return {};
                });
                if (done) ++good;
            } catch (const ConstraintViolated&) {
                ++bad;
            }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(good, 8);
    EXPECT_EQ(bad, 8);
    EXPECT_EQ(count(), 8);
}

TEST_P(Databases, ManyWritersLoseNothing)
{
    ASSERT_TRUE(insert("counter", "", 0).has_value());
    constexpr int writers = 50;
    constexpr int rounds = 10;
    std::vector<std::thread> threads;
    for (int i = 0; i < writers; ++i)
        threads.emplace_back([&] {
            for (int round = 0; round < rounds; ++round)
                EXPECT_TRUE(database()
                                .write(Reach::system("test"),
                                       [&](Transaction& tx) -> base::Done {
                                           tx.execute(add_amount, "counter", 1);
                                           return {};
                                       })
                                .has_value());
        });
    for (auto& thread : threads) thread.join();
    database().read(Reach::system("test"), [&](Transaction& tx) {
        EXPECT_EQ(tx.one(find_thing, "counter")->integer(1), writers * rounds);
        return 0;
    });
}

/// Workers that wait for a connection park; coming back they must not stand in the way of those who return one.
TEST_P(Databases, WorkersThatWaitForConnectionsDoNotBlockEachOther)
{
    const auto scarce = Database::open({.url = made_.url(), .connections = 2, .access = Access::read_only});
    constexpr int jobs = 2000;
    std::atomic<int> done = 0;
    std::latch all{jobs};
    workers::WorkerPool pool{{.running = 3, .parked = 64, .queue = jobs}};
    for (int i = 0; i < jobs; ++i)
        ASSERT_TRUE(pool.submit([&] {
            try {
                scarce->read(Reach::system("test"), [](Transaction& tx) { return tx.one(count_things)->integer(0); });
                ++done;
            } catch (const DatabaseError&) {
                // counted by its absence
            }
            all.count_down();
        }));
    all.wait();
    EXPECT_EQ(done, jobs);
}

TEST_P(Databases, OneTransactionInsideAnotherIsRefused)
{
    EXPECT_THROW(database().write(Reach::system("test"),
                                  [&](Transaction&) -> base::Done {
                                      static_cast<void>(count());
                                      return {};
                                  }),
                 std::logic_error);
    EXPECT_THROW(database().read(Reach::system("test"),
                                 [&](Transaction&) {
                                     static_cast<void>(insert("x"));
                                     return 0;
                                 }),
                 std::logic_error);
}

TEST_P(Databases, ReadsSeeOneMomentWhateverIsWrittenMeanwhile)
{
    ASSERT_TRUE(insert("one").has_value());
    database().read(Reach::system("test"), [&](Transaction& tx) {
        EXPECT_EQ(tx.one(count_things)->integer(0), 1);
        std::thread{[&] { EXPECT_TRUE(insert("two").has_value()); }}.join();
        EXPECT_EQ(tx.one(count_things)->integer(0), 1);
        return 0;
    });
    EXPECT_EQ(count(), 2);
}

TEST_P(Databases, ReadsCannotWrite)
{
    EXPECT_THROW(
        database().read(Reach::system("test"), [&](Transaction& tx) { return tx.execute(insert_thing, "x", "y", 1); }),
        DatabaseError);
    EXPECT_EQ(count(), 0);
}

TEST_P(Databases, RetryableRunsTheWholeWorkAgainAndGivesUp)
{
    int runs = 0;
    const auto done = database().write(Reach::system("test"), [&](Transaction& tx) -> base::Done {
        tx.execute(insert_thing, "run" + std::to_string(runs), "x", 1);
        if (++runs < 3) throw Retryable("once more");
        return {};
    });
    EXPECT_TRUE(done.has_value());
    EXPECT_EQ(runs, 3);
    EXPECT_EQ(count(), 1);

    runs = 0;
    EXPECT_THROW(database().write(Reach::system("test"),
                                  [&](Transaction&) -> base::Done {
                                      ++runs;
                                      throw Retryable("for ever");
                                  }),
                 Retryable);
    EXPECT_EQ(runs, 6);
}

TEST_P(Databases, ExplainShowsTheIndex)
{
    const Parameter parameters[] = {Parameter{"one"}};
    const auto plan = database().explain(find_thing, parameters);
    EXPECT_NE(plan.find(GetParam() == Engine::sqlite ? "SEARCH" : "things"), std::string::npos) << plan;
}

TEST_P(Databases, WhatWasCommittedIsThereAfterReopening)
{
    ASSERT_TRUE(insert("one").has_value());
    made_.reopen();
    EXPECT_EQ(count(), 1);
}

/// Plain threads come back for more at once: who waits must not be overtaken until the deadline.
TEST_P(Databases, WhoWaitsForAConnectionIsServedInTurn)
{
    const auto scarce = Database::open({.url = made_.url(),
                                        .connections = 1,
                                        .deadline = std::chrono::milliseconds{2000},
                                        .access = Access::read_only});
    std::atomic<int> served = 0;
    std::vector<std::thread> threads;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{3};
    std::array<std::atomic<int>, 24> turns{};
    for (auto& own : turns)
        threads.emplace_back([&] {
            try {
                while (std::chrono::steady_clock::now() < end) {
                    scarce->read(Reach::system("test"),
                                 [](Transaction& tx) { return tx.one(count_things)->integer(0); });
                    ++own;
                    ++served;
                }
            } catch (const Unavailable&) {
                own = -1'000'000;
            }
        });
    for (auto& thread : threads) thread.join();
    for (const auto& own : turns) EXPECT_GT(own, served / 24 / 4) << "somebody was passed over";
}

INSTANTIATE_TEST_SUITE_P(Engines, Databases, testing_support::AllEngines(), testing_support::engine_name);

TEST(Sqlite, WaitingWritersShareACommit)
{
    TestDatabase made{Engine::sqlite, Contents::empty};
    auto& database = made.database();
    database.run_script("CREATE TABLE things (id TEXT PRIMARY KEY, label TEXT, amount BIGINT)");
    const auto before = database.commits();
    constexpr int writers = 32;
    constexpr int rounds = 20;
    std::vector<std::thread> threads;
    std::latch all{writers};
    for (int i = 0; i < writers; ++i)
        threads.emplace_back([&, i] {
            all.arrive_and_wait();
            for (int round = 0; round < rounds; ++round)
                EXPECT_TRUE(database
                                .write(Reach::system("test"),
                                       [&](Transaction& tx) -> base::Done {
                                           tx.execute(insert_thing, std::to_string(i) + "/" + std::to_string(round),
                                                      "x", 1);
                                           return {};
                                       })
                                .has_value());
        });
    for (auto& thread : threads) thread.join();
    EXPECT_LT(database.commits() - before, writers * rounds / 2);
}

/// A refusal or fault of one verb in a group leaves the others' work alone.
TEST(Sqlite, OneOfAGroupFailsAlone)
{
    TestDatabase made{Engine::sqlite, Contents::empty};
    auto& database = made.database();
    database.run_script("CREATE TABLE things (id TEXT PRIMARY KEY, label TEXT, amount BIGINT)");
    std::atomic<int> kept = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 48; ++i)
        threads.emplace_back([&, i] {
            try {
                const auto done = database.write(Reach::system("test"), [&](Transaction& tx) -> base::Done {
                    tx.execute(insert_thing, std::to_string(i), "x", 1);
                    if (i % 3 == 1) return base::refused("wrong_state");
                    if (i % 3 == 2) throw std::runtime_error("a fault");
                    return {};
                });
                if (done) ++kept;
            } catch (const std::runtime_error&) {
            }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(kept, 16);
    const auto rows =
        database.read(Reach::system("test"), [](Transaction& tx) { return tx.one(count_things)->integer(0); });
    EXPECT_EQ(rows, 16);
}

/// The first of a group begins the transaction: when it ends badly, those that waited behind it lose nothing.
TEST(Sqlite, TheFirstOfAGroupFailsAlone)
{
    enum class End { kept, refused, thrown };
    for (const auto end : {End::kept, End::refused, End::thrown}) {
        TestDatabase made{Engine::sqlite, Contents::empty};
        auto& database = made.database();
        database.run_script("CREATE TABLE things (id TEXT PRIMARY KEY, label TEXT, amount BIGINT)");
        const auto insert = [&](int id, const std::function<void()>& before_end, End how) {
            try {
                (void)database.write(Reach::system("test"), [&](Transaction& tx) -> base::Done {
                    tx.execute(insert_thing, std::to_string(id), "x", 1);
                    before_end();
                    if (how == End::refused) return base::refused("wrong_state");
                    if (how == End::thrown) throw std::runtime_error("a fault");
                    return {};
                });
            } catch (const std::runtime_error&) {
            }
        };
        std::latch begun{1};
        std::latch others_wait{1};
        std::vector<std::jthread> threads;
        threads.emplace_back([&] { insert(0, [&] { begun.count_down(), others_wait.wait(); }, end); });
        begun.wait();
        for (int i = 1; i <= 9; ++i)
            threads.emplace_back([&, i] { insert(i, [] {}, i % 3 == 0 ? End::thrown : End::kept); });
        std::this_thread::sleep_for(std::chrono::milliseconds{100}); // so that they stand in the queue
        others_wait.count_down();
        threads.clear();
        const auto rows =
            database.read(Reach::system("test"), [](Transaction& tx) { return tx.one(count_things)->integer(0); });
        EXPECT_EQ(rows, end == End::kept ? 7 : 6);
    }
}

TEST(Sqlite, ASecondWriterOfTheFileIsRefusedButAReaderIsNot)
{
    TestDatabase made{Engine::sqlite};
    try {
        Database::open({.url = made.url()});
        FAIL() << "two writers on one file";
    } catch (const DatabaseError& fault) {
        EXPECT_NE(std::string{fault.what()}.find("already in use"), std::string::npos);
    }
    const auto reader = Database::open({.url = made.url(), .access = Access::read_only});
    reader->ping();
    EXPECT_THROW(reader->write(Reach::system("test"), [](Transaction&) -> base::Done { return {}; }), DatabaseError);
}

TEST(Sqlite, DamagedFilesAreRefusedWithWords)
{
    const testing_support::TemporaryFolder folder;
    const auto file = folder.path() / "broken.db";
    std::FILE* out = std::fopen(file.c_str(), "w");
    std::fputs("this is no database, but long enough to be taken for one at first sight ...........................",
               out);
    std::fclose(out);
    EXPECT_THROW(Database::open({.url = "sqlite:" + file.string()}), DatabaseError);
}

/// The second wall (R-AUTHZ-2): a statement that forgot its tenant still meets it.
TEST(Postgres, RowsOfOtherOrganisationsAreOutOfReach)
{
    TestDatabase made{Engine::postgresql, Contents::empty};
    auto& database = made.database();
    static constexpr Migration steps[] = {
        {1, "notes", "CREATE TABLE notes (organisation_id TEXT, words TEXT NOT NULL)"}};
    migrate(database, steps, {});
    static constexpr Statement insert{"test.insert_note", "INSERT INTO notes (organisation_id, words) VALUES ($1, $2)"};
    static constexpr Statement all{"test.all_notes", "SELECT words FROM notes ORDER BY words"};
    const base::OrganisationId one{"one"};
    const base::OrganisationId other{"other"};
    const auto write = [&](const base::OrganisationId& reach, std::optional<std::string> owner, const char* words) {
        return database.write(Reach::tenant(), [&](Transaction& tx) -> base::Done {
            tx.enter(reach);
            tx.execute(insert, owner, words);
            return {};
        });
    };
    EXPECT_TRUE(write(one, "one", "mine").has_value());
    EXPECT_TRUE(write(other, "other", "theirs").has_value());
    EXPECT_THROW(static_cast<void>(write(one, "other", "planted")), DatabaseError);
    EXPECT_THROW(static_cast<void>(write(one, std::nullopt, "nobody's")), DatabaseError);

    const auto seen = [&](Reach reach, auto&& move) {
        return database.read(reach, [&](Transaction& tx) {
            move(tx);
            std::string words;
            for (const auto& row : tx.all(all)) words += row.text(0) + " ";
            return words;
        });
    };
    EXPECT_EQ(seen(Reach::tenant(), [](Transaction&) {}), "");
    EXPECT_EQ(seen(Reach::tenant(), [&](Transaction& tx) { tx.enter(one); }), "mine ");
    EXPECT_EQ(seen(Reach::system("test"), [](Transaction&) {}), "mine theirs ");
    EXPECT_EQ(seen(Reach::system("test"), [&](Transaction& tx) { tx.enter(other); }), "theirs ");
    EXPECT_EQ(seen(Reach::system("test"), [&](Transaction& tx) { tx.enter(other), tx.leave(); }), "mine theirs ");
    EXPECT_THROW(seen(Reach::tenant(), [](Transaction& tx) { tx.leave(); }), std::logic_error);
    EXPECT_EQ(seen(Reach::tenant(), [](Transaction&) {}), "") << "reach must not outlive its transaction";
}

/// F-10: backends that die heal by themselves, reads and writes alike.
TEST(Postgres, DeadConnectionsHeal)
{
    TestDatabase made{Engine::postgresql, Contents::empty};
    auto& database = made.database();
    database.run_script("CREATE TABLE things (id TEXT PRIMARY KEY, label TEXT, amount BIGINT)");
    static constexpr Statement kill{"test.kill", "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity "
                                                 "WHERE datname = current_database() AND pid <> pg_backend_pid()"};
    static constexpr Statement suicide{"test.suicide", "SELECT pg_terminate_backend(pg_backend_pid())"};
    for (int round = 0; round < 3; ++round) {
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                database.read(Reach::system("test"), [](Transaction& tx) { return tx.one(count_things)->integer(0); });
            });
        for (auto& thread : threads) thread.join();
        database.read(Reach::system("test"), [](Transaction& tx) { return tx.one(kill)->integer(0); });
        EXPECT_THROW(database.read(Reach::system("test"), [](Transaction& tx) { return tx.all(suicide).size(); }),
                     Unavailable);
        const auto done = database.write(Reach::system("test"), [&](Transaction& tx) -> base::Done {
            tx.execute(insert_thing, std::to_string(round), "x", 1);
            return {};
        });
        EXPECT_TRUE(done.has_value());
    }
}

} // namespace
} // namespace assetbuddy::platform::sql
