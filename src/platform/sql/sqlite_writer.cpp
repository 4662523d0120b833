#include "platform/sql/sqlite_writer.h"

#include <deque>

#include "platform/sql/in_transaction.h"

namespace assetbuddy::platform::sql {
namespace {

constexpr Statement begin{"writer.begin", "BEGIN IMMEDIATE"};
constexpr Statement commit_sql{"writer.commit", "COMMIT"};
constexpr Statement rollback{"writer.rollback", "ROLLBACK"};
constexpr Statement save{"writer.save", "SAVEPOINT one"};
constexpr Statement release{"writer.release", "RELEASE one"};
constexpr Statement undo{"writer.undo", "ROLLBACK TO one"};

/// About 8 MiB of 4 KiB pages: an invitation writes fifty, most of them again and again, and a checkpoint writes each
/// once.
constexpr int pages_before_checkpoint = 2000;
constexpr auto idle_before_truncate = std::chrono::seconds{2};
constexpr const char* stopped = "the disk failed under the database; the server has to start afresh";

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
    workers::Parked parked;
    Job job{.work = &work, .waiting = &parked, .fault = {}};
    {
        const std::scoped_lock lock{mutex_};
        if (failed_) throw DatabaseError(stopped);
        if (ending_ || queue_.size() >= queue_limit_) throw Unavailable("too many writes are waiting");
        queue_.push_back(&job);
    }
    arrived_.notify_one();
    if (!parked.wait_for(deadline_)) {
        if (take_back(job)) throw Unavailable("the write did not get its turn in time");
        parked.wait(); // its turn has come: the outcome will be known
    }
    if (job.fault) std::rethrow_exception(job.fault);
}

/// False when its turn has come.
bool SqliteWriter::take_back(const Job& job)
{
    const std::scoped_lock lock{mutex_};
    return std::erase(queue_, &job) == 1;
}

/// False when there is nothing left to do.
bool SqliteWriter::wait_for_work()
{
    const auto ready = [this] { return ending_ || !queue_.empty(); };
    std::unique_lock lock{mutex_};
    if (connection_.wal_pages() > 0 && !failed_ && !arrived_.wait_for(lock, idle_before_truncate, ready)) {
        lock.unlock();
        checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
        lock.lock();
    }
    arrived_.wait(lock, ready);
    return !queue_.empty();
}

void SqliteWriter::loop()
{
    std::vector<Job*> group;
    group.reserve(group_);
    while (wait_for_work()) {
        group.clear();
        run_group(group);
        for (auto* job : group) job->waiting->resume(); // and lives no longer
        if (connection_.wal_pages() > pages_before_checkpoint) checkpoint(SQLITE_CHECKPOINT_PASSIVE);
    }
    checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
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
    while (group.size() < group_) {
        auto* job = next();
        if (job == nullptr) break;
        group.push_back(job);
        if (failed_) throw DatabaseError(stopped);
        if (!run_one(*job)) {
            const auto lost = std::make_exception_ptr(DatabaseError("the transaction was lost"));
            note_fault(group, job->fault ? job->fault : lost);
            roll_back();
            return;
        }
    }
    if (connection_.in_transaction()) commit(group);
} catch (...) {
    const auto fault = std::current_exception();
    roll_back();
    note_fault(group, fault);
}

/// The first of a transaction needs no savepoint: nothing stands before it that its end would have to spare. SQLite
/// keeps each page as it was at a savepoint in memory, which for a long import is most of the file. False when the
/// transaction was lost: SQLite rolls everything back by itself when the disk is full or fails.
bool SqliteWriter::run_one(Job& job)
{
    const bool is_first = !connection_.in_transaction();
    connection_.run(is_first ? begin : save, {});
    bool keep = false;
    try {
        const InTransaction inside;
        keep = (*job.work)(connection_);
        // In a group COMMIT would fail for all; so what it would find is asked now, job by job.
        if (keep && connection_.has_deferred_violations()) throw ConstraintViolated("a foreign key refers to nothing");
    } catch (const DiskFailed&) {
        job.fault = std::current_exception();
        stop_writing();
        return false;
    } catch (const TakesNoChanges&) {
        job.fault = std::current_exception();
        takes_no_changes_ = true;
    } catch (...) {
        job.fault = std::current_exception();
        keep = false;
    }
    if (!connection_.in_transaction()) return false;
    if (is_first) {
        if (!keep) connection_.run(rollback, {});
        return true;
    }
    if (!keep) connection_.run(undo, {});
    connection_.run(release, {});
    return true;
}

void SqliteWriter::commit(std::vector<Job*>& group)
try {
    connection_.run(commit_sql, {});
    ++commits_;
    takes_no_changes_ = false;
} catch (const DiskFailed& fault) {
    // What was written may be found whole by the next start, so "not saved" would be a guess (R-REL-4, R-REL-6).
    stop_writing();
    roll_back();
    note_fault(group, std::make_exception_ptr(
                          OutcomeUnknown(std::string{"it is unknown whether the change was saved: "} + fault.what())));
}

void SqliteWriter::roll_back() noexcept
try {
    if (connection_.in_transaction()) connection_.run(rollback, {});
} catch (...) {
    stop_writing(); // a connection that cannot even roll back is of no use
}

/// Everybody in the group hears it: nothing of it was committed. Who failed by himself keeps his own words.
void SqliteWriter::note_fault(std::vector<Job*>& group, std::exception_ptr fault)
{
    try {
        std::rethrow_exception(fault);
    } catch (const DiskFailed&) {
        stop_writing();
    } catch (const TakesNoChanges&) {
        takes_no_changes_ = true;
    } catch (...) {
        // Anything else leaves the database usable.
    }
    for (auto* job : group)
        if (!job->fault) job->fault = fault;
}

void SqliteWriter::checkpoint(int mode) noexcept
try {
    if (!failed_) connection_.checkpoint(mode);
} catch (const DiskFailed&) {
    stop_writing();
} catch (...) {
    // The WAL keeps what was committed; the next turn tries again (disk full).
    return;
}

} // namespace assetbuddy::platform::sql
