#include <atomic>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <thread>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "platform/sql/database.h"
#include "testing/databases.h"

// What the databases do when something breaks (security.md, faults F-2, F-4, F-10 to F-13).

namespace assetbuddy::platform::sql {
namespace {

using testing_support::Contents;
using testing_support::TestDatabase;

constexpr Statement insert_thing{"test.insert_thing", "INSERT INTO things (id, amount) VALUES ($1, $2)"};
constexpr Statement find_amount{"test.find_amount", "SELECT amount FROM things WHERE id = $1"};
constexpr Statement count_things{"test.count_things", "SELECT COUNT(*) FROM things"};
constexpr Statement add_amount{"test.add_amount", "UPDATE things SET amount = amount + $2 WHERE id = $1"};
constexpr const char* things = "CREATE TABLE things (id TEXT PRIMARY KEY, amount BIGINT NOT NULL);";

base::Done insert(Database& database, const std::string& id, std::int64_t amount = 1)
{
    return database.write(Reach::system("test"), [&](Transaction& tx) -> base::Done {
        tx.execute(insert_thing, id, amount);
        return {};
    });
}

std::int64_t count(Database& database)
{
    return database.read(Reach::system("test"), [](Transaction& tx) { return tx.one(count_things)->integer(0); });
}

class Faults : public testing_support::EmptyDatabaseTest {
  protected:
    void SetUp() override { database().run_script(things); }
};

/// PostgreSQL answers such a COMMIT with a quiet ROLLBACK; nobody may take that for saved.
TEST_P(Faults, AFaultThatWasCaughtStillKeepsNothing)
{
    ASSERT_TRUE(insert(database(), "there").has_value());
    EXPECT_THROW(database().write(Reach::system("test"),
                                  [](Transaction& tx) -> base::Done {
                                      tx.execute(insert_thing, "new", 1);
                                      EXPECT_THROW(tx.execute(insert_thing, "there", 1), ConstraintViolated);
                                      EXPECT_THROW(tx.execute(insert_thing, "newer", 1), DatabaseError);
                                      return {};
                                  }),
                 DatabaseError);
    EXPECT_EQ(count(database()), 1);
    EXPECT_TRUE(insert(database(), "later").has_value());
}

TEST_P(Faults, NulIsRefusedInsteadOfCuttingTheText)
{
    EXPECT_THROW(static_cast<void>(insert(database(), std::string{"a\0b", 3})), DatabaseError);
    EXPECT_EQ(count(database()), 0);
    EXPECT_TRUE(insert(database(), "later").has_value());
}

TEST_P(Faults, TwoTextsUnderOneNameAreRefused)
{
    static constexpr Statement impostor{"test.count_things", "SELECT 7"};
    count(database());
    EXPECT_THROW(
        database().read(Reach::system("test"),
                        [](Transaction& tx) { return tx.one(count_things)->integer(0) + tx.all(impostor).size(); }),
        std::logic_error);
}

TEST_P(Faults, LongTextsAndManyParametersArrive)
{
    std::string text = "INSERT INTO things (id, amount) VALUES ($1, $2)";
    std::vector<std::string> ids;
    std::vector<Parameter> parameters;
    for (int i = 0; i < 20; ++i) ids.push_back(std::string(500, 'x') + std::to_string(i));
    for (int i = 0; i < 20; ++i) {
        if (i > 0) text += ", ($" + std::to_string(2 * i + 1) + ", $" + std::to_string(2 * i + 2) + ")";
        parameters.emplace_back(ids[static_cast<std::size_t>(i)]);
        parameters.emplace_back(std::int64_t{-9'223'372'036'854'775'807} - 1);
    }
    ASSERT_TRUE(database()
                    .write(Reach::system("test"),
                           [&](Transaction& tx) -> base::Done {
                               tx.all_with({"test.insert_many", text}, parameters);
                               return {};
                           })
                    .has_value());
    EXPECT_EQ(count(database()), 20);
    const auto row =
        database().read(Reach::system("test"), [&](Transaction& tx) { return tx.one(find_amount, ids[19]); });
    EXPECT_EQ(row->integer(0), std::int64_t{-9'223'372'036'854'775'807} - 1);
}

INSTANTIATE_TEST_SUITE_P(Engines, Faults, testing_support::AllEngines(), testing_support::engine_name);

/// F-2: writes say storage_full, reads go on, and it recovers without a restart (R-REL-5).
TEST(SqliteFaults, AFullDiskIsSaidAndOutlived)
{
    TestDatabase made{Engine::sqlite, Contents::empty};
    auto& database = made.database();
    database.run_script(things);
    database.run_script("PRAGMA max_page_count = 12");
    ASSERT_TRUE(insert(database, "small").has_value());
    EXPECT_THROW(static_cast<void>(insert(database, std::string(100'000, 'x'))), StorageFull);
    EXPECT_EQ(count(database), 1);
    EXPECT_FALSE(database.has_failed());
    database.run_script("PRAGMA max_page_count = 100000");
    EXPECT_TRUE(insert(database, std::string(100'000, 'x')).has_value());
}

/// Makes fsync or write of every SQLite file opened meanwhile fail when told to.
class BrokenDisk {
  public:
    enum class Breaks { nothing, sync, write, read_only };

    BrokenDisk() : real_(sqlite3_vfs_find(nullptr)), shim_(*real_)
    {
        shim_.zName = "broken-disk";
        shim_.xOpen = &BrokenDisk::open;
        shim_.xGetLastError = [](sqlite3_vfs*, int, char*) { return breaks == Breaks::read_only ? EROFS : errno; };
        current_ = this;
        breaks = Breaks::nothing;
        sqlite3_vfs_register(&shim_, 1);
    }
    ~BrokenDisk()
    {
        sqlite3_vfs_register(real_, 1);
        sqlite3_vfs_unregister(&shim_);
        current_ = nullptr;
    }
    BrokenDisk(const BrokenDisk&) = delete;
    BrokenDisk& operator=(const BrokenDisk&) = delete;

    static inline std::atomic<Breaks> breaks = Breaks::nothing;

  private:
    /// The file stays the real one; only its table of methods is replaced by a copy with two of them changed.
    static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out)
    {
        const int code = current_->real_->xOpen(current_->real_, name, file, flags, out);
        if (code != SQLITE_OK || (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) == 0) return code;
        const bool is_log = (flags & SQLITE_OPEN_WAL) != 0; // SQLite has other methods for it
        auto& real = is_log ? current_->log_methods_ : current_->methods_;
        auto& own = is_log ? current_->log_own_ : current_->own_;
        real = *file->pMethods;
        own = real;
        own.xSync = is_log ? &sync_log : &sync_file;
        own.xWrite = is_log ? &write_log : &write_file;
        file->pMethods = &own;
        return code;
    }
    static int sync(const sqlite3_io_methods& real, sqlite3_file* file, int flags)
    {
        return breaks == Breaks::sync ? SQLITE_IOERR_FSYNC : real.xSync(file, flags);
    }
    static int write(const sqlite3_io_methods& real, sqlite3_file* file, const void* data, int size, sqlite3_int64 at)
    {
        if (breaks == Breaks::read_only) return SQLITE_IOERR_WRITE;
        return breaks == Breaks::write ? SQLITE_IOERR_WRITE : real.xWrite(file, data, size, at);
    }
    static int sync_log(sqlite3_file* file, int flags) { return sync(current_->log_methods_, file, flags); }
    static int sync_file(sqlite3_file* file, int flags) { return sync(current_->methods_, file, flags); }
    static int write_log(sqlite3_file* file, const void* data, int size, sqlite3_int64 at)
    {
        return write(current_->log_methods_, file, data, size, at);
    }
    static int write_file(sqlite3_file* file, const void* data, int size, sqlite3_int64 at)
    {
        return write(current_->methods_, file, data, size, at);
    }

    static inline BrokenDisk* current_ = nullptr;
    sqlite3_vfs* real_;
    sqlite3_vfs shim_;
    sqlite3_io_methods methods_{};
    sqlite3_io_methods own_{};
    sqlite3_io_methods log_methods_{};
    sqlite3_io_methods log_own_{};
};

class ABrokenDisk : public testing::TestWithParam<BrokenDisk::Breaks> {};

/// F-4: no false success, and no further write is tried (R-REL-4); a fresh start finds a whole database.
TEST_P(ABrokenDisk, StopsEveryFurtherWrite)
{
    BrokenDisk disk;
    TestDatabase made{Engine::sqlite, Contents::empty};
    auto& database = made.database();
    database.run_script(things);
    ASSERT_TRUE(insert(database, "before").has_value());

    BrokenDisk::breaks = GetParam();
    EXPECT_THROW(static_cast<void>(insert(database, "during")), OutcomeUnknown);
    EXPECT_TRUE(database.has_failed());
    BrokenDisk::breaks = BrokenDisk::Breaks::nothing;
    EXPECT_THROW(static_cast<void>(insert(database, "after")), DatabaseError) << "no blind retry";

    made.reopen();
    EXPECT_FALSE(made.database().has_failed());
    EXPECT_TRUE(insert(made.database(), "after").has_value());
    const auto there = [&](const char* id) {
        return made.database().read(Reach::system("test"),
                                    [&](Transaction& tx) { return tx.one(find_amount, id).has_value(); });
    };
    EXPECT_TRUE(there("before"));
    EXPECT_TRUE(there("after"));
    made.close(); // before the disk ends
}

INSTANTIATE_TEST_SUITE_P(Calls, ABrokenDisk, testing::Values(BrokenDisk::Breaks::sync, BrokenDisk::Breaks::write));

/// F-3: a file system that the system turned read-only refuses every write from then on.
TEST(SqliteFaults, AReadOnlyDiskIsReadAndTakesWritesAgainLater)
{
    BrokenDisk disk;
    TestDatabase made{Engine::sqlite, Contents::empty};
    auto& database = made.database();
    database.run_script(things);
    ASSERT_TRUE(insert(database, "before").has_value());
    BrokenDisk::breaks = BrokenDisk::Breaks::read_only;
    for (const char* id : {"during", "again"}) EXPECT_THROW(static_cast<void>(insert(database, id)), Unavailable) << id;
    EXPECT_EQ(count(database), 1);
    EXPECT_FALSE(database.has_failed());
    EXPECT_THROW(database.ping(), Unavailable) << "not ready";
    BrokenDisk::breaks = BrokenDisk::Breaks::nothing;
    EXPECT_TRUE(insert(database, "after").has_value());
    EXPECT_EQ(count(database), 2);
    EXPECT_NO_THROW(database.ping());
    made.close(); // before the disk ends
}

/// R-REL-2: the writer checkpoints while it works; and the files beside the database are as private as itself.
TEST(SqliteFaults, TheWalStaysSmallUnderWrites)
{
    TestDatabase made{Engine::sqlite, Contents::empty};
    auto& database = made.database();
    database.run_script(things);
    const std::string padding(20'000, 'x');
    for (int i = 0; i < 1000; ++i) ASSERT_TRUE(insert(database, padding + std::to_string(i)).has_value());
    const auto wal = made.url().substr(std::string{"sqlite:"}.size()) + "-wal";
    EXPECT_LT(std::filesystem::file_size(wal), 12U << 20U);
    EXPECT_EQ(std::filesystem::status(wal).permissions() & std::filesystem::perms::all,
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

/// A runaway question ends by itself, as PostgreSQL's statement_timeout sees to there; else it would pin the WAL.
TEST(SqliteFaults, AnEndlessQuestionIsCutOff)
{
    TestDatabase made{Engine::sqlite, Contents::empty};
    static constexpr Statement endless{"test.endless",
                                       "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                                       "SELECT COUNT(*) FROM n"};
    EXPECT_THROW(made.database().read(Reach::system("test"), [](Transaction& tx) { return tx.all(endless).size(); }),
                 Unavailable);
    made.database().ping();
}

class PostgresFaults : public testing::Test {
  protected:
    void SetUp() override { database().run_script(things); }
    Database& database() { return made_.database(); }
    TestDatabase made_{Engine::postgresql, Contents::empty};
};

/// F-12: the server dies while it commits. A "not saved" would be a guess.
TEST_F(PostgresFaults, ALostCommitIsUnknownAndNotTriedAgain)
{
    database().run_script("CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS "
                          "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;"
                          "CREATE CONSTRAINT TRIGGER die AFTER INSERT ON things DEFERRABLE INITIALLY DEFERRED "
                          "FOR EACH ROW EXECUTE FUNCTION die();");
    int runs = 0;
    EXPECT_THROW(database().write(Reach::system("test"),
                                  [&](Transaction& tx) -> base::Done {
                                      ++runs;
                                      tx.execute(insert_thing, "lost", 1);
                                      return {};
                                  }),
                 OutcomeUnknown);
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(count(database()), 0) << "and the pool heals";
}

/// A connection that dies before COMMIT did nothing, so the work runs once more.
TEST_F(PostgresFaults, AConnectionLostBeforeCommitCostsNothing)
{
    static constexpr Statement die{"test.die", "SELECT pg_terminate_backend(pg_backend_pid())"};
    int runs = 0;
    const auto done = database().write(Reach::system("test"), [&](Transaction& tx) -> base::Done {
        tx.execute(insert_thing, "one", 1);
        if (++runs == 1) tx.all(die);
        return {};
    });
    EXPECT_TRUE(done.has_value());
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(count(database()), 1);
}

/// 40P01: two writes that wait for each other both end well (R-REL-7).
TEST_F(PostgresFaults, DeadlocksAreRunAgain)
{
    ASSERT_TRUE(insert(database(), "a", 0).has_value());
    ASSERT_TRUE(insert(database(), "b", 0).has_value());
    std::atomic<int> runs = 0;
    std::atomic<int> holding = 0;
    const auto both = [&](const char* first, const char* second) {
        const auto done = database().write(Reach::system("test"), [&](Transaction& tx) -> base::Done {
            ++runs;
            tx.execute(add_amount, first, 1);
            ++holding;
            for (int i = 0; i < 200 && holding < 2; ++i) std::this_thread::sleep_for(std::chrono::milliseconds{5});
            tx.execute(add_amount, second, 1);
            return {};
        });
        EXPECT_TRUE(done.has_value());
    };
    std::thread one{[&] { both("a", "b"); }};
    std::thread other{[&] { both("b", "a"); }};
    one.join();
    other.join();
    EXPECT_GE(runs, 3) << "they should have met";
    const auto amount =
        database().read(Reach::system("test"), [](Transaction& tx) { return tx.one(find_amount, "a")->integer(0); });
    EXPECT_EQ(amount, 2);
}

/// F-11: a server that says nothing costs one deadline, not the pool.
TEST_F(PostgresFaults, ASilentServerIsGivenUpAfterTheDeadline)
{
    static constexpr Statement sleep{"test.sleep", "SELECT pg_sleep(2)"};
    const auto impatient =
        Database::open({.url = made_.url(), .connections = 1, .answer = std::chrono::milliseconds{200}});
    int runs = 0;
    const auto began = std::chrono::steady_clock::now();
    EXPECT_THROW(impatient->read(Reach::system("test"),
                                 [&](Transaction& tx) {
                                     ++runs;
                                     return tx.all(sleep).size();
                                 }),
                 Unavailable);
    EXPECT_EQ(runs, 1);
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{1});
    EXPECT_EQ(count(*impatient), 0);
}

TEST_F(PostgresFaults, NobodyThereIsUnavailableAtOnce)
{
    try {
        Database::open({.url = "postgresql://assetbuddy:canary@127.0.0.1:1/none"});
        FAIL() << "something listens on port 1";
    } catch (const Unavailable& fault) {
        const std::string words = fault.what();
        EXPECT_EQ(words.find("canary"), std::string::npos) << words;
        EXPECT_EQ(words.find('\n'), std::string::npos) << words;
    }
}

/// F-13: a standby takes no changes, but answers.
TEST_F(PostgresFaults, AReadOnlyServerIsUnavailableForWritesOnly)
{
    static constexpr Statement turn_read_only{"test.turn_read_only", "SET TRANSACTION READ ONLY"};
    EXPECT_THROW(database().write(Reach::system("test"),
                                  [](Transaction& tx) -> base::Done {
                                      tx.execute(turn_read_only);
                                      tx.execute(insert_thing, "x", 1);
                                      return {};
                                  }),
                 Unavailable);
    EXPECT_EQ(count(database()), 0);
}

/// The name of the bypass is no organisation.
TEST_F(PostgresFaults, NobodyEntersEverything)
{
    for (const auto* id : {"*", ""})
        EXPECT_THROW(
            database().read(Reach::tenant(), [&](Transaction& tx) { return tx.enter(base::OrganisationId{id}), 0; }),
            std::logic_error);
}

} // namespace
} // namespace assetbuddy::platform::sql
