#include "platform/sql/sqlite_writer.h"

#include <algorithm>

#include "platform/sql/in_transaction.h"
#include "platform/workers/worker_pool.h"

namespace assetbuddy::platform::sql {
namespace {

constexpr Statement begin{"writer.begin", "BEGIN IMMEDIATE"};
constexpr Statement commit_sql{"writer.commit", "COMMIT"};
constexpr Statement rollback{"writer.rollback", "ROLLBACK"};
constexpr Statement save{"writer.save", "SAVEPOINT one"};
constexpr Statement release{"writer.release", "RELEASE one"};
constexpr Statement undo{"writer.undo", "ROLLBACK TO one"};

/// About 4 MiB of 4 KiB pages: small enough to stay in the cache of the disk, large enough to be rare.
constexpr int pages_before_checkpoint = 1000;
constexpr auto idle_before_truncate = std::chrono::seconds{2};

} // namespace

SqliteWriter::SqliteWriter(const std::string& path, std::size_t group, std::size_t queue,
                           std::chrono::milliseconds deadline)
    : connection_(path, SqliteConnection::Role::writer), group_(group), queue_limit_(queue), deadline_(deadline),
      thread_([this] { loop(); })
{}

SqliteWriter::~SqliteWriter()
{
    {
        const std::scoped_lock lock{mutex_};
        ending_ = true;
    }
    arrived_.notify_all();
    thread_.join();
}

void SqliteWriter::run(const Work& work)
{
    Job job{.work = &work, .fault = {}};
    {
        const std::scoped_lock lock{mutex_};
        if (failed_) throw DatabaseError("the disk failed under the database; the server has to start afresh");
        if (ending_ || queue_.size() >= queue_limit_) throw Unavailable("too many writes are waiting");
        queue_.push_back(&job);
    }
    arrived_.notify_one();
    const workers::Parked parked;
    if (!job.done.try_acquire_for(deadline_)) {
        std::unique_lock lock{mutex_};
        if (const auto found = std::ranges::find(queue_, &job); found != queue_.end()) {
            queue_.erase(found);
            throw Unavailable("the write did not get its turn in time");
        }
        lock.unlock();
        job.done.acquire(); // its turn has come: the outcome will be known
    }
    if (job.fault) std::rethrow_exception(job.fault);
}

bool SqliteWriter::wait_for_work(std::unique_lock<std::mutex>& lock)
{
    const auto ready = [this] { return ending_ || !queue_.empty(); };
    if (connection_.wal_pages() == 0) {
        arrived_.wait(lock, ready);
        return !queue_.empty();
    }
    if (!arrived_.wait_for(lock, idle_before_truncate, ready)) {
        lock.unlock();
        connection_.checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
        lock.lock();
        arrived_.wait(lock, ready);
    }
    return !queue_.empty();
}

void SqliteWriter::loop()
{
    std::vector<Job*> group;
    for (;;) {
        {
            std::unique_lock lock{mutex_};
            if (!wait_for_work(lock)) break;
        }
        group.clear();
        run_group(group);
        for (auto* job : group) job->done.release();
        tidy_wal();
    }
    if (!failed_) connection_.checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
}

SqliteWriter::Job* SqliteWriter::next()
{
    const std::scoped_lock lock{mutex_};
    if (queue_.empty()) return nullptr;
    auto* job = queue_.front();
    queue_.pop_front();
    return job;
}

void SqliteWriter::run_group(std::vector<Job*>& group)
try {
    connection_.run(begin, {});
    while (group.size() < group_) {
        auto* job = next();
        if (job == nullptr) break;
        group.push_back(job);
        run_one(*job);
        if (!connection_.in_transaction()) { // SQLite itself rolled everything back (disk full, I/O error)
            const auto fault = job->fault ? job->fault : std::make_exception_ptr(DatabaseError("the transaction was lost"));
            note_fault(group, fault);
            return;
        }
    }
    commit(group);
} catch (const DatabaseError&) {
    if (group.empty())
        if (auto* job = next()) group.push_back(job); // BEGIN failed: somebody has to hear it
    note_fault(group, std::current_exception());
}

void SqliteWriter::run_one(Job& job)
{
    connection_.run(save, {});
    bool keep = false;
    try {
        const InTransaction inside;
        keep = (*job.work)(connection_);
        // In a group COMMIT would fail for all; so what it would find is asked now, job by job.
        if (keep && connection_.has_deferred_violations()) throw ConstraintViolated("a foreign key refers to nothing");
    } catch (...) {
        job.fault = std::current_exception();
        keep = false;
    }
    if (!connection_.in_transaction()) return;
    if (!keep) connection_.run(undo, {});
    connection_.run(release, {});
}

void SqliteWriter::commit(std::vector<Job*>& group)
try {
    connection_.run(commit_sql, {});
    ++commits_;
} catch (const DatabaseError&) {
    const auto fault = std::current_exception();
    if (connection_.in_transaction()) connection_.run(rollback, {});
    note_fault(group, fault);
}

void SqliteWriter::note_fault(std::vector<Job*>& group, std::exception_ptr fault)
{
    try {
        std::rethrow_exception(fault);
    } catch (const DiskFailed&) {
        failed_ = true;
    } catch (...) {
        // Anything else leaves the database usable.
    }
    for (auto* job : group)
        if (!job->fault) job->fault = fault;
}

void SqliteWriter::tidy_wal()
try {
    if (!failed_ && connection_.wal_pages() > pages_before_checkpoint) connection_.checkpoint(SQLITE_CHECKPOINT_PASSIVE);
} catch (const StorageFull&) {
    // The WAL keeps what was committed; the next turn tries again.
} catch (const DatabaseError&) {
    failed_ = true;
}

} // namespace assetbuddy::platform::sql
