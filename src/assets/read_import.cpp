#include "assets/read_import.h"

#include <algorithm>
#include <array>
#include <set>

#include "assets/import.h"
#include "assets/limits.h"
#include "base/text.h"
#include "platform/csv/reader.h"

namespace assetbuddy::assets {
namespace {

/// A column: what the export calls it, and what else people call it. What the export has beside these says nothing
/// about a new piece of equipment.
struct Column {
    std::string_view name;
    std::string AskedLine::* text;
    std::array<std::string_view, 3> also = {};
};

constexpr std::array columns{
    Column{"code", &AskedLine::code, {"asset_code", "id", "number"}},
    Column{"name", &AskedLine::name, {"asset", "equipment", "description"}},
    Column{"category", &AskedLine::category, {"type", "kind"}},
    Column{"subcategory", &AskedLine::subcategory},
    Column{"site", &AskedLine::site, {"site_name"}},
    Column{"location", &AskedLine::location, {"place"}},
    Column{"status", &AskedLine::status},
    Column{"criticality", &AskedLine::criticality},
    Column{"owner_email", &AskedLine::owner_email, {"responsible"}},
    Column{"make", &AskedLine::make, {"manufacturer"}},
    Column{"model", &AskedLine::model},
    Column{"serial", &AskedLine::serial, {"serial_number", "serial_no"}},
    Column{"notes", &AskedLine::notes, {"note", "remarks"}},
    Column{"owner", nullptr},
    Column{"created_at", nullptr},
};

std::string as_column_name(const std::string& heading)
{
    auto name = base::case_folded(base::trimmed(heading));
    for (auto& each : name)
        if (each == ' ' || each == '-') each = '_';
    return name;
}

const Column* find_column(const std::string& heading)
{
    const auto name = as_column_name(heading);
    if (name.empty()) return nullptr;
    const auto* found = std::ranges::find_if(columns, [&](const Column& column) {
        return column.name == name || std::ranges::find(column.also, name) != column.also.end();
    });
    return found == columns.end() ? nullptr : found;
}

std::unexpected<base::Error> unreadable(std::string code, std::size_t line, const std::string& message)
{
    return base::invalid({{"csv", std::move(code), "Line " + std::to_string(line) + ": " + message}});
}

/// A heading quoted back to its writer, cut short.
std::string shown(const std::string& heading)
{
    constexpr std::size_t longest = 40;
    return heading.size() <= longest && !base::has_invisible_characters(heading) ? "\"" + heading + "\"" : "This one";
}

base::Result<std::vector<const Column*>> read_heading(const platform::csv::Row& row)
{
    std::vector<const Column*> heading;
    std::set<const Column*> seen;
    for (const auto& cell : row.cells) {
        const auto* column = find_column(cell);
        if (column == nullptr)
            return unreadable("unknown_column", row.line,
                              shown(cell) + " is no heading of a column that can be used here.");
        if (!seen.insert(column).second)
            return unreadable("repeated_column", row.line, shown(cell) + " is the heading of two columns.");
        heading.push_back(column);
    }
    for (const auto needed : {"name", "category"})
        if (std::ranges::find(heading, std::string_view{needed}, &Column::name) == heading.end())
            return unreadable("missing_column", row.line,
                              std::string{"A column with the heading \""} + needed +
                                  "\" is needed. The first line holds the headings.");
    return heading;
}

AskedLine read_line(const std::vector<const Column*>& heading, const platform::csv::Row& row)
{
    AskedLine asked{.line = row.line};
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        if (i >= heading.size())
            asked.has_too_many_cells = asked.has_too_many_cells || !row.cells[i].empty();
        else if (heading[i]->text != nullptr)
            asked.*(heading[i]->text) = base::trimmed(row.cells[i]);
    }
    return asked;
}

} // namespace

base::Result<std::vector<AskedLine>> read_import(std::string_view csv)
{
    if (csv.size() > longest_import) return unreadable("too_long", 1, "The table is larger than 2 MB. Split it.");
    const auto table = platform::csv::read(csv, {most_imported + 1, most_import_columns});
    if (!table) return unreadable(table.error().code, table.error().line, table.error().message);
    if (table->empty())
        return base::invalid(
            {{"csv", "required", "Paste a table or choose a file. Its first line holds the headings."}});
    const auto heading = read_heading(table->front());
    if (!heading) return base::refused(heading.error());
    if (table->size() == 1)
        return base::invalid({{"csv", "required", "There is nothing in the table: no line follows the headings."}});
    std::vector<AskedLine> lines;
    lines.reserve(table->size() - 1);
    for (auto row = table->begin() + 1; row != table->end(); ++row) lines.push_back(read_line(*heading, *row));
    return lines;
}

std::string with_plain_line_ends(std::string_view csv)
{
    std::string text;
    text.reserve(csv.size());
    for (std::size_t i = 0; i < csv.size(); ++i) {
        const bool is_pair = csv[i] == '\r' && i + 1 < csv.size() && csv[i + 1] == '\n';
        if (!is_pair) text += csv[i] == '\r' ? '\n' : csv[i];
    }
    return text;
}

const std::vector<ImportColumn>& import_columns()
{
    static const std::vector<ImportColumn> help{
        {"name", "What people call it. Needed."},
        {"category", "Name of a category, or the letters of its codes. Needed."},
        {"subcategory", "Name of a subcategory."},
        {"site", "Name of the site where it is. Needed, unless there is only one."},
        {"location", "A location of that site: its name, or the whole way to it."},
        {"status", "In Service, Restricted or Out of Service; empty: in service. What was disposed of is left out."},
        {"criticality", "Critical, High, Medium or Low; empty: that of the category."},
        {"owner_email", "Email of the colleague who is responsible for it."},
        {"make", ""},
        {"model", ""},
        {"serial", ""},
        {"notes", ""},
        {"code", "Its code until now. With the same name in this register, the line is left out; any other code is "
                 "kept in the notes."},
    };
    return help;
}

} // namespace assetbuddy::assets
