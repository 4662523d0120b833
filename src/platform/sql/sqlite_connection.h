#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <sqlite3.h>

#include "platform/sql/database.h"

namespace assetbuddy::platform::sql {

/// The disk failed under SQLite: no blind retry (R-REL-4).
class DiskFailed : public DatabaseError {
    using DatabaseError::DatabaseError;
};

/// The disk turned read-only under the writer (F-3): nothing of the write is there, reads go on.
class TakesNoChanges : public Unavailable {
    using Unavailable::Unavailable;
};

/// One SQLite connection with its prepared statements; used by one thread at a time.
class SqliteConnection {
  public:
    enum class Role { writer, reader, read_only };
    struct Outcome {
        std::vector<Row> rows;
        std::int64_t changed = 0;
    };

    SqliteConnection(const std::string& path, Role role);
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    Outcome run(const Statement& statement, std::span<const Parameter> parameters);
    /// Text without parameters or rows, several statements at once; not kept.
    void run_script(const std::string& script);
    /// Whether foreign keys are violated that would only be found at COMMIT.
    [[nodiscard]] bool has_deferred_violations() const;
    [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
    /// False when it could not even end its transaction; such a connection is thrown away.
    [[nodiscard]] bool is_usable() const { return !in_transaction(); }
    /// Moves committed pages from the WAL into the database, as many as no reader is in the way of; waits for nobody.
    void checkpoint(int mode);
    /// Pages in the WAL after the last commit.
    [[nodiscard]] int wal_pages() const { return wal_pages_; }

  private:
    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    };
    struct Finalise {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    struct Prepared {
        std::unique_ptr<sqlite3_stmt, Finalise> statement;
        std::string text;
        std::vector<int> positions; // of $1, $2, ... among SQLite's own numbers
    };

    Prepared& prepared(const Statement& statement);
    void bind(Prepared& prepared, const Statement& statement, std::span<const Parameter> parameters);
    [[noreturn]] void fail(int code, std::string_view name) const;
    static int is_too_long(void* self);
    static int note_wal(void* self, sqlite3* handle, const char* name, int pages);

    std::unique_ptr<sqlite3, Close> handle_;
    std::map<std::string, Prepared, std::less<>> statements_;
    std::chrono::steady_clock::time_point statement_ends_;
    Role role_;
    int wal_pages_ = 0;
};

} // namespace assetbuddy::platform::sql
