#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

#include "base/text.h"
#include "invitations/import.h"
#include "invitations/limits.h"
#include "platform/csv/reader.h"

namespace assetbuddy::invitations {
namespace {

using base::FieldError;

/// A column: the field of the API, and what else people call it.
struct Column {
    std::string_view field;
    std::string OfferRequest::* text = nullptr; // of the fields that are plain text
    std::array<std::string_view, 3> also = {};
};

constexpr std::array columns{
    Column{"name", &OfferRequest::name, {"full_name"}},
    Column{"email", &OfferRequest::email, {"e_mail", "email_address"}},
    Column{"role"},
    Column{"site_id", &OfferRequest::site_id, {"site", "site_name"}},
    Column{"job_title", &OfferRequest::job_title},
    Column{"phone", &OfferRequest::phone, {"telephone"}},
    Column{"is_external", nullptr, {"external", "external_user"}},
    Column{"company_name", &OfferRequest::company_name, {"company"}},
    Column{"company_address", &OfferRequest::company_address},
    Column{"access_ends_on", &OfferRequest::access_ends_on, {"last_day_of_access"}},
    Column{"lifetime_days"},
    Column{"message", &OfferRequest::message, {"personal_message"}},
};

/// "Job title" → job_title.
std::string as_field_name(const std::string& heading)
{
    auto name = base::case_folded(base::trimmed(heading));
    for (auto& each : name)
        if (each == ' ' || each == '-') each = '_';
    return name;
}

const Column* find_column(const std::string& heading)
{
    const auto name = as_field_name(heading);
    const auto fits = [&](const Column& column) {
        return column.field == name || (!name.empty() && std::ranges::find(column.also, name) != column.also.end());
    };
    const auto* found = std::ranges::find_if(columns, fits);
    return found == columns.end() ? nullptr : found;
}

std::unexpected<base::Error> unreadable(std::string code, std::size_t line, const std::string& message)
{
    return base::invalid({{"csv", std::move(code), "Line " + std::to_string(line) + ": " + message}});
}

/// A heading may be quoted back to its writer, cut short; it is no secret, and nothing else says which one is meant.
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
    for (const auto needed : {"name", "email", "role"})
        if (std::ranges::find(heading, std::string_view{needed}, &Column::field) == heading.end())
            return unreadable("missing_column", row.line,
                              std::string{"A column with the heading \""} + needed +
                                  "\" is needed. The first line holds the headings.");
    return heading;
}

/// The slug of a role given as slug or as people call it; what is neither is left for the rules to refuse.
std::string role_of(const std::string& cell)
{
    const auto wanted = base::case_folded(base::trimmed(cell));
    for (const auto role : access::all_roles())
        if (wanted == to_text(role) || wanted == base::case_folded(access::in_words(role)))
            return std::string{to_text(role)};
    return cell;
}

void read_external(AskedRow& row, const std::string& cell)
{
    const auto word = base::case_folded(base::trimmed(cell));
    constexpr std::array<std::string_view, 6> yes{"true", "yes", "y", "1", "x", "on"};
    constexpr std::array<std::string_view, 5> no{"false", "no", "n", "0", "off"};
    if (std::ranges::find(yes, word) != yes.end())
        row.offer.is_external = true;
    else if (std::ranges::find(no, word) != no.end())
        row.offer.is_external = false;
    else if (!word.empty())
        row.errors.push_back({"is_external", "unknown_value", "Say yes or no, or leave this empty."});
}

void read_lifetime(AskedRow& row, const std::string& cell)
{
    const auto text = base::trimmed(cell);
    if (text.empty()) return;
    std::int64_t days = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, days);
    row.offer.lifetime_days = read.ec == std::errc{} && read.ptr == end ? days : 0; // 0 is out of every range
}

AskedRow read_row(const std::vector<const Column*>& heading, const platform::csv::Row& row)
{
    AskedRow asked{.line = static_cast<std::int64_t>(row.line)};
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const auto& cell = row.cells[i];
        if (i >= heading.size()) {
            if (!cell.empty()) {
                asked.errors.push_back(
                    {"row", "too_many_values", "This line has more values than there are headings."});
                break;
            }
        } else if (heading[i]->text != nullptr) {
            asked.offer.*(heading[i]->text) = cell;
        } else if (heading[i]->field == "role") {
            asked.offer.role = role_of(cell);
        } else if (heading[i]->field == "is_external") {
            read_external(asked, cell);
        } else {
            read_lifetime(asked, cell);
        }
    }
    return asked;
}

} // namespace

base::Result<std::vector<AskedRow>> read_import(std::string_view csv)
{
    if (csv.size() > longest_import) return unreadable("too_long", 1, "The file is larger than 8 MB. Split it.");
    const auto table = platform::csv::read(csv, {most_import_rows + 1, most_import_columns});
    if (!table) return unreadable(table.error().code, table.error().line, table.error().message);
    if (table->empty())
        return base::invalid(
            {{"csv", "required", "Paste a list or choose a file. Its first line holds the headings."}});
    const auto heading = read_heading(table->front());
    if (!heading) return base::refused(heading.error());
    if (table->size() == 1)
        return base::invalid({{"csv", "required", "There is nobody in the list: nothing follows the headings."}});
    std::vector<AskedRow> rows;
    rows.reserve(table->size() - 1);
    for (auto row = table->begin() + 1; row != table->end(); ++row) rows.push_back(read_row(*heading, *row));
    return rows;
}

const std::vector<ColumnHelp>& import_columns()
{
    static const std::vector<ColumnHelp> help{
        {"name", "Full name. Needed."},
        {"email", "The invitation goes there. Needed."},
        {"role", "Needed."},
        {"site", "Name of a site; empty: all sites."},
        {"job_title", ""},
        {"phone", ""},
        {"is_external", "yes for somebody from another company."},
        {"company_name", "Needed for external users."},
        {"company_address", ""},
        {"access_ends_on", "Last day of access, such as 2027-03-31."},
        {"lifetime_days", "How many days the invitation is valid; empty: as usual."},
        {"message", "A few words for the email, without web addresses."},
    };
    return help;
}

} // namespace assetbuddy::invitations
