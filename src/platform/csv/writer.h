#pragma once

#include <span>
#include <string>
#include <string_view>

namespace assetbuddy::platform::csv {

/// A table as RFC 4180 wants it: commas, CR LF, quotes where needed. What a spreadsheet would take for a formula (first
/// character = + - @ TAB CR NUL) gets an apostrophe in front (R-VAL-9).
class Writer {
  public:
    void row(std::span<const std::string_view> cells);
    [[nodiscard]] std::string take() { return std::move(text_); }

  private:
    void cell(std::string_view value);
    std::string text_;
};

} // namespace assetbuddy::platform::csv
