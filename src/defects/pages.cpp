// The list of defects.

#include "defects/pages.h"

#include "defects/list.h"
#include "defects/looks.h"
#include "defects/read_filters.h"
#include "platform/http/query.h"
#include "sites/find.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::defects::pages {
namespace {

namespace http = platform::http;
using access::Permission;
using base::Result;
using ui::Html;
using ui::PageParts;
using ui::Url;

/// What the address says, without where in the list one is.
ui::Entered applied(const http::Request& request)
{
    ui::Entered values;
    for (const auto& [name, value] : request.query)
        if (name != "cursor" && !value.empty()) values[name] = value;
    return values;
}

Url url_of_list(const ui::Entered& filters)
{
    Url url{"/defects"};
    for (const auto& [name, value] : filters) url = url.with(name, value);
    return url;
}

std::vector<ui::Option> status_options()
{
    std::vector<ui::Option> options{{"", "Open and closed"}, {"not_closed", "Not closed yet"}};
    for (const auto status : all_statuses)
        options.push_back({std::string{to_text(status)}, std::string{in_words(status)}});
    return options;
}

std::vector<ui::Option> severity_options()
{
    std::vector<ui::Option> options{{"", "Every severity"}};
    for (const auto severity : all_severities)
        options.push_back({std::string{to_text(severity)}, std::string{in_words(severity)}});
    return options;
}

/// Who has it: the asker, nobody, or the person the address names.
std::vector<ui::Option> assignee_options(access::Call& call, const ui::Entered& filters, const DefectPage& page)
{
    const auto own = call.actor.user().text();
    std::vector<ui::Option> options{{"", "Anybody"}, {own, "Me"}, {"none", "Nobody yet"}};
    const auto asked = filters.find("assignee");
    if (asked == filters.end() || asked->second == own || asked->second == "none") return options;
    const auto name = page.defects.empty() ? std::string{"One person"} : page.defects.front().assignee_name;
    options.push_back({asked->second, name});
    return options;
}

Html filters_of(access::Call& call, const ui::Entered& filters, const DefectPage& page)
{
    static const std::vector<ui::Option> due{{"", "Any due date"}, {"true", "Overdue"}};
    ui::Filters form{Url{"/defects"}, filters};
    form.search("q", "Search title, number or equipment code");
    form.select("status", "Status", status_options());
    form.select("severity", "Severity", severity_options());
    if (call.actor.may(Permission::sites_view)) {
        std::vector<ui::Option> sites{{"", "All sites"}};
        for (const auto& site : sites::list_active(call, call.organisation()))
            sites.push_back({site.id.text(), site.name});
        form.select("site_id", "Site", sites);
    }
    if (!call.actor.facts().is_external) form.select("assignee", "Given to", assignee_options(call, filters, page));
    form.select("overdue", "Due", due);
    form.fold("By day", [&] {
        static const std::vector<ui::Option> moments{{"", "Reported"}, {"closed", "Closed"}};
        form.select("days", "What happened on these days", moments);
        form.date("from", "From");
        form.date("to", "To");
    });
    form.keep("asset_id");
    form.keep("company_id");
    return form.done();
}

Html table_of(access::Call& call, const DefectPage& page)
{
    const auto today = today_in(call.now, call.actor.facts().time_zone);
    ui::Table table{"Defects", {{"Defect"}, {"Severity"}, {"Status"}, {"Due"}, {"Given to"}, {"Site"}}};
    for (const auto& defect : page.defects)
        table.row({ui::person(defect.title, defect.reference() + " · " + defect.asset_code + " " + defect.asset_name,
                              url_of(defect.id)),
                   severity_badge(defect.severity), status_badge(defect.status), due_words(defect, today),
                   Html::text(assignee_words(defect)), Html::text(defect.site_name)});
    return table.done();
}

Html nothing_here(bool is_narrowed, bool may_report)
{
    if (is_narrowed)
        return ui::empty_state({.icon = "search",
                                .title = "No defect matches",
                                .text = "Try other filters, or fewer words.",
                                .action = ui::button_link(Url{"/defects"}, "Show all defects", ui::Look::secondary)});
    return ui::empty_state({.icon = "circle-check",
                            .title = "No defects",
                            .text = "Whatever is found to be wrong with a piece of equipment is listed here, from the "
                                    "report to the verified repair.",
                            .action = may_report ? ui::button_link(Url{"/defects/new"}, "Report a defect") : Html{}});
}

/// A list of one company says so, since no field of the form does.
Html company_note(const DefectPage& page, ui::Entered filters)
{
    if (filters.erase("company_id") == 0) return {};
    const auto name = page.defects.empty() ? std::string{} : page.defects.front().assignee_company;
    return Html::of("<p>Only what was given to people of {}. {}</p>", name.empty() ? "one company" : name,
                    ui::link(url_of_list(filters), "Show what others have, too"));
}

PageParts list_parts(access::Call& call, const DefectPage& page, const ui::Entered& filters, bool is_first)
{
    const bool may_report = call.actor.may(Permission::defects_create);
    PageParts parts{.title = "Defects", .section = ui::Section::defects, .width = ui::Width::wide};
    if (may_report)
        parts.actions =
            ui::button_link(Url{"/defects/new"}, "Report a defect", ui::Look::primary, ui::IconName{"plus"});
    const bool is_empty = page.defects.empty() && is_first;
    Html region = company_note(page, filters);
    if (page.is_cut) region.add(ui::paragraph("Only some of what was found is shown: narrow your search."));
    region.add(is_empty ? nothing_here(!filters.empty(), may_report) : table_of(call, page));
    const auto first = url_of_list(filters);
    const auto next = page.next_cursor.empty() ? std::nullopt : std::optional{first.with("cursor", page.next_cursor)};
    region.add(ui::pager(is_first ? std::nullopt : std::optional{first}, next, "First page"));
    if (!is_empty || !filters.empty()) parts.content.add(filters_of(call, filters, page));
    parts.content.add(ui::list_region(region));
    return parts;
}

} // namespace

http::Response list(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto request = read_filters(query);
    if (auto read = query.finish(); !read) return ui::refusal(visit, read.error());
    const auto filters = applied(visit.request);
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto page = defects::list(call, request);
        if (!page) return base::refused(page.error());
        return list_parts(call, *page, filters, request.cursor.empty());
    });
}

} // namespace assetbuddy::defects::pages
