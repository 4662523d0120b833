#include "platform/sql/postgres_connection.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>
#include <utility>

#include <poll.h>

#include "platform/sql/refuse_nul.h"
#include "platform/workers/worker_pool.h"

namespace assetbuddy::platform::sql {
namespace {

/// Most answers come sooner; only for slower ones (a commit, a lock) it pays to let another worker run.
constexpr int worth_parking_ms = 1;

constexpr const char* settings = "-c statement_timeout=10000 -c lock_timeout=3000 "
                                 "-c idle_in_transaction_session_timeout=15000 -c synchronous_commit=on "
                                 "-c client_encoding=UTF8 -c timezone=UTC -c default_transaction_read_only=on "
                                 // Every statement has its index: a plan made while a table was small must still be
                                 // right when it has a million rows, and is made once for a connection.
                                 "-c plan_cache_mode=force_generic_plan -c jit=off -c enable_seqscan=off "
                                 "-c enable_hashjoin=off -c enable_mergejoin=off";

/// For the connection: a pool that always says whose rows it wants before it asks need not say it again. Rolled back
/// with its transaction.
constexpr Statement set_reach_sql{"postgres.set_reach", "SELECT set_config('assetbuddy.reach', $1, false)"};

constexpr Oid int2_type = 21;
constexpr Oid int4_type = 23;
constexpr Oid int8_type = 20;

bool is_here(std::string_view host)
{
    return host.empty() || host.starts_with('/') || host == "localhost" || host == "::1" || host.starts_with("127.");
}

/// Whether the URL names a machine other than this one; then the certificate is checked unless the URL says otherwise.
bool is_remote(const std::string& url)
{
    char* words = nullptr;
    const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options{PQconninfoParse(url.c_str(), &words),
                                                                                 PQconninfoFree};
    const std::unique_ptr<char, void (*)(void*)> owned{words, PQfreemem};
    if (!options)
        throw DatabaseError("--database is no PostgreSQL address; write postgresql://user:password@host/name");
    for (const auto* option = options.get(); option->keyword != nullptr; ++option)
        if (std::strcmp(option->keyword, "host") == 0 && option->val != nullptr) return !is_here(option->val);
    return false;
}

std::string one_line(std::string words)
{
    for (auto& character : words)
        if (character == '\n') character = ' ';
    while (words.ends_with(' ')) words.pop_back();
    return words;
}

std::string field_of(const PGresult* result, int field)
{
    const char* text = PQresultErrorField(result, field);
    return text != nullptr ? text : "";
}

/// Parameters as libpq wants them: text, ended by NUL, numbers written out. One buffer for all, on the stack while
/// small.
class Bound {
  public:
    Bound(std::span<const Parameter> parameters, std::string_view statement)
    {
        std::size_t size = 0;
        for (const auto& parameter : parameters) size += most_size(parameter, statement);
        char* at = small_.data();
        if (size > small_.size()) {
            large_ = std::make_unique<char[]>(size);
            at = large_.get();
        }
        const char** pointer = small_pointers_.data();
        if (parameters.size() > small_pointers_.size()) {
            large_pointers_.resize(parameters.size());
            pointer = large_pointers_.data();
        }
        pointers_ = pointer;
        size_ = static_cast<int>(parameters.size());
        for (const auto& parameter : parameters) *pointer++ = put(parameter, at);
    }
    Bound(const Bound&) = delete;
    Bound& operator=(const Bound&) = delete;
    [[nodiscard]] int size() const { return size_; }
    [[nodiscard]] const char* const* data() const { return pointers_; }

  private:
    static constexpr std::size_t most_digits = 21; // of 64 bits, with sign and NUL

    static std::size_t most_size(const Parameter& parameter, std::string_view statement)
    {
        const auto* text = std::get_if<std::string_view>(&parameter.value());
        if (text == nullptr) return most_digits;
        refuse_nul(*text, statement);
        return text->size() + 1;
    }
    /// Where the value now stands; `at` moves on.
    static const char* put(const Parameter& parameter, char*& at)
    {
        const char* start = at;
        if (const auto* number = std::get_if<std::int64_t>(&parameter.value())) {
            at = std::to_chars(at, at + most_digits - 1, *number).ptr;
        } else if (const auto* text = std::get_if<std::string_view>(&parameter.value())) {
            at = std::copy(text->begin(), text->end(), at);
        } else {
            return nullptr;
        }
        *at++ = '\0';
        return start;
    }

    std::array<char, 1024> small_;
    std::array<const char*, 16> small_pointers_;
    std::unique_ptr<char[]> large_;
    std::vector<const char*> large_pointers_;
    const char* const* pointers_ = nullptr;
    int size_ = 0;
};

} // namespace

PostgresConnection::PostgresConnection(const std::string& url, std::chrono::milliseconds answer) : answer_(answer)
{
    const std::array<const char*, 6> names{"sslmode",         "dbname",           "options",
                                           "connect_timeout", "application_name", nullptr};
    const std::array<const char*, 6> values{
        is_remote(url) ? "verify-full" : "prefer", url.c_str(), settings, "5", "assetbuddy", nullptr};
    handle_.reset(PQconnectdbParams(names.data(), values.data(), 1));
    if (PQstatus(handle_.get()) != CONNECTION_OK)
        throw Unavailable("cannot reach PostgreSQL: " + one_line(PQerrorMessage(handle_.get())));
    PQsetNoticeProcessor(handle_.get(), [](void*, const char*) {}, nullptr);
    if (PQsetnonblocking(handle_.get(), 1) != 0 || PQenterPipelineMode(handle_.get()) != 1)
        throw DatabaseError("PostgreSQL's client library cannot send statements together; it is too old");
}

void PostgresConnection::lose(const std::string& words)
{
    usable_ = false;
    throw ConnectionLost("the connection to PostgreSQL broke: " + one_line(words));
}

PostgresConnection::Prepared& PostgresConnection::known(const Statement& statement)
{
    auto found = statements_.find(statement.name);
    if (found == statements_.end()) {
        const std::string name{statement.name};
        found = statements_.emplace(name, Prepared{name, std::string{statement.text}}).first;
    }
    if (found->second.text != statement.text)
        throw std::logic_error("two texts share the statement name " + found->second.name);
    return found->second;
}

void PostgresConnection::queue(const Statement& statement, std::span<const Parameter> parameters)
{
    auto& prepared = known(statement);
    const Bound bound{parameters, statement.name};
    if (!prepared.is_there) {
        if (PQsendPrepare(handle_.get(), prepared.name.c_str(), prepared.text.c_str(), 0, nullptr) != 1)
            lose(PQerrorMessage(handle_.get()));
        prepared.is_there = true;
        expected_.push_back({Expected::Kind::prepare, &prepared});
    }
    if (PQsendQueryPrepared(handle_.get(), prepared.name.c_str(), bound.size(), bound.data(), nullptr, nullptr, 0) != 1)
        lose(PQerrorMessage(handle_.get()));
    expected_.push_back({Expected::Kind::execute, &prepared});
}

void PostgresConnection::set_reach(std::string_view reach)
{
    if (reach_ == reach) return;
    const Parameter parameters[] = {Parameter{reach}};
    queue(set_reach_sql, parameters);
    reach_.emplace(reach);
}

PostgresConnection::Outcome PostgresConnection::run(const Statement& statement, std::span<const Parameter> parameters)
{
    queue(statement, parameters);
    expected_.back().kind = Expected::Kind::wanted;
    flush();
    return receive();
}

std::uint64_t PostgresConnection::queue_for_later(const Statement& statement, std::span<const Parameter> parameters)
{
    queue(statement, parameters);
    expected_.back().kind = Expected::Kind::kept;
    return expected_.back().number = ++last_number_;
}

PostgresConnection::Outcome PostgresConnection::collect(std::uint64_t number)
{
    if (!kept_.contains(number)) {
        flush();
        receive();
    }
    return std::move(kept_.extract(number).mapped());
}

void PostgresConnection::send_without_waiting()
{
    flush();
}

void PostgresConnection::wait_for(short events)
{
    const auto end = std::chrono::steady_clock::now() + answer_;
    pollfd waiting{PQsocket(handle_.get()), events, 0};
    int ready = ::poll(&waiting, 1, worth_parking_ms);
    const auto left = [&] {
        return std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    };
    std::optional<workers::Parked> parked;
    while (ready == 0 || (ready < 0 && errno == EINTR)) {
        if (left().count() <= 0) {
            usable_ = false;
            throw AnswerOverdue("PostgreSQL did not answer in time");
        }
        if (!parked) parked.emplace();
        ready = ::poll(&waiting, 1, static_cast<int>(left().count()));
    }
    if (ready < 0) lose("the socket failed");
}

void PostgresConnection::flush()
{
    if (PQpipelineSync(handle_.get()) != 1) lose(PQerrorMessage(handle_.get()));
    expected_.push_back({Expected::Kind::end});
    for (int left = PQflush(handle_.get()); left != 0; left = PQflush(handle_.get())) {
        if (left < 0) lose(PQerrorMessage(handle_.get()));
        wait_for(POLLIN | POLLOUT);
        if (PQconsumeInput(handle_.get()) != 1) lose(PQerrorMessage(handle_.get()));
    }
}

PostgresConnection::Result PostgresConnection::next_result()
{
    while (PQisBusy(handle_.get()) == 1) {
        wait_for(POLLIN);
        if (PQconsumeInput(handle_.get()) != 1) lose(PQerrorMessage(handle_.get()));
    }
    Result result{PQgetResult(handle_.get())};
    if (PQstatus(handle_.get()) != CONNECTION_OK) lose(PQerrorMessage(handle_.get()));
    return result;
}

void PostgresConnection::take(const Expected& expected, Result result, Outcome& outcome, Result& refused,
                              const Prepared*& refused_one)
{
    const auto status = PQresultStatus(result.get());
    if (expected.kind == Expected::Kind::prepare && status != PGRES_COMMAND_OK) expected.statement->is_there = false;
    if (status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE) {
        refused = std::move(result);
        refused_one = expected.statement;
        return;
    }
    if (expected.kind == Expected::Kind::wanted) outcome = read(result.get());
    if (expected.kind == Expected::Kind::kept) kept_.insert_or_assign(expected.number, read(result.get()));
}

PostgresConnection::Outcome PostgresConnection::read(PGresult* result)
{
    Outcome outcome;
    if (PQresultStatus(result) == PGRES_TUPLES_OK) outcome.rows = rows_of(result);
    const std::string_view count = PQcmdTuples(result);
    std::from_chars(count.data(), count.data() + count.size(), outcome.changed);
    outcome.was_rolled_back = std::string_view{PQcmdStatus(result)} == "ROLLBACK";
    return outcome;
}

/// Everything that is still to come: first what was sent without waiting, last what is wanted.
PostgresConnection::Outcome PostgresConnection::receive()
{
    Outcome outcome;
    Result refused;
    const Prepared* refused_one = nullptr;
    for (std::size_t i = 0; i < expected_.size(); ++i) {
        const auto expected = expected_[i];
        if (expected.kind != Expected::Kind::end) {
            for (auto result = next_result(); result; result = next_result())
                take(expected, std::move(result), outcome, refused, refused_one);
            continue;
        }
        const auto sync = next_result();
        if (!sync || PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC) lose("its answers are out of step");
        if (refused && i + 1 < expected_.size()) lose("the end of the last transaction failed");
    }
    expected_.clear();
    if (refused) fail(refused.get(), refused_one->name);
    return outcome;
}

std::vector<Row> PostgresConnection::rows_of(const PGresult* result)
{
    const int columns = PQnfields(result);
    std::vector<Row> rows;
    rows.reserve(static_cast<std::size_t>(PQntuples(result)));
    for (int line = 0; line < PQntuples(result); ++line) {
        std::vector<Row::Cell> cells;
        cells.reserve(static_cast<std::size_t>(columns));
        for (int column = 0; column < columns; ++column) {
            const auto type = PQftype(result, column);
            const std::string_view text{PQgetvalue(result, line, column),
                                        static_cast<std::size_t>(PQgetlength(result, line, column))};
            if (PQgetisnull(result, line, column) == 1) {
                cells.emplace_back(nullptr);
            } else if (type == int8_type || type == int4_type || type == int2_type) {
                std::int64_t number = 0;
                std::from_chars(text.data(), text.data() + text.size(), number);
                cells.emplace_back(number);
            } else {
                cells.emplace_back(std::string{text});
            }
        }
        rows.emplace_back(std::move(cells));
    }
    return rows;
}

/// SQLSTATE decides (PostgreSQL, appendix A). Only names of things go into the words: the server's messages of class 22
/// and its details hold values.
void PostgresConnection::fail(const PGresult* result, std::string_view name)
{
    const auto state = field_of(result, PG_DIAG_SQLSTATE);
    const auto constraint = field_of(result, PG_DIAG_CONSTRAINT_NAME);
    const auto message =
        state.starts_with("22") ? "a value does not fit" : one_line(field_of(result, PG_DIAG_MESSAGE_PRIMARY));
    const auto words =
        std::string{name} + ": " + message + " (" + state + (constraint.empty() ? "" : ", " + constraint) + ")";
    const auto severity = field_of(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (severity == "FATAL" || severity == "PANIC") lose(words); // the server ends the connection by itself
    if (state == "40001" || state == "40P01") throw Retryable(words);
    if (state == "53100") throw StorageFull(words);
    if (state.starts_with("23")) throw ConstraintViolated(words);
    if (state.starts_with("08") || state.starts_with("53") || state.starts_with("57") || state == "25006" ||
        state == "55P03")
        throw Unavailable(words);
    throw DatabaseError(words);
}

void PostgresConnection::run_script(const std::string& script)
{
    if (!expected_.empty()) receive();
    if (PQexitPipelineMode(handle_.get()) != 1) lose("it would not take a script");
    PQsetnonblocking(handle_.get(), 0);
    const std::string whole = "BEGIN READ WRITE; SET LOCAL assetbuddy.reach = '*'; SET LOCAL statement_timeout = 0;\n" +
                              script + "\n; COMMIT;";
    const Result result{PQexec(handle_.get(), whole.c_str())};
    const bool done = PQresultStatus(result.get()) == PGRES_COMMAND_OK;
    if (!done) const Result undone{PQexec(handle_.get(), "ROLLBACK")};
    PQsetnonblocking(handle_.get(), 1);
    PQenterPipelineMode(handle_.get());
    if (!done) fail(result.get(), "script");
}

} // namespace assetbuddy::platform::sql
