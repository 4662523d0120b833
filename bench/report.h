#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace assetbuddy::bench {

/// What a figure has to be.
struct Wanted {
    enum class Kind { at_least, at_most } kind = Kind::at_least;
    double value = 0;
};

/// One line: a figure, the limit of the same run beside it where there is one, and what their ratio (or the figure
/// itself) has to be.
struct Line {
    std::string what;
    double figure = 0;
    std::string unit;
    std::optional<double> limit = {};
    std::string limit_is = {};
    std::optional<Wanted> wanted = {};

    [[nodiscard]] double judged() const { return limit ? figure / *limit : figure; }
    [[nodiscard]] bool is_met() const;
};

class Report {
  public:
    /// Prints the line at once.
    void add(const Line& line);
    /// Whether every wish was met; writes all lines as JSON.
    [[nodiscard]] bool write(const std::filesystem::path& file) const;

  private:
    std::vector<Line> lines_;
};

} // namespace assetbuddy::bench
