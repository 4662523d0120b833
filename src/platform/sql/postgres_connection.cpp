#include "platform/sql/postgres_connection.h"

#include <array>
#include <charconv>
#include <cerrno>
#include <cstring>
#include <utility>

#include <poll.h>

namespace assetbuddy::platform::sql {
namespace {

/// Statements end by themselves after 10 s (statement_timeout); a server that does not even say so is gone.
constexpr int answer_deadline_ms = 13'000;

constexpr const char* settings = "-c statement_timeout=10000 -c lock_timeout=3000 "
                                 "-c idle_in_transaction_session_timeout=15000 -c synchronous_commit=on "
                                 "-c client_encoding=UTF8 -c timezone=UTC";

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
    if (!options) throw DatabaseError("--database is no PostgreSQL address; write postgresql://user:password@host/name");
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

/// Parameters as libpq wants them: text, ended by NUL, numbers written out.
class Bound {
  public:
    explicit Bound(std::span<const Parameter> parameters)
    {
        texts_.reserve(parameters.size());
        for (const auto& parameter : parameters) {
            const auto& value = parameter.value();
            if (const auto* number = std::get_if<std::int64_t>(&value)) texts_.push_back(std::to_string(*number));
            else if (const auto* text = std::get_if<std::string_view>(&value)) texts_.emplace_back(*text);
            else texts_.emplace_back();
        }
        for (std::size_t i = 0; i < parameters.size(); ++i)
            pointers_.push_back(std::holds_alternative<std::nullptr_t>(parameters[i].value()) ? nullptr
                                                                                              : texts_[i].c_str());
    }
    [[nodiscard]] int size() const { return static_cast<int>(pointers_.size()); }
    [[nodiscard]] const char* const* data() const { return pointers_.empty() ? nullptr : pointers_.data(); }

  private:
    std::vector<std::string> texts_;
    std::vector<const char*> pointers_;
};

} // namespace

PostgresConnection::PostgresConnection(const std::string& url)
{
    const std::array<const char*, 6> names{"sslmode", "dbname", "options", "connect_timeout", "application_name", nullptr};
    const std::array<const char*, 6> values{is_remote(url) ? "verify-full" : "prefer", url.c_str(), settings, "5",
                                            "assetbuddy", nullptr};
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

void PostgresConnection::queue(const Statement& statement, std::span<const Parameter> parameters)
{
    if (unread_) receive();
    const std::string name{statement.name};
    if (prepared_.insert(name).second) {
        const std::string text{statement.text};
        if (PQsendPrepare(handle_.get(), name.c_str(), text.c_str(), 0, nullptr) != 1)
            lose(PQerrorMessage(handle_.get()));
        expected_.push_back({name, false, true});
    }
    const Bound bound{parameters};
    if (PQsendQueryPrepared(handle_.get(), name.c_str(), bound.size(), bound.data(), nullptr, nullptr, 0) != 1)
        lose(PQerrorMessage(handle_.get()));
    expected_.push_back({name, false, false});
}

PostgresConnection::Outcome PostgresConnection::run(const Statement& statement, std::span<const Parameter> parameters)
{
    queue(statement, parameters);
    expected_.back().wanted = true;
    flush();
    return receive();
}

void PostgresConnection::send_without_waiting()
{
    flush();
    unread_ = true;
}

void PostgresConnection::wait_for(short events)
{
    pollfd waiting{PQsocket(handle_.get()), events, 0};
    const int ready = ::poll(&waiting, 1, answer_deadline_ms);
    if (ready == 0) lose("no answer in time");
    if (ready < 0 && errno != EINTR) lose("the socket failed");
}

void PostgresConnection::flush()
{
    if (PQpipelineSync(handle_.get()) != 1) lose(PQerrorMessage(handle_.get()));
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
    return Result{PQgetResult(handle_.get())};
}

PostgresConnection::Outcome PostgresConnection::receive()
{
    unread_ = false;
    Outcome outcome;
    Result refused;
    std::string refused_name;
    for (const auto& expected : std::exchange(expected_, {})) {
        for (auto result = next_result(); result; result = next_result()) {
            const auto status = PQresultStatus(result.get());
            if (status == PGRES_TUPLES_OK && expected.wanted) outcome.rows = rows_of(result.get());
            if (expected.wanted && (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)) {
                const std::string_view count = PQcmdTuples(result.get());
                std::from_chars(count.data(), count.data() + count.size(), outcome.changed);
            }
            if (expected.is_prepare && status != PGRES_COMMAND_OK) prepared_.erase(expected.name);
            if (PQstatus(handle_.get()) != CONNECTION_OK) lose(PQerrorMessage(handle_.get()));
            if (status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE) {
                refused = std::move(result);
                refused_name = expected.name;
            }
        }
    }
    const auto sync = next_result();
    if (!sync || PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC) lose("its answers are out of step");
    if (refused) fail(refused.get(), refused_name);
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
void PostgresConnection::fail(const PGresult* result, const std::string& name)
{
    const auto state = field_of(result, PG_DIAG_SQLSTATE);
    const auto constraint = field_of(result, PG_DIAG_CONSTRAINT_NAME);
    const auto words = name + ": " + (state.starts_with("22") ? "a value does not fit" : one_line(field_of(result, PG_DIAG_MESSAGE_PRIMARY))) +
                       " (" + state + (constraint.empty() ? "" : ", " + constraint) + ")";
    if (state == "40001" || state == "40P01" || state == "55P03") throw Retryable(words);
    if (state == "53100") throw StorageFull(words);
    if (state.starts_with("23")) throw ConstraintViolated(words);
    if (state.starts_with("08") || state.starts_with("53") || state.starts_with("57") || state == "25006")
        throw Unavailable(words);
    throw DatabaseError(words);
}

void PostgresConnection::run_script(const std::string& script)
{
    if (unread_) receive();
    if (PQexitPipelineMode(handle_.get()) != 1) lose("it would not take a script");
    PQsetnonblocking(handle_.get(), 0);
    const std::string whole = "BEGIN; SET LOCAL assetbuddy.reach = '*'; SET LOCAL statement_timeout = 0;" + script + "; COMMIT;";
    const Result result{PQexec(handle_.get(), whole.c_str())};
    const bool done = PQresultStatus(result.get()) == PGRES_COMMAND_OK;
    if (!done) const Result undone{PQexec(handle_.get(), "ROLLBACK")};
    PQsetnonblocking(handle_.get(), 1);
    PQenterPipelineMode(handle_.get());
    if (!done) fail(result.get(), "script");
}

} // namespace assetbuddy::platform::sql
