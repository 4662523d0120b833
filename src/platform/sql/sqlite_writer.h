#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "platform/sql/sqlite_connection.h"
#include "platform/workers/worker_pool.h"

namespace assetbuddy::platform::sql {

/// The one thread that writes. Takes up to `group` waiting jobs into one BEGIN IMMEDIATE, each but the first in a
/// savepoint, commits once, and only then lets any of them go on; it alone checkpoints (security.md section 5).
class SqliteWriter {
  public:
    /// Answers true to keep what it did, false to have it rolled back. What it throws rolls back too.
    using Work = std::function<bool(SqliteConnection&)>;

    SqliteWriter(const std::string& path, std::size_t group, std::size_t queue, std::chrono::milliseconds deadline);
    ~SqliteWriter();
    SqliteWriter(const SqliteWriter&) = delete;
    SqliteWriter& operator=(const SqliteWriter&) = delete;

    /// Returns when the commit is on the disk; throws what the work or the commit threw, Unavailable when its turn did
    /// not come within the deadline.
    void run(const Work& work);

    [[nodiscard]] bool has_failed() const { return failed_; }
    /// True from a write that a read-only disk refused until one that it takes (F-3).
    [[nodiscard]] bool takes_no_changes() const { return takes_no_changes_; }
    [[nodiscard]] std::uint64_t commits() const { return commits_; }

  private:
    struct Job {
        const Work* work;
        workers::Parked* waiting;
        std::exception_ptr fault;
    };

    void loop();
    bool wait_for_work();
    bool take_back(const Job& job);
    Job* next();
    void run_group(std::vector<Job*>& group);
    bool run_one(Job& job);
    void commit(std::vector<Job*>& group);
    void roll_back() noexcept;
    void checkpoint(int mode) noexcept;
    void note_fault(std::vector<Job*>& group, std::exception_ptr fault);
    void stop_writing() noexcept { failed_ = true; }

    SqliteConnection connection_;
    std::size_t group_;
    std::size_t queue_limit_;
    std::chrono::milliseconds deadline_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Job*> queue_;
    bool ending_ = false;
    std::atomic<bool> failed_ = false;
    std::atomic<bool> takes_no_changes_ = false;
    std::atomic<std::uint64_t> commits_ = 0;
    std::thread thread_;
};

} // namespace assetbuddy::platform::sql
