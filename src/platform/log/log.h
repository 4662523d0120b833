#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "base/time.h"

namespace assetbuddy::platform::log {

enum class Level { info, warning, error };
enum class Format { text, json };

/// What a field says. Views are read before the call returns.
class Value {
  public:
    Value(std::same_as<bool> auto value) : value_(value) {}
    Value(std::integral auto value)
        requires(!std::same_as<decltype(value), bool>)
        : value_(static_cast<std::int64_t>(value))
    {}
    Value(double value) : value_(value) {}
    Value(std::string_view value) : value_(value) {}
    Value(const std::string& value) : value_(std::string_view{value}) {}
    Value(const char* value) : value_(std::string_view{value}) {}

    [[nodiscard]] const std::variant<bool, std::int64_t, double, std::string_view>& held() const { return value_; }

  private:
    std::variant<bool, std::int64_t, double, std::string_view> value_;
};

struct Field {
    std::string_view name;
    Value value;
};
using Fields = std::initializer_list<Field>;

/// One event as one line without its end (R-LOG-1): UTC to the millisecond, level, event, fields. Control characters,
/// U+2028 and U+2029 are escaped and bytes that are not UTF-8 replaced, so that nothing in a field can begin a new
/// line.
std::string to_line(Format format, base::Time now, Level level, std::string_view event, Fields fields);

struct Options {
    Format format = Format::text;
    int descriptor = 2; // stderr
    /// Lines that may wait for a slow target; what comes beyond is dropped and counted (R-LOG-5).
    std::size_t queue = 8192;
    /// The time of a line; the system's clock when empty.
    std::function<base::Time()> now = {};
};

/// Writes lines from a thread of its own: a target that is slow, full or closed never holds up a caller (F-8). How many
/// lines were lost is itself logged as `log.dropped` when the target takes lines again. Thread-safe.
class Logger {
  public:
    explicit Logger(Options options);
    /// Writes what waits, for two seconds at most.
    ~Logger();
    Logger(const Logger&) = delete;
    Logger& operator=(const Logger&) = delete;

    void write(Level level, std::string_view event, Fields fields);
    /// Lines lost since the start.
    [[nodiscard]] std::uint64_t dropped() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The program's one logger: started by `serve`, stopped before it ends. Without one the calls below do nothing.
void start(Options options);
void stop();
void info(std::string_view event, Fields fields = {});
void warning(std::string_view event, Fields fields = {});
void error(std::string_view event, Fields fields = {});
/// Lines lost by the program's logger since it started.
std::uint64_t dropped();

} // namespace assetbuddy::platform::log
