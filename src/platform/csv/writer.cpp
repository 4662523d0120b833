#include "platform/csv/writer.h"

#include "platform/csv/formulas.h"

namespace assetbuddy::platform::csv {

void Writer::row(std::span<const std::string_view> cells)
{
    for (std::size_t each = 0; each < cells.size(); ++each) {
        if (each > 0) text_ += ',';
        cell(cells[each]);
    }
    text_ += "\r\n";
}

void Writer::cell(std::string_view value)
{
    const bool is_formula = starts_a_formula(value);
    const bool needs_quotes = value.find_first_of(",\"\r\n") != std::string_view::npos;
    if (needs_quotes) text_ += '"';
    if (is_formula) text_ += '\'';
    for (const char each : value) {
        if (each == '"') text_ += '"';
        text_ += each;
    }
    if (needs_quotes) text_ += '"';
}

} // namespace assetbuddy::platform::csv
