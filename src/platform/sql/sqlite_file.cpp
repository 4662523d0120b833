#include "platform/sql/sqlite_file.h"

#include <memory>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "platform/sql/database.h"

namespace assetbuddy::platform::sql {
namespace {

namespace fs = std::filesystem;

struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

constexpr int pages_at_once = 256; // 1 MiB: often enough for a progress bar
constexpr int patience_ms = 10'000;

[[noreturn]] void fail(int code, const std::string& what)
{
    const auto words = what + ": " + sqlite3_errstr(code);
    if ((code & 0xFF) == SQLITE_FULL) throw StorageFull(words);
    throw DatabaseError(words);
}

Handle open(const fs::path& path, int flags)
{
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_EXRESCODE, nullptr);
    Handle opened{handle};
    if (code != SQLITE_OK) fail(code, "cannot open " + path.string());
    sqlite3_busy_timeout(handle, patience_ms);
    return opened;
}

void run(sqlite3* handle, const char* statement, const std::string& what)
{
    const int code = sqlite3_exec(handle, statement, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(code, what);
}

/// The copying reads from one snapshot, held by the source's open transaction: writers are not waited for, and do not
/// make it start again.
void copy_pages(sqlite3* from, sqlite3* to, const CopyProgress& progress)
{
    sqlite3_backup* const backup = sqlite3_backup_init(to, "main", from, "main");
    if (backup == nullptr) fail(sqlite3_extended_errcode(to), "cannot begin the copy");
    int code = SQLITE_OK;
    while (code == SQLITE_OK || (code & 0xFF) == SQLITE_BUSY) {
        code = sqlite3_backup_step(backup, pages_at_once);
        const int total = sqlite3_backup_pagecount(backup);
        progress(total - sqlite3_backup_remaining(backup), total);
        if ((code & 0xFF) == SQLITE_BUSY) sqlite3_sleep(20);
    }
    const int finished = sqlite3_backup_finish(backup);
    if (code != SQLITE_DONE) fail(code, "the copy broke off");
    if (finished != SQLITE_OK) fail(finished, "the copy could not be finished");
}

void sync(const fs::path& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool done = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!done) throw DatabaseError("the disk did not take " + path.string());
}

/// Made by us with these rights, so that nobody else can have opened it before it holds anything.
void make_private_file(const fs::path& path)
{
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0)
        throw DatabaseError("cannot write " + path.string() + "; check the folder and who may write there");
    ::fchmod(descriptor, 0600);
    ::close(descriptor);
}

int collect(void* findings, int columns, char** values, char**)
{
    std::string line;
    for (int column = 0; column < columns; ++column)
        line += (column > 0 ? " " : "") + std::string{values[column] == nullptr ? "?" : values[column]};
    static_cast<std::vector<std::string>*>(findings)->push_back(std::move(line));
    return 0;
}

std::vector<std::string> rows_of(sqlite3* handle, const char* pragma)
{
    std::vector<std::string> rows;
    const int code = sqlite3_exec(handle, pragma, collect, &rows, nullptr);
    if (code != SQLITE_OK) fail(code, "the file cannot be read as a database");
    return rows;
}

} // namespace

void copy_sqlite(const fs::path& from, const fs::path& to, const CopyProgress& progress)
{
    if (fs::exists(to)) throw DatabaseError(to.string() + " is there already; choose another name");
    const fs::path part = to.string() + ".part";
    make_private_file(part);
    try {
        const auto source = open(from, SQLITE_OPEN_READONLY);
        run(source.get(), "BEGIN; SELECT count(*) FROM sqlite_schema;", "cannot read " + from.string());
        {
            const auto copy = open(part, SQLITE_OPEN_READWRITE);
            copy_pages(source.get(), copy.get(), progress);
            // A copy that is one file: it has no log beside it until somebody writes.
            run(copy.get(), "PRAGMA journal_mode = DELETE;", "the copy could not be closed");
        }
        run(source.get(), "COMMIT", "cannot read " + from.string());
        sync(part);
        fs::rename(part, to);
        sync(fs::absolute(to).parent_path());
    } catch (...) {
        std::error_code ignored;
        fs::remove(part, ignored);
        throw;
    }
}

std::vector<std::string> findings_in_sqlite(const fs::path& path)
{
    const auto handle = open(path, SQLITE_OPEN_READONLY);
    std::vector<std::string> findings;
    for (auto& row : rows_of(handle.get(), "PRAGMA integrity_check(100)"))
        if (row != "ok") findings.push_back(std::move(row));
    for (const auto& row : rows_of(handle.get(), "PRAGMA foreign_key_check")) {
        if (findings.size() >= 100) break;
        findings.push_back("a row has no parent (table, row, parent table, key): " + row);
    }
    return findings;
}

} // namespace assetbuddy::platform::sql
