// Adding a table of equipment: what would become of every line first, then all of it or none.

#include <algorithm>

#include "assets/import.h"
#include "assets/limits.h"
#include "assets/pages.h"
#include "base/text.h"
#include "platform/csv/writer.h"
#include "platform/http/forms.h"
#include "platform/http/multipart.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::assets::pages {
namespace {

namespace http = platform::http;
using base::Result;
using ui::Html;
using ui::PageParts;
using ui::Url;
using Verdict = ImportLine::Verdict;

const Url register_url{"/assets"};
const Url import_url{"/assets/import"};

/// What was sent: the file, where one was chosen, else what was pasted.
struct Sent {
    std::string csv = {};
    std::string checked = {}; // digest of the table the sender saw the verdicts of; empty: look at it first
};

Sent read_sent(const http::Request& request, const http::Form& form)
{
    auto file = http::uploaded_file(request, "file");
    const bool is_add = form.value("step") == "add";
    return {file && !file->empty() ? std::move(*file) : form.value("csv"), is_add ? form.value("checked") : ""};
}

struct Shown {
    ui::Entered entered = {};
    ui::Errors errors = {};
    const ImportReport* report = nullptr;
    bool has_changed = false; // since the sender saw the verdicts
    int status = 200;
};

std::string pieces(std::size_t count)
{
    return std::to_string(count) + (count == 1 ? " piece of equipment" : " pieces of equipment");
}

std::string lines_in_words(std::size_t count)
{
    return std::to_string(count) + (count == 1 ? " line" : " lines");
}

/// "3 lines need a change before anything can be added."
std::string title_of(const ImportReport& report)
{
    const auto wrong = report.count(Verdict::wrong);
    if (wrong > 0) return lines_in_words(wrong) + (wrong == 1 ? " needs" : " need") + " a change first";
    if (report.earlier) return "Nothing is added twice";
    const auto fits = report.count(Verdict::fits);
    return fits == 0 ? "There is nothing to add" : pieces(fits) + " can be added";
}

Html troubles_of(const ImportReport& report)
{
    ui::Table table{"Lines that need a change", {{"Line"}, {"Name"}, {"What to change"}}};
    std::size_t shown = 0;
    for (const auto& line : report.lines) {
        if (line.verdict != Verdict::wrong || shown++ >= most_troubles_shown) continue;
        Html what;
        for (const auto& each : line.errors)
            what.add("{}<strong>{}</strong>: {}", what.empty() ? Html{} : Html::of("<br>"), each.field, each.message);
        table.row(
            {Html::text("Line " + std::to_string(line.line)), Html::text(line.name), Html::of("<div>{}</div>", what)});
    }
    if (shown == 0) return {};
    auto html = table.done();
    if (shown > most_troubles_shown)
        html.add(ui::paragraph("These are the first " + std::to_string(most_troubles_shown) + " of them."));
    return html;
}

/// What lies ready, for whoever wants to be sure.
Html ready_of(const ImportReport& report)
{
    constexpr std::size_t most = 10;
    ui::Table table{"What will be added", {{"Code"}, {"Name"}}};
    std::size_t shown = 0;
    for (const auto& line : report.lines)
        if (line.verdict == Verdict::fits && shown++ < most) table.row({Html::text(line.code), Html::text(line.name)});
    auto html = table.done();
    if (shown > most) html.add(ui::paragraph("And " + std::to_string(shown - most) + " more."));
    return html;
}

Html earlier_of(const ImportReport::Earlier& earlier, std::string_view time_zone)
{
    return ui::notice(ui::Tone::warning, "This very table was imported before",
                      ui::paragraph((earlier.by.empty() ? "Somebody" : earlier.by) + " did so on " +
                                    base::to_words(earlier.at, time_zone) + "; " +
                                    pieces(static_cast<std::size_t>(earlier.added)) +
                                    " came of it. Take out what is in the register already."));
}

Html verdicts(const Shown& shown, std::string_view time_zone)
{
    const auto& report = *shown.report;
    const auto fits = report.count(Verdict::fits);
    Html html;
    if (shown.has_changed)
        html.add(ui::notice(ui::Tone::info, "The table or the register has changed since you checked it",
                            ui::paragraph("Nothing was added yet. Below is what would happen now.")));
    if (report.earlier) html.add(earlier_of(*report.earlier, time_zone));
    if (const auto known = report.count(Verdict::known); known > 0)
        html.add(ui::paragraph(lines_in_words(known) + (known == 1 ? " is" : " are") +
                               " in this register already and will be left out."));
    if (const auto disposed = report.count(Verdict::disposed); disposed > 0)
        html.add(ui::paragraph(lines_in_words(disposed) + (disposed == 1 ? " speaks" : " speak") +
                               " of what was disposed of and will be left out."));
    const bool is_ready = report.count(Verdict::wrong) == 0 && fits > 0 && !report.earlier;
    if (is_ready)
        html.add(
            R"(<input type="hidden" name="checked" value="{}"><p><button type="submit" name="step" value="add" class="btn btn-primary">{}</button></p>)",
            report.digest, "Add " + pieces(fits));
    html.add(troubles_of(report));
    if (is_ready) html.add(ready_of(report));
    return Html::of(R"(<section class="verdicts"><h2>{}</h2>{}</section>)", title_of(report), html);
}

Html columns_help()
{
    Html html;
    html.add(
        R"(<details class="field"><summary>What the table looks like</summary><p>The first line holds the headings, in any order; leave out what you do not need. Commas, semicolons or tabs part the columns. A file downloaded from a register fits as it is.</p><dl>)");
    for (const auto& column : import_columns())
        html.add("<dt>{}</dt><dd>{}</dd>", column.name, column.wants.empty() ? "Optional." : column.wants);
    html.add(
        R"(</dl><p><a href="/assets/import/template">Download an empty table with all headings</a></p></details>)");
    return html;
}

http::Response import_page(access::Visit& visit, const Shown& shown)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        if (!call.actor.may(access::Permission::assets_create))
            return base::refused("forbidden", {}, "Your role does not let you add equipment.");
        ui::Form form{visit, import_url, shown.entered, shown.errors};
        if (shown.report != nullptr) form.add(verdicts(shown, call.actor.facts().time_zone));
        form.file("file", "File", ".csv,text/csv",
                  {.hint = "A table saved as CSV: up to 2,000 lines and 2 MB.", .needed = ui::Needed::optional});
        form.textarea("csv", "Or paste the table",
                      {.hint = "With the headings in its first line: name and category are needed. Cells copied from a "
                               "spreadsheet can be pasted as they are.",
                       .needed = ui::Needed::optional,
                       .autocomplete = "off"},
                      12);
        form.add(columns_help());
        const bool is_checked = shown.report != nullptr;
        return PageParts{.title = "Import equipment",
                         .section = ui::Section::assets,
                         .content = form.done(is_checked ? "Check again" : "Check the table", register_url,
                                              is_checked ? ui::Look::secondary : ui::Look::primary),
                         .lead = "You see what would become of every line before anything is added.",
                         .crumbs = {{"Equipment", register_url}},
                         .status = shown.status};
    });
}

/// What stays in the field: nothing of the table gets lost, unless it is no text at all.
ui::Entered entered_of(const Sent& sent)
{
    const auto text = with_plain_line_ends(sent.csv);
    if (!base::is_utf8(text) || !base::is_clean_text(text, base::Lines::several)) return {};
    return {{"csv", text}};
}

http::Response added(access::Visit& visit, const ImportReport& report)
{
    visit.flash(pieces(report.count(Verdict::fits)) +
                (report.count(Verdict::fits) == 1 ? " was added." : " were added."));
    return http::Response::see_other(register_url.text());
}

} // namespace

http::Response show_import(access::Visit& visit)
{
    return import_page(visit, {});
}

http::Response submit_import(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto sent = read_sent(visit.request, *form);
    const auto run = [&](ImportStep step) {
        return import_table(visit.kernel, visit.credential, visit.origin, sent.csv, step);
    };
    const auto report = run(ImportStep::look);
    if (!report && report.error().code != "invalid") return ui::refusal(visit, report.error());
    if (!report)
        return import_page(visit, {.entered = entered_of(sent), .errors = ui::Errors{report.error()}, .status = 422});
    const bool wants_it = !sent.checked.empty();
    const bool is_ready = report->count(Verdict::wrong) == 0 && report->count(Verdict::fits) > 0 && !report->earlier;
    if (wants_it && sent.checked == report->digest && is_ready) {
        const auto done = run(ImportStep::add);
        if (done) return added(visit, *done);
        if (done.error().code != "invalid" && done.error().code != "already_imported")
            return ui::refusal(visit, done.error());
    }
    return import_page(visit, {.entered = entered_of(sent), .report = &*report, .has_changed = wants_it});
}

http::Response import_template(access::Visit& visit)
{
    const auto may = visit.look([](access::Call& call) -> base::Done {
        if (call.actor.may(access::Permission::assets_create)) return {};
        return base::refused("forbidden", {}, "Your role does not let you add equipment.");
    });
    if (!may) return ui::refusal(visit, may.error());
    std::vector<std::string_view> headings;
    for (const auto& column : import_columns()) headings.push_back(column.name);
    platform::csv::Writer writer;
    writer.row(headings);
    http::Response answer{200};
    answer.body = writer.take();
    answer.set("Content-Type", "text/csv; charset=utf-8")
        .set("Content-Disposition", "attachment; filename=\"equipment.csv\"");
    return answer;
}

} // namespace assetbuddy::assets::pages
