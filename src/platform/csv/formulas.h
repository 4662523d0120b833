#pragma once

#include <string_view>

namespace assetbuddy::platform::csv {

/// What a spreadsheet would take for a formula (R-VAL-9): the writer puts an apostrophe in front, the reader takes it
/// away again.
constexpr bool starts_a_formula(std::string_view value)
{
    constexpr std::string_view starts{"=+-@\t\r\0", 7};
    return !value.empty() && starts.find(value.front()) != std::string_view::npos;
}

} // namespace assetbuddy::platform::csv
