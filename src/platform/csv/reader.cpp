#include "platform/csv/reader.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "platform/csv/formulas.h"

namespace assetbuddy::platform::csv {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The separator the first line has most of, quoted parts aside.
char separator_of(std::string_view text)
{
    constexpr std::array separators{',', ';', '\t'};
    std::array<std::size_t, separators.size()> counts{};
    bool quoted = false;
    for (const char each : text) {
        if (each == '"') quoted = !quoted;
        if (quoted) continue;
        if (each == '\n' || each == '\r') break;
        for (std::size_t i = 0; i < separators.size(); ++i)
            if (each == separators[i]) ++counts[i];
    }
    return separators[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

class Reader {
  public:
    Reader(std::string_view text, const Limits& limits) : rest_(text), limits_(limits), separator_(separator_of(text))
    {}

    std::expected<std::vector<Row>, Mistake> read()
    {
        while (!rest_.empty()) {
            if (auto done = read_row(); !done) return std::unexpected(done.error());
            if (rows_.size() > limits_.rows)
                return mistake("too_many_rows",
                               "There are more than " + std::to_string(limits_.rows) + " rows. Split the file.");
        }
        return std::move(rows_);
    }

  private:
    std::expected<void, Mistake> read_row()
    {
        Row row{line_, {}};
        begins_ = line_;
        do {
            auto cell = read_cell();
            if (!cell) return std::unexpected(cell.error());
            row.cells.push_back(std::move(*cell));
            if (row.cells.size() > limits_.columns)
                return mistake("too_many_columns",
                               "A row has more than " + std::to_string(limits_.columns) + " values.");
        } while (take(separator_));
        end_line();
        const auto is_empty = [](const std::string& cell) { return cell.empty(); };
        if (!std::ranges::all_of(row.cells, is_empty)) rows_.push_back(std::move(row));
        return {};
    }

    /// Up to the separator or the end of the line, which stay.
    std::expected<std::string, Mistake> read_cell()
    {
        auto cell = take('"') ? read_quoted() : read_plain();
        if (!cell) return cell;
        if (!base::is_utf8(*cell))
            return mistake("not_utf8", "The text is not in UTF-8. Save the file as \"CSV UTF-8\" and try again.");
        if (!base::is_clean_text(*cell, base::Lines::several))
            return mistake("invalid_characters", "A value holds characters that cannot be shown.");
        if (cell->size() > 1 && cell->front() == '\'' && starts_a_formula(std::string_view{*cell}.substr(1)))
            cell->erase(0, 1);
        return cell;
    }

    std::expected<std::string, Mistake> read_plain()
    {
        const char ends[] = {separator_, '\r', '\n', '"'};
        const auto end = std::min(rest_.find_first_of(std::string_view{ends, sizeof ends}), rest_.size());
        std::string cell{rest_.substr(0, end)};
        rest_.remove_prefix(end);
        if (!rest_.empty() && rest_.front() == '"')
            return mistake("stray_quote", "A quotation mark stands inside a value. Put the whole value in quotation "
                                          "marks, and double the one inside.");
        return cell;
    }

    std::expected<std::string, Mistake> read_quoted()
    {
        std::string cell;
        for (;;) {
            const auto end = rest_.find('"');
            if (end == std::string_view::npos)
                return mistake("unclosed_quote", "A quotation mark is opened here and never closed.");
            add_lines(cell, rest_.substr(0, end));
            rest_.remove_prefix(end + 1);
            if (!take('"')) break;
            cell += '"';
        }
        if (!rest_.empty() && rest_.front() != separator_ && rest_.front() != '\r' && rest_.front() != '\n')
            return mistake("stray_quote", "Something follows a closing quotation mark. Double quotation marks that "
                                          "stand inside a value.");
        return cell;
    }

    /// Counts the line ends of a quoted part; CR LF becomes LF.
    void add_lines(std::string& cell, std::string_view part)
    {
        for (std::size_t i = 0; i < part.size(); ++i) {
            if (part[i] == '\r' && i + 1 < part.size() && part[i + 1] == '\n') continue;
            if (part[i] == '\n') ++line_;
            cell += part[i];
        }
    }

    bool take(char character)
    {
        if (rest_.empty() || rest_.front() != character) return false;
        rest_.remove_prefix(1);
        return true;
    }

    /// CR LF, LF, or the CR alone of old spreadsheets.
    void end_line()
    {
        const bool ended = take('\r');
        if (take('\n') || ended) ++line_;
    }

    [[nodiscard]] std::unexpected<Mistake> mistake(std::string code, std::string message) const
    {
        return std::unexpected(Mistake{begins_, std::move(code), std::move(message)});
    }

    std::string_view rest_;
    const Limits& limits_;
    char separator_;
    std::size_t line_ = 1;
    std::size_t begins_ = 1; // of the present row
    std::vector<Row> rows_;
};

} // namespace

std::expected<std::vector<Row>, Mistake> read(std::string_view text, const Limits& limits)
{
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    return Reader{text, limits}.read();
}

} // namespace assetbuddy::platform::csv
