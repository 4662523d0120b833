#include <algorithm>
#include <array>

#include "base/text.h"
#include "invitations/check_import.h"
#include "invitations/choices.h"
#include "invitations/find_import.h"
#include "invitations/import_words.h"
#include "invitations/limits.h"
#include "invitations/pages.h"
#include "invitations/start_import.h"
#include "invitations/stop_import.h"
#include "platform/csv/writer.h"
#include "platform/http/multipart.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::invitations::pages {
namespace {

namespace http = platform::http;
using base::Result;
using ui::Html;
using ui::PageParts;
using ui::Url;

const Url import_url{"/users/invite/import"};
const Url tab_url{"/users?tab=invitations"};

/// What was sent: the file, where one was chosen, else what was pasted.
struct Sent {
    std::string csv = {};
    std::string step = {};    // empty: look at it first
    std::string checked = {}; // digest of the list the sender saw the verdicts of
};

Sent read_sent(const http::Request& request, const http::Form& form)
{
    auto file = http::uploaded_file(request, "file");
    return {file && !file->empty() ? std::move(*file) : form.value("csv"), form.value("step"), form.value("checked")};
}

/// The form as it comes back, with what the list would do where it could be read.
struct Shown {
    ui::Entered entered = {};
    ui::Errors errors = {};
    const ImportCheck* check = nullptr;
    bool has_changed = false; // since the sender saw the verdicts
    int status = 200;
};

/// "Operator, Supervisor, Contractor"
std::string names_of(const std::vector<access::Role>& roles)
{
    std::string names;
    for (const auto role : roles) {
        if (!names.empty()) names += ", ";
        names += access::in_words(role);
    }
    return names;
}

Html columns_help(const Choices& choices)
{
    Html html;
    html.add(
        R"(<details class="field"><summary>What the list looks like</summary><p>The first line holds the headings, in any order; leave out what you do not need. Commas, semicolons or tabs part the columns.</p><dl>)");
    for (const auto& column : import_columns())
        html.add("<dt>{}</dt><dd>{}{}</dd>", column.name, column.wants.empty() ? "Optional." : column.wants,
                 column.name == "role" ? " One of: " + names_of(choices.roles) + "." : "");
    html.add(
        R"(</dl><p><a href="/users/invite/import/template">Download an empty list with all headings</a></p></details>)");
    return html;
}

/// Verdicts, and the button that acts on them.
Html verdicts(const Shown& shown, const std::string& time_zone, base::Time now)
{
    const auto& check = *shown.check;
    Html html;
    if (shown.has_changed)
        html.add(ui::notice(ui::Tone::info, "The list has changed since you checked it",
                            ui::paragraph("Nobody was invited yet. Below is what would happen now.")));
    html.add(ui::paragraph(leaving_in_words(check, time_zone, now)));
    if (check.valid > 0)
        html.add(
            R"(<input type="hidden" name="checked" value="{}"><button type="submit" name="step" value="{}" class="btn btn-primary">{}</button>)",
            check.digest, check.invalid() > 0 ? "skip" : "none", "Invite " + people(check.valid));
    html.add(troubles_table(check));
    return Html::of(R"(<section class="verdicts"><h2>{}</h2>{}</section>)", verdict_in_words(check), html);
}

http::Response import_page(access::Visit& visit, const Shown& shown)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto imports = list_imports(call);
        if (!imports) return base::refused(imports.error());
        const auto choices = list_choices(call);
        if (!choices) return base::refused(choices.error());
        ui::Form form{visit, import_url, shown.entered, shown.errors};
        if (shown.check != nullptr) form.add(verdicts(shown, call.actor.facts().time_zone, call.now));
        form.file("file", "File", ".csv,text/csv",
                  {.hint = "A table saved as CSV: up to 10,000 people and 8 MB.", .needed = ui::Needed::optional});
        form.textarea("csv", "Or paste the list",
                      {.hint = "With the headings in its first line: name, email and role are needed. Cells copied "
                               "from a spreadsheet can be pasted as they are.",
                       .needed = ui::Needed::optional,
                       .autocomplete = "off"},
                      12);
        form.add(columns_help(*choices));
        const bool is_checked = shown.check != nullptr && shown.check->valid > 0;
        Html content = form.done(shown.check == nullptr ? "Check the list" : "Check again", tab_url,
                                 is_checked ? ui::Look::secondary : ui::Look::primary);
        content.add(imports_table(*imports));
        return PageParts{.title = "Invite many people",
                         .section = ui::Section::users,
                         .content = content,
                         .lead = "You see what would happen to every line before anybody is invited.",
                         .crumbs = {{"Users", Url{"/users"}}, {"Invitations", tab_url}},
                         .mail = ui::MailMatters::yes,
                         .status = shown.status};
    });
}

/// What stays in the field: nothing of the list gets lost, unless it is no text at all.
ui::Entered entered_of(const Sent& sent)
{
    auto text = sent.csv;
    std::erase(text, '\r');
    if (!base::is_utf8(text) || !base::is_clean_text(text, base::Lines::several)) return {};
    return {{"csv", text}};
}

http::Response begin(access::Visit& visit, const ImportCheck& check, OnError on_error)
{
    const auto loaded = load_import(visit.kernel, visit.credential, visit.origin, check, on_error);
    if (!loaded) return ui::refusal(visit, loaded.error());
    const auto import = visit.change([&](access::Call& call) { return open_import(call, *loaded); });
    if (!import) return ui::refusal(visit, import.error());
    return http::Response::see_other(Url::path("/users/invite/imports", {import->id.text()}).text());
}

Html report_of(const ImportReport& report)
{
    const auto& import = report.import;
    const auto address = Url::path("/users/invite/imports", {import.id.text()});
    const bool is_running = import.state == ImportState::running;
    Html html;
    if (is_running)
        html.add(
            R"(<div id="import" hx-get="{}" hx-trigger="every 2s" hx-target="#import" hx-select="#import" hx-swap="outerHTML">)",
            address);
    else
        html.add(R"(<div id="import">)");
    if (is_running) html.add(R"(<noscript><p><a href="{}">Show how far it is now</a></p></noscript>)", address);
    html.add(R"(<div role="status">{}</div>)", progress_in_words(import));
    const auto turned = import.total - import.left();
    html.add(
        R"(<label class="import-label" for="import-bar">{}</label><progress class="import-bar" id="import-bar" max="{}" value="{}"></progress>)",
        counted(turned) + " of " + counted(import.total) + (import.total == 1 ? " line" : " lines"), import.total,
        turned);
    html.add("{}{}</div>", numbers_of(import), rows_table(report));
    return html;
}

/// What can be done beside reading on.
Html actions_of(access::Visit& visit, const Import& import)
{
    Html html;
    if (import.state == ImportState::running)
        html.add(ui::confirm_button(visit, Url::path("/users/invite/imports", {import.id.text(), "stop"}), "Stop",
                                    "Who has been invited stays invited; the lines left are not used. Stop the import?",
                                    ui::Look::danger));
    return html.add(ui::button_link(tab_url, "Show the invitations", ui::Look::secondary));
}

} // namespace

http::Response show_import_form(access::Visit& visit)
{
    return import_page(visit, {});
}

http::Response submit_import(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto sent = read_sent(visit.request, *form);
    const auto check = visit.look([&](access::Call& call) { return check_import(call, sent.csv); });
    if (!check && check.error().code != "invalid") return ui::refusal(visit, check.error());
    if (!check)
        return import_page(visit, {.entered = entered_of(sent), .errors = ui::Errors{check.error()}, .status = 422});
    const auto on_error = read_on_error(sent.step);
    const bool is_as_seen = sent.checked == check->digest && (check->invalid() == 0 || on_error == OnError::skip);
    if (on_error && is_as_seen && check->valid > 0) return begin(visit, *check, *on_error);
    return import_page(visit, {.entered = entered_of(sent), .check = &*check, .has_changed = on_error.has_value()});
}

http::Response import_template(access::Visit& visit)
{
    const auto may = visit.look([](access::Call& call) { return list_imports(call); });
    if (!may) return ui::refusal(visit, may.error());
    std::vector<std::string_view> headings;
    for (const auto& column : import_columns()) headings.push_back(column.name);
    platform::csv::Writer writer;
    writer.row(headings);
    http::Response answer{200};
    answer.body = writer.take();
    answer.set("Content-Type", "text/csv; charset=utf-8")
        .set("Content-Disposition", "attachment; filename=\"invitations.csv\"");
    return answer;
}

http::Response show_import(access::Visit& visit)
{
    const auto id = ImportId::parse(visit.request.parameter("id"));
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        if (!id) return base::refused("not_found", {}, "There is no such import.");
        const auto report = find_import_with_troubles(call, *id);
        if (!report) return base::refused(report.error());
        const auto& import = report->import;
        return PageParts{
            .title = "Import of " + people(import.total),
            .section = ui::Section::users,
            .content = report_of(*report),
            .lead = "Started by " + import.started_by_name + ", " +
                    base::to_words(import.created_at, import.time_zone) + ".",
            .actions = actions_of(visit, import),
            .crumbs = {{"Users", Url{"/users"}}, {"Invitations", tab_url}, {"Invite many people", import_url}},
            .mail = ui::MailMatters::yes};
    });
}

http::Response submit_stop_import(access::Visit& visit)
{
    const auto id = ImportId::parse(visit.request.parameter("id"));
    const auto stopped = visit.change([&](access::Call& call) -> base::Done {
        if (!id) return base::refused("not_found", {}, "There is no such import.");
        return stop_import(call, *id);
    });
    if (!stopped && stopped.error().code != "wrong_state") return ui::refusal(visit, stopped.error());
    visit.flash(stopped ? "The import was stopped." : stopped.error().detail);
    return http::Response::see_other(Url::path("/users/invite/imports", {id->text()}).text());
}

} // namespace assetbuddy::invitations::pages
