#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace assetbuddy::platform::csv {

/// One record with the line it begins in (counted from 1).
struct Row {
    std::size_t line = 0;
    std::vector<std::string> cells;
    bool operator==(const Row&) const = default;
};

struct Limits {
    std::size_t rows;
    std::size_t columns;
};

/// Why a table cannot be read: `code` is stable, `message` a plain sentence.
struct Mistake {
    std::size_t line = 0;
    std::string code;
    std::string message;
};

/// Reads a table as spreadsheets write it (RFC 4180), strictly: what cannot be read for certain is refused. Parted by
/// commas, semicolons or tabs, whichever the first line has most of; a byte order mark and rows without any value are
/// passed over; line ends inside quotes become LF. An apostrophe that takes the edge off a formula (R-VAL-9) goes.
/// Codes: not_utf8, invalid_characters, unclosed_quote, stray_quote, too_many_columns, too_many_rows.
std::expected<std::vector<Row>, Mistake> read(std::string_view text, const Limits& limits);

} // namespace assetbuddy::platform::csv
