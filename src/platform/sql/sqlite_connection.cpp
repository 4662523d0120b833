#include "platform/sql/sqlite_connection.h"

#include <cerrno>
#include <new>

#include <unistd.h>

#include "platform/sql/refuse_nul.h"

namespace assetbuddy::platform::sql {
namespace {

/// security.md section 4; the journal limit shrinks a WAL that a pinned reader made large.
constexpr const char* common_settings = "PRAGMA foreign_keys = ON;"
                                        "PRAGMA trusted_schema = OFF;"
                                        "PRAGMA cell_size_check = ON;"
                                        "PRAGMA cache_size = -8000;"
                                        "PRAGMA temp_store = MEMORY;" // nobody's data in stray files
                                        "PRAGMA wal_autocheckpoint = 0;";
constexpr int busy_timeout_ms = 2000;
constexpr const char* writer_settings = "PRAGMA journal_mode = WAL;"
                                        "PRAGMA synchronous = FULL;"
                                        "PRAGMA secure_delete = ON;"
                                        "PRAGMA journal_size_limit = 67108864;";
constexpr const char* reader_settings = "PRAGMA query_only = ON;";

/// As PostgreSQL's statement_timeout: a runaway question pins the WAL, a runaway change holds everybody up.
constexpr auto longest_statement = std::chrono::seconds{10};
constexpr int steps_between_looks = 20'000; // of SQLite's machine: about a millisecond

int open_flags(SqliteConnection::Role role)
{
    const int always = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    switch (role) {
    case SqliteConnection::Role::writer:
        return always | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case SqliteConnection::Role::reader:
        return always | SQLITE_OPEN_READWRITE;
    case SqliteConnection::Role::read_only:
        break;
    }
    return always | SQLITE_OPEN_READONLY;
}

Row::Cell cell_of(sqlite3_stmt* statement, int column)
{
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
        return nullptr;
    case SQLITE_INTEGER:
        return std::int64_t{sqlite3_column_int64(statement, column)};
    default: {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
        return std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
    }
    }
}

/// Leaves the statement ready for its next use and holding nobody's values, whatever happens in between.
class Use {
  public:
    explicit Use(sqlite3_stmt* statement) : statement_(statement) {}
    ~Use()
    {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
    }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

  private:
    sqlite3_stmt* statement_;
};

} // namespace

SqliteConnection::SqliteConnection(const std::string& path, Role role) : role_(role)
{
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, open_flags(role), nullptr);
    handle_.reset(handle);
    if (code != SQLITE_OK)
        throw Unavailable("cannot open the database " + path + ": " + sqlite3_errstr(code) +
                          "; check the path and who may write there");
    sqlite3_busy_timeout(handle, busy_timeout_ms);
    try {
        run_script(common_settings);
        run_script(role == Role::writer ? writer_settings : reader_settings);
    } catch (const DiskFailed& fault) {
        throw DiskFailed(path + " is damaged or no database (" + fault.what() + "); restore a backup of it");
    }
    if (role == Role::writer) sqlite3_wal_hook(handle, &SqliteConnection::note_wal, this);
    sqlite3_progress_handler(handle, steps_between_looks, &SqliteConnection::is_too_long, this);
}

int SqliteConnection::is_too_long(void* self)
{
    return std::chrono::steady_clock::now() > static_cast<SqliteConnection*>(self)->statement_ends_ ? 1 : 0;
}

int SqliteConnection::note_wal(void* self, sqlite3*, const char*, int pages)
{
    static_cast<SqliteConnection*>(self)->wal_pages_ = pages;
    return SQLITE_OK;
}

namespace {

/// SQLite 3.40 does not remember the system's error of a COMMIT, and the last one may be of a later call than the write
/// that failed: so the file is asked too.
bool is_read_only_disk(sqlite3* handle)
{
    sqlite3_vfs* const system = sqlite3_vfs_find(nullptr);
    if (system != nullptr && system->xGetLastError != nullptr && system->xGetLastError(system, 0, nullptr) == EROFS)
        return true;
    const char* const file = sqlite3_db_filename(handle, "main");
    return file != nullptr && ::access(file, W_OK) != 0 && errno == EROFS;
}

} // namespace

void SqliteConnection::fail(int code, std::string_view name) const
{
    // Extended codes keep the primary one in their low byte. SQLite's messages name tables and columns, never values.
    const std::string words = std::string{name} + ": " + sqlite3_errmsg(handle_.get());
    switch (code & 0xFF) {
    case SQLITE_FULL:
        throw StorageFull(words);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        throw Retryable(words);
    case SQLITE_CONSTRAINT:
        throw ConstraintViolated(words);
    case SQLITE_NOMEM:
        throw std::bad_alloc();
    case SQLITE_IOERR:
        if (code == SQLITE_IOERR_NOMEM) throw std::bad_alloc();
        // The disk turned read-only (F-3): nothing was written, so nothing is in doubt, and reads go on.
        if (code != SQLITE_IOERR_FSYNC && code != SQLITE_IOERR_DIR_FSYNC && is_read_only_disk(handle_.get()))
            throw TakesNoChanges(words + " (the disk takes no changes)");
        throw DiskFailed(words);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        throw DiskFailed(words);
    case SQLITE_INTERRUPT:
        throw Unavailable(std::string{name} + ": took too long");
    case SQLITE_CANTOPEN:
        throw Unavailable(words); // no file descriptors left
    case SQLITE_READONLY:
        if (role_ == Role::writer) throw TakesNoChanges(words);
        throw DatabaseError(words);
    default:
        throw DatabaseError(words);
    }
}

SqliteConnection::Prepared& SqliteConnection::prepared(const Statement& statement)
{
    if (const auto found = statements_.find(statement.name); found != statements_.end()) {
        if (found->second.text != statement.text)
            throw std::logic_error("two texts share the statement name " + std::string{statement.name});
        return found->second;
    }
    sqlite3_stmt* made = nullptr;
    const int code = sqlite3_prepare_v3(handle_.get(), statement.text.data(), static_cast<int>(statement.text.size()),
                                        SQLITE_PREPARE_PERSISTENT, &made, nullptr);
    Prepared entry{std::unique_ptr<sqlite3_stmt, Finalise>{made}, std::string{statement.text}, {}};
    if (code != SQLITE_OK) fail(code, statement.name);
    // $1 may stand anywhere in the text: SQLite numbers names by first appearance.
    for (int i = 1; i <= sqlite3_bind_parameter_count(made); ++i)
        entry.positions.push_back(sqlite3_bind_parameter_index(made, ("$" + std::to_string(i)).c_str()));
    return statements_.emplace(std::string{statement.name}, std::move(entry)).first->second;
}

void SqliteConnection::bind(Prepared& entry, const Statement& statement, std::span<const Parameter> parameters)
{
    if (parameters.size() != entry.positions.size())
        throw std::logic_error("wrong number of parameters for " + std::string{statement.name});
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const int position = entry.positions[i];
        auto* raw = entry.statement.get();
        const auto& value = parameters[i].value();
        int code = SQLITE_OK;
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            code = sqlite3_bind_int64(raw, position, *number);
        } else if (const auto* text = std::get_if<std::string_view>(&value)) {
            refuse_nul(*text, statement.name);
            code = sqlite3_bind_text64(raw, position, text->data() != nullptr ? text->data() : "", text->size(),
                                       SQLITE_STATIC, SQLITE_UTF8);
        } else {
            code = sqlite3_bind_null(raw, position);
        }
        if (code != SQLITE_OK) fail(code, statement.name);
    }
}

SqliteConnection::Outcome SqliteConnection::run(const Statement& statement, std::span<const Parameter> parameters)
{
    auto& entry = prepared(statement);
    auto* raw = entry.statement.get();
    const Use use{raw};
    bind(entry, statement, parameters);
    Outcome outcome;
    statement_ends_ = std::chrono::steady_clock::now() + longest_statement;
    const int columns = sqlite3_column_count(raw);
    int code = sqlite3_step(raw);
    for (; code == SQLITE_ROW; code = sqlite3_step(raw)) {
        std::vector<Row::Cell> cells;
        cells.reserve(static_cast<std::size_t>(columns));
        for (int column = 0; column < columns; ++column) cells.push_back(cell_of(raw, column));
        outcome.rows.emplace_back(std::move(cells));
    }
    if (code != SQLITE_DONE) fail(code, statement.name);
    if (sqlite3_stmt_readonly(raw) == 0) outcome.changed = sqlite3_changes64(handle_.get());
    return outcome;
}

void SqliteConnection::run_script(const std::string& script)
{
    statement_ends_ = std::chrono::steady_clock::time_point::max(); // migrations take what they need
    const int code = sqlite3_exec(handle_.get(), script.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(code, "script");
}

bool SqliteConnection::has_deferred_violations() const
{
    int current = 0;
    int highest = 0;
    sqlite3_db_status(handle_.get(), SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0);
    return current != 0;
}

void SqliteConnection::checkpoint(int mode)
{
    statement_ends_ = std::chrono::steady_clock::time_point::max();
    int in_wal = 0;
    int moved = 0;
    sqlite3_busy_timeout(handle_.get(), 0); // readers are not waited for: writers are waiting behind this
    const int code = sqlite3_wal_checkpoint_v2(handle_.get(), nullptr, mode, &in_wal, &moved);
    sqlite3_busy_timeout(handle_.get(), busy_timeout_ms);
    if ((code & 0xFF) == SQLITE_BUSY || (code & 0xFF) == SQLITE_LOCKED) return;
    if (code != SQLITE_OK) fail(code, "checkpoint");
    if (in_wal == moved) wal_pages_ = 0;
}

} // namespace assetbuddy::platform::sql
