#include "platform/log/log.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <mutex>
#include <thread>

#include <poll.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/clock/clock.h"

namespace assetbuddy::platform::log {
namespace {

using std::chrono::steady_clock;

constexpr auto last_words = std::chrono::seconds{2};
constexpr auto look_again = std::chrono::milliseconds{100};
constexpr auto between_dropped = std::chrono::seconds{1};
/// A pipe that says it is writable takes this much without blocking (PIPE_BUF).
constexpr std::size_t pipe_batch = 4096;
constexpr std::size_t file_batch = 64 * 1024;

bool is_file(int descriptor)
{
    struct stat about{};
    return ::fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode);
}

} // namespace

struct Logger::State {
    explicit State(Options given)
        : options(std::move(given)), batch(is_file(options.descriptor) ? file_batch : pipe_batch)
    {
        if (!options.now) options.now = [] { return clock::SystemClock{}.now(); };
    }

    void run();
    std::size_t take_batch();
    /// False when the target takes nothing any more, or the end has come.
    bool put(std::string_view text);
    bool wait_until_writable();
    void write_dropped_now_and_then();
    void write_dropped();
    [[nodiscard]] bool out_of_time();

    Options options;
    std::size_t batch;
    std::mutex mutex;
    std::condition_variable has_work;
    std::deque<std::string> lines; // guarded by mutex
    bool ending = false;           // guarded by mutex
    steady_clock::time_point end;  // guarded by mutex
    std::atomic<std::uint64_t> dropped = 0;
    std::uint64_t dropped_told = 0;
    steady_clock::time_point dropped_told_at{};
    std::string text; // what the thread writes now
    std::jthread thread;
};

/// Moves as many lines into `text` as fit a batch, one at least; returns how many.
std::size_t Logger::State::take_batch()
{
    text.clear();
    std::size_t taken = 0;
    while (!lines.empty() && (taken == 0 || text.size() + lines.front().size() <= batch)) {
        text += lines.front();
        lines.pop_front();
        ++taken;
    }
    return taken;
}

bool Logger::State::out_of_time()
{
    const std::scoped_lock lock{mutex};
    return ending && steady_clock::now() >= end;
}

bool Logger::State::wait_until_writable()
{
    while (!out_of_time()) {
        pollfd waited{.fd = options.descriptor, .events = POLLOUT, .revents = 0};
        const int ready = ::poll(&waited, 1, static_cast<int>(look_again.count()));
        if (ready > 0) return (waited.revents & POLLOUT) != 0;
        if (ready < 0 && errno != EINTR) return false;
    }
    return false;
}

bool Logger::State::put(std::string_view rest)
{
    while (!rest.empty()) {
        if (!wait_until_writable()) return false;
        const auto written = ::write(options.descriptor, rest.data(), std::min(rest.size(), batch));
        if (written < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (written <= 0) return false;
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

void Logger::State::write_dropped()
{
    const auto now_dropped = dropped.load();
    if (now_dropped == dropped_told) return;
    const auto line = to_line(options.format, options.now(), Level::warning, "log.dropped",
                              {{"lines", now_dropped - dropped_told}, {"lines_in_all", now_dropped}});
    if (put(line + "\n")) dropped_told = now_dropped;
}

void Logger::State::write_dropped_now_and_then()
{
    const auto now = steady_clock::now();
    if (dropped.load() == dropped_told || now < dropped_told_at + between_dropped) return;
    write_dropped();
    dropped_told_at = now;
}

void Logger::State::run()
{
    for (;;) {
        std::size_t taken = 0;
        {
            std::unique_lock lock{mutex};
            has_work.wait(lock, [this] { return ending || !lines.empty(); });
            if (lines.empty()) break;
            taken = take_batch();
        }
        if (put(text))
            write_dropped_now_and_then();
        else
            dropped += taken;
    }
    write_dropped();
}

Logger::Logger(Options options) : state_(std::make_unique<State>(std::move(options)))
{
    // The writing thread takes no signals: not those of the program, nor SIGPIPE from a target that went away.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    state_->thread = std::jthread{[this] { state_->run(); }};
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

Logger::~Logger()
{
    {
        const std::scoped_lock lock{state_->mutex};
        state_->ending = true;
        state_->end = steady_clock::now() + last_words;
    }
    state_->has_work.notify_all();
}

void Logger::write(Level level, std::string_view event, Fields fields)
{
    auto line = to_line(state_->options.format, state_->options.now(), level, event, fields);
    line += '\n';
    bool was_empty = false;
    {
        const std::scoped_lock lock{state_->mutex};
        if (state_->lines.size() >= state_->options.queue) {
            ++state_->dropped;
            return;
        }
        was_empty = state_->lines.empty();
        state_->lines.push_back(std::move(line));
    }
    if (was_empty) state_->has_work.notify_one();
}

std::uint64_t Logger::dropped() const
{
    return state_->dropped;
}

namespace {

/// What `start` made. Shared, so that a line written while `stop` runs has a logger to go to.
struct Installed {
    std::mutex mutex;
    std::shared_ptr<Logger> logger;
};

Installed& installed()
{
    static Installed one;
    return one;
}

void write(Level level, std::string_view event, Fields fields)
{
    std::shared_ptr<Logger> logger;
    {
        const std::scoped_lock lock{installed().mutex};
        logger = installed().logger;
    }
    if (logger) logger->write(level, event, fields);
}

} // namespace

void start(Options options)
{
    auto logger = std::make_shared<Logger>(std::move(options));
    const std::scoped_lock lock{installed().mutex};
    installed().logger = std::move(logger);
}

void stop()
{
    std::shared_ptr<Logger> logger;
    const std::scoped_lock lock{installed().mutex};
    logger.swap(installed().logger);
}

void info(std::string_view event, Fields fields)
{
    write(Level::info, event, fields);
}

void warning(std::string_view event, Fields fields)
{
    write(Level::warning, event, fields);
}

void error(std::string_view event, Fields fields)
{
    write(Level::error, event, fields);
}

std::uint64_t dropped()
{
    const std::scoped_lock lock{installed().mutex};
    return installed().logger ? installed().logger->dropped() : 0;
}

} // namespace assetbuddy::platform::log
