// F-5, R-REL-1: what was answered as saved is there after a power cut, whole, whatever of the rest reached the disk.

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "platform/sql/database.h"
#include "testing/databases.h"

namespace assetbuddy::platform::sql {
namespace {

using testing_support::Contents;
using testing_support::TemporaryFolder;
using testing_support::TestDatabase;

/// A disk with a cache: what is written counts for nothing until it is synced. Every SQLite file opened meanwhile is
/// real; beside it stands what the platter would hold.
class CachingDisk {
  public:
    CachingDisk() : real_(sqlite3_vfs_find(nullptr)), shim_(*real_)
    {
        shim_.zName = "caching-disk";
        shim_.xOpen = &CachingDisk::open;
        current_ = this;
        sqlite3_vfs_register(&shim_, 1);
    }
    ~CachingDisk()
    {
        sqlite3_vfs_register(real_, 1);
        sqlite3_vfs_unregister(&shim_);
        current_ = nullptr;
    }
    CachingDisk(const CachingDisk&) = delete;
    CachingDisk& operator=(const CachingDisk&) = delete;

    /// Puts into `after` what a machine finds of `folder` when the power went at this moment: all that was synced, and
    /// of the rest whatever chance let through, sector by sector, in any order. Answers how many writes were in the
    /// cache.
    std::size_t lose_power(const std::filesystem::path& folder, const std::filesystem::path& after,
                           std::mt19937& random)
    {
        const std::scoped_lock lock{mutex_};
        std::size_t lost = 0;
        for (const auto& [path, file] : files_) {
            if (std::filesystem::path{path}.parent_path() != folder) continue; // of an earlier crash
            lost += file.cached.size();
            auto content = file.synced;
            auto cached = file.cached;
            std::ranges::shuffle(cached, random);
            for (const auto& change : cached) apply_in_part(content, change, random);
            std::ofstream stream{after / std::filesystem::path{path}.filename(), std::ios::binary};
            stream << content;
        }
        return lost;
    }

  private:
    static constexpr std::size_t sector = 512;

    struct Change {
        std::size_t at = 0;
        std::string data;
    };
    struct File {
        std::string synced;
        std::vector<Change> cached;
    };

    static void apply(std::string& content, std::size_t at, std::string_view data)
    {
        if (content.size() < at + data.size()) content.resize(at + data.size(), '\0');
        content.replace(at, data.size(), data);
    }
    static void apply_in_part(std::string& content, const Change& change, std::mt19937& random)
    {
        const auto share = random() % 3; // nothing of it, all of it, or some sectors
        if (share == 0) return;
        for (std::size_t from = 0; from < change.data.size(); from += sector)
            if (share == 1 || random() % 2 == 0)
                apply(content, change.at + from, std::string_view{change.data}.substr(from, sector));
    }

    File& file_of(sqlite3_file* file) { return files_[paths_.at(file)]; }

    static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out)
    {
        const int code = current_->real_->xOpen(current_->real_, name, file, flags, out);
        if (code != SQLITE_OK || (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) == 0) return code;
        const std::scoped_lock lock{current_->mutex_};
        const bool is_log = (flags & SQLITE_OPEN_WAL) != 0; // SQLite has other methods for it
        auto& methods = current_->methods_[is_log ? 1 : 0];
        if (methods.own.iVersion == 0) { // others are using them already
            methods.real = methods.own = *file->pMethods;
            methods.own.xSync = is_log ? &sync<1> : &sync<0>;
            methods.own.xWrite = is_log ? &write<1> : &write<0>;
            methods.own.xTruncate = is_log ? &truncate<1> : &truncate<0>;
        }
        file->pMethods = &methods.own;
        current_->paths_[file] = name;
        current_->files_.try_emplace(name);
        return code;
    }
    template <int Which>
    static int sync(sqlite3_file* file, int flags)
    {
        const std::scoped_lock lock{current_->mutex_};
        const int code = current_->methods_[Which].real.xSync(file, flags);
        if (code != SQLITE_OK) return code;
        auto& kept = current_->file_of(file);
        for (const auto& change : kept.cached) apply(kept.synced, change.at, change.data);
        kept.cached.clear();
        return code;
    }
    template <int Which>
    static int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 at)
    {
        const std::scoped_lock lock{current_->mutex_};
        const int code = current_->methods_[Which].real.xWrite(file, data, size, at);
        if (code == SQLITE_OK)
            current_->file_of(file).cached.push_back(
                {static_cast<std::size_t>(at), {static_cast<const char*>(data), static_cast<std::size_t>(size)}});
        return code;
    }
    /// Taken as durable at once, as a journalling file system may do.
    template <int Which>
    static int truncate(sqlite3_file* file, sqlite3_int64 size)
    {
        const std::scoped_lock lock{current_->mutex_};
        const int code = current_->methods_[Which].real.xTruncate(file, size);
        if (code != SQLITE_OK) return code;
        auto& kept = current_->file_of(file);
        kept.synced.resize(std::min(kept.synced.size(), static_cast<std::size_t>(size)));
        std::erase_if(kept.cached, [&](const Change& change) { return change.at >= static_cast<std::size_t>(size); });
        return code;
    }

    struct Methods {
        sqlite3_io_methods real{};
        sqlite3_io_methods own{};
    };
    static inline CachingDisk* current_ = nullptr;
    sqlite3_vfs* real_;
    sqlite3_vfs shim_;
    std::array<Methods, 2> methods_;
    std::mutex mutex_;
    std::map<sqlite3_file*, std::string> paths_;
    std::map<std::string, File> files_;
};

constexpr int writers = 4;
constexpr int crashes = 100;

constexpr Statement put_one{"test.put_one", R"(
    INSERT INTO ones (writer, round, padding) VALUES ($1, $2, $3)
    ON CONFLICT (writer) DO UPDATE SET round = $2, padding = $3)"};
constexpr Statement put_other{"test.put_other", R"(
    INSERT INTO others (writer, round) VALUES ($1, $2) ON CONFLICT (writer) DO UPDATE SET round = $2)"};
constexpr Statement list_rounds{"test.list_rounds", R"(
    SELECT ones.writer, ones.round, others.round FROM ones LEFT JOIN others ON others.writer = ones.writer)"};
constexpr Statement check_integrity{"test.check_integrity", "PRAGMA integrity_check"};

/// Each writer counts rounds in two tables at once; a round that was answered is noted.
class Writers {
  public:
    explicit Writers(Database& database)
    {
        for (int writer = 0; writer < writers; ++writer)
            threads_.emplace_back([this, &database, writer] { run(database, writer); });
    }
    ~Writers() { ends_ = true; }
    Writers(const Writers&) = delete;
    Writers& operator=(const Writers&) = delete;
    [[nodiscard]] std::array<std::int64_t, writers> answered() const
    {
        std::array<std::int64_t, writers> rounds{};
        for (std::size_t i = 0; i < rounds.size(); ++i) rounds[i] = answered_[i];
        return rounds;
    }

  private:
    void run(Database& database, int writer)
    {
        const std::string padding(9000, static_cast<char>('a' + writer)); // over several pages
        for (std::int64_t round = 1; !ends_; ++round) {
            const auto done = database.write(Reach::system("test"), [&](Transaction& tx) -> base::Done {
                tx.execute(put_one, std::int64_t{writer}, round, padding);
                tx.execute(put_other, std::int64_t{writer}, round);
                return {};
            });
            if (done) answered_[static_cast<std::size_t>(writer)] = round;
        }
    }
    std::array<std::atomic<std::int64_t>, writers> answered_{};
    std::atomic<bool> ends_ = false;
    std::vector<std::jthread> threads_;
};

void expect_whole(const std::filesystem::path& folder, const std::array<std::int64_t, writers>& answered)
{
    const auto database = Database::open({.url = "sqlite:" + (folder / "test.db").string()});
    const bool was_read = database->read(Reach::system("test"), [&](Transaction& tx) {
        EXPECT_EQ(tx.one(check_integrity)->text(0), "ok");
        std::array<std::int64_t, writers> found{};
        for (const auto& row : tx.all(list_rounds)) {
            EXPECT_EQ(row.integer(1), row.optional_integer(2).value_or(-1)) << "half a transaction";
            found.at(static_cast<std::size_t>(row.integer(0))) = row.integer(1);
        }
        for (std::size_t i = 0; i < found.size(); ++i) EXPECT_GE(found[i], answered[i]) << "answered, and lost";
        return true;
    });
    EXPECT_TRUE(was_read);
}

TEST(PowerLoss, TakesNothingThatWasAnswered)
{
    CachingDisk disk;
    const TemporaryFolder home;
    auto database = Database::open({.url = "sqlite:" + (home.path() / "test.db").string()});
    database->run_script("CREATE TABLE ones (writer BIGINT PRIMARY KEY, round BIGINT NOT NULL, padding TEXT NOT NULL);"
                         "CREATE TABLE others (writer BIGINT PRIMARY KEY, round BIGINT NOT NULL);");
    std::mt19937 random{5};
    std::size_t lost = 0;
    {
        const Writers running{*database};
        // On a busy machine it may take longer until one catches writes in the cache.
        for (int crash = 0; crash < crashes || (lost == 0 && crash < 50 * crashes); ++crash) {
            std::this_thread::sleep_for(std::chrono::microseconds{random() % 20'000});
            const TemporaryFolder after;
            const auto answered = running.answered(); // first: more may be there than is known to be answered
            lost += disk.lose_power(home.path(), after.path(), random);
            expect_whole(after.path(), answered);
            if (testing::Test::HasFailure()) break;
        }
        for (const auto rounds : running.answered()) EXPECT_GT(rounds, 0) << "they worked meanwhile";
    }
    EXPECT_GT(lost, 0U) << "some crash caught writes in the cache";
    database.reset(); // before the disk ends
}

} // namespace
} // namespace assetbuddy::platform::sql
