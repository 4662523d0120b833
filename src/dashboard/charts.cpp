#include "dashboard/charts.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/time.h"
#include "ui/parts.h"

namespace assetbuddy::dashboard {
namespace {

using access::BoundedCount;
using defects::KindCount;
using defects::Severity;
using defects::Status;
using defects::WeekCount;
using platform::html::Html;
using platform::html::Url;

// The units of the pictures: as wide as a phone, so that their letters are of a readable size there.
constexpr std::int64_t width = 360;
constexpr std::int64_t bar_left = 66;
constexpr std::int64_t bar_room = 240;
constexpr std::int64_t line_height = 32;
constexpr std::int64_t bar_height = 20;
constexpr std::int64_t week_left = 34;
constexpr std::int64_t week_width = 27;
constexpr std::int64_t week_bar = 11;
constexpr std::int64_t week_top = 14;
constexpr std::int64_t week_base = 144;
constexpr std::int64_t week_height = 172;

std::string_view class_of(Status status)
{
    switch (status) {
    case Status::open:
        return "chart-1";
    case Status::in_progress:
        return "chart-2";
    case Status::awaiting_parts:
        return "chart-3";
    case Status::awaiting_verification:
    case Status::closed:
        break;
    }
    return "chart-4";
}

/// A length of `room` for `most`; what is there at all is seen.
std::int64_t scaled(std::int64_t value, std::int64_t most, std::int64_t room)
{
    constexpr std::int64_t least = 2;
    return value == 0 ? 0 : std::max(least, value * room / most);
}

void add_key(Html& html, std::string_view colour, std::string_view words)
{
    html.add(
        R"(<li><svg class="chart-key" viewBox="0 0 12 12" aria-hidden="true"><rect class="{}" width="12" height="12" rx="3"></rect></svg>{}</li>)",
        colour, words);
}

Html numbers_part(Html table)
{
    return Html::of(R"(<details class="chart-numbers"><summary>The numbers as a table</summary>{}</details>)", table);
}

Html cut_note(bool is_cut)
{
    if (!is_cut) return {};
    return ui::paragraph("A number with a plus is counted no further: there are more, and its bar would be longer.");
}

struct Line {
    Severity severity = Severity::medium;
    std::vector<KindCount> parts;
    BoundedCount total;
};

std::vector<Line> lines_of(const std::vector<KindCount>& kinds)
{
    std::vector<Line> lines;
    for (const auto& kind : kinds) {
        if (lines.empty() || lines.back().severity != kind.severity) lines.push_back({kind.severity, {}, {}});
        lines.back().parts.push_back(kind);
        lines.back().total += kind.count;
    }
    return lines;
}

std::string description_of(const std::vector<Line>& lines)
{
    std::string words;
    for (const auto& line : lines)
        words += (words.empty() ? "" : ", ") + std::string{in_words(line.severity)} + " " + in_words(line.total);
    return words + ".";
}

Html picture_of(const std::vector<Line>& lines)
{
    std::int64_t most = 1;
    for (const auto& line : lines) most = std::max(most, line.total.value);
    const auto height = line_height * static_cast<std::int64_t>(lines.size());
    Html svg;
    svg.add(
        R"(<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="chart-kinds-title chart-kinds-about"><title id="chart-kinds-title">Defects that are not closed, by severity and status</title><desc id="chart-kinds-about">{}</desc>)",
        width, height, description_of(lines));
    std::int64_t top = 0;
    for (const auto& line : lines) {
        const auto middle = top + line_height / 2 + 4;
        svg.add(R"(<text class="chart-words" x="0" y="{}">{}</text>)", middle, in_words(line.severity));
        auto left = bar_left;
        for (const auto& part : line.parts) {
            const auto length = scaled(part.count.value, most, bar_room);
            if (length == 0) continue;
            svg.add(R"(<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="2"><title>{}, {}: {}</title></rect>)",
                    class_of(part.status), left, top + (line_height - bar_height) / 2,
                    std::max<std::int64_t>(length - 1, 1), bar_height, in_words(part.severity), in_words(part.status),
                    in_words(part.count));
            left += length;
        }
        svg.add(R"(<text class="chart-words" x="{}" y="{}">{}</text>)", left + 6, middle, in_words(line.total));
        top += line_height;
    }
    return svg.add("</svg>");
}

Html number_link(const BoundedCount& count, Url list, const std::optional<base::SiteId>& site, std::string_view what,
                 std::string_view of_what)
{
    if (site) list = list.with("site_id", site->text());
    return Html::of(R"(<a href="{}">{}<span class="visually-hidden"> {}, {}</span></a>)", list, in_words(count), what,
                    of_what);
}

Html table_of(const std::vector<Line>& lines, const std::optional<base::SiteId>& site)
{
    std::vector<ui::Column> columns{{"Severity"}};
    for (const auto status : defects::open_statuses) columns.push_back({std::string{in_words(status)}});
    columns.push_back({"All"});
    ui::Table table{"Defects that are not closed, by severity and status", columns};
    for (const auto& line : lines) {
        const auto list = Url{"/defects"}.with("severity", to_text(line.severity));
        const auto severity = in_words(line.severity);
        std::vector<Html> cells{Html::text(severity)};
        for (const auto& part : line.parts)
            cells.push_back(number_link(part.count, list.with("status", to_text(part.status)), site, severity,
                                        in_words(part.status)));
        cells.push_back(number_link(line.total, list.with("status", "not_closed"), site, severity, "all of them"));
        table.row(cells);
    }
    return table.done();
}

/// "7 Sep".
std::string day_of(std::chrono::year_month_day day)
{
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return std::to_string(static_cast<unsigned>(day.day())) + " " + months.at(static_cast<unsigned>(day.month()) - 1);
}

struct Sums {
    BoundedCount reported;
    BoundedCount closed;
    std::int64_t most = 1; // of one bar
};

Sums sums_of(const std::vector<WeekCount>& weeks)
{
    Sums sums;
    for (const auto& week : weeks) {
        sums.reported += week.reported;
        sums.closed += week.closed;
        sums.most = std::max({sums.most, week.reported.value, week.closed.value});
    }
    return sums;
}

void add_bar(Html& svg, std::string_view colour, std::int64_t left, const BoundedCount& count, std::int64_t most,
             const std::string& words)
{
    const auto length = scaled(count.value, most, week_base - week_top);
    if (length == 0) return;
    svg.add(R"(<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="2"><title>{}: {}</title></rect>)", colour,
            left, week_base - length, week_bar, length, words, in_words(count));
}

Html picture_of(const std::vector<WeekCount>& weeks, const Sums& sums)
{
    constexpr std::size_t labelled = 3; // every so many weeks
    Html svg;
    svg.add(
        R"(<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="chart-weeks-title chart-weeks-about"><title id="chart-weeks-title">Defects reported and closed in the last {} weeks</title><desc id="chart-weeks-about">Reported {}, closed {}.</desc>)",
        width, week_height, weeks.size(), in_words(sums.reported), in_words(sums.closed));
    for (const auto& [value, y] : {std::pair{sums.most, week_top}, std::pair{std::int64_t{0}, week_base}})
        svg.add(
            R"(<line class="chart-line" x1="{}" x2="{}" y1="{}" y2="{}"></line><text class="chart-words chart-end" x="{}" y="{}">{}</text>)",
            week_left, width, y, y, week_left - 6, y + 4, in_words(BoundedCount{value, false}));
    auto left = week_left + 2;
    for (std::size_t each = 0; each < weeks.size(); ++each) {
        const auto& week = weeks[each];
        const auto from = "Week from " + day_of(week.monday);
        add_bar(svg, "chart-1", left, week.reported, sums.most, from + ", reported");
        add_bar(svg, "chart-4", left + week_bar + 1, week.closed, sums.most, from + ", closed");
        if (each % labelled == 0)
            svg.add(R"(<text class="chart-words" x="{}" y="{}">{}</text>)", left, week_base + 20, day_of(week.monday));
        left += week_width;
    }
    return svg.add("</svg>");
}

Html table_of(const std::vector<WeekCount>& weeks, const std::optional<base::SiteId>& site)
{
    ui::Table table{"Defects reported and closed, week by week", {{"Week from"}, {"Reported"}, {"Closed"}}};
    for (const auto& week : weeks) {
        const auto sunday = std::chrono::sys_days{week.monday} + std::chrono::days{6};
        const auto cell = [&](const BoundedCount& count, std::string_view what) {
            const auto list = Url{"/defects"}
                                  .with("days", what)
                                  .with("from", base::to_iso_date(week.monday))
                                  .with("to", base::to_iso_date(sunday));
            return number_link(count, list, site, what, "week from " + day_of(week.monday));
        };
        table.row({Html::text(day_of(week.monday)), cell(week.reported, "reported"), cell(week.closed, "closed")});
    }
    return table.done();
}

} // namespace

Html chart_of(const std::vector<KindCount>& kinds, const std::optional<base::SiteId>& site)
{
    const auto lines = lines_of(kinds);
    BoundedCount all;
    for (const auto& line : lines) all += line.total;
    if (all.value == 0) return ui::paragraph("No defect is open.");
    Html html = picture_of(lines);
    html.add(R"(<ul class="chart-keys">)");
    for (const auto status : defects::open_statuses) add_key(html, class_of(status), in_words(status));
    return html.add("</ul>").add(cut_note(all.is_more)).add(numbers_part(table_of(lines, site)));
}

Html chart_of(const std::vector<WeekCount>& weeks, const std::optional<base::SiteId>& site)
{
    const auto sums = sums_of(weeks);
    if (sums.reported.value + sums.closed.value == 0)
        return ui::paragraph("Nothing was reported or closed in the last weeks.");
    Html html = picture_of(weeks, sums);
    html.add(R"(<ul class="chart-keys">)");
    add_key(html, "chart-1", "Reported");
    add_key(html, "chart-4", "Closed");
    return html.add("</ul>")
        .add(cut_note(sums.reported.is_more || sums.closed.is_more))
        .add(numbers_part(table_of(weeks, site)));
}

} // namespace assetbuddy::dashboard
