// Reporting a defect, on a phone in under a minute: choose the equipment (or scan its label), say what is wrong, send.

#include "defects/equipment.h"
#include "defects/limits.h"
#include "defects/looks.h"
#include "defects/pages.h"
#include "defects/report.h"
#include "defects/report_form.h"
#include "documents/form_photos.h"
#include "documents/strip.h"
#include "platform/http/forms.h"
#include "platform/http/query.h"
#include "platform/json/json.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::defects::pages {
namespace {

namespace http = platform::http;
using base::Result;
using ui::Html;
using ui::PageParts;
using ui::Url;

Url report_url(const base::AssetId& id)
{
    return Url::path("/assets", {id.text(), "report"});
}

base::AssetId read_asset(const http::Request& request)
{
    return base::AssetId::parse(request.parameter("id")).value_or(base::AssetId{});
}

Html found_part(const ReportablePage& found, const std::string& words)
{
    if (found.equipment.empty() && words.empty())
        return ui::empty_state({.icon = "forklift",
                                .title = "No equipment yet",
                                .text = "Defects are reported of equipment in the register. Whoever looks after the "
                                        "register can add some."});
    if (found.equipment.empty())
        return ui::empty_state({.icon = "search",
                                .title = "Nothing found",
                                .text = "Try another word of its name, or the code on its label, such as FS-001. What "
                                        "was disposed of is not offered."});
    ui::Table table{"Equipment", {{"Equipment"}, {"Site"}, {""}}};
    for (const auto& each : found.equipment)
        table.row({ui::person(each.name, each.code, report_url(each.id)), Html::text(each.site_name),
                   ui::button_link(report_url(each.id), "Report a defect", ui::Look::secondary)});
    auto part = table.done();
    if (found.has_more)
        part.add(ui::paragraph(words.empty() ? "These are the first ones: search for the others."
                                             : "There is more that fits: type more of it."));
    return part;
}

/// The defect stands, whatever became of its photo.
std::string photo_words(const Result<std::vector<base::FieldError>>& wrong)
{
    if (!wrong) return " The photo could not be added. " + wrong.error().detail;
    return wrong->empty() ? std::string{} : " The photo was not added: " + wrong->front().message;
}

http::Response report_page(access::Visit& visit, const base::AssetId& id, const ui::Entered& entered,
                           const ui::Errors& errors, int status)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto asset = find_reportable(call, id);
        if (!asset) return base::refused(asset.error());
        PageParts parts{.title = "Report a defect",
                        .section = ui::Section::defects,
                        .lead = asset->code + " " + asset->name + ", " + asset->site_name,
                        .crumbs = {{"Defects", Url{"/defects"}}},
                        .width = ui::Width::narrow,
                        .status = status};
        if (asset->is_disposed()) {
            parts.content = ui::notice(ui::Tone::neutral, "This equipment was disposed of",
                                       ui::paragraph("Nothing on it is repaired any more, so no defect is reported."));
            return parts;
        }
        ui::Form form{visit, report_url(id), entered, errors};
        add_report_fields(form, FormFor::new_report);
        form.file(documents::photos_field, "Photo", documents::offered_kinds(true),
                  {.hint = "More can be added once it is reported.", .needed = ui::Needed::optional});
        parts.content = ui::card("", form.done("Report defect", Url{"/defects"}));
        return parts;
    });
}

} // namespace

http::Response choose_equipment(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto words = query.text("q");
    if (auto read = query.finish(); !read) return ui::refusal(visit, read.error());
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto found = list_reportable(call, words);
        if (!found) return base::refused(found.error());
        ui::Filters form{Url{"/defects/new"}, {{"q", words}}};
        form.search("q", "Search code, name, make, serial");
        PageParts parts{.title = "Report a defect",
                        .section = ui::Section::defects,
                        .content = form.done("Find"),
                        .lead = "Which equipment is it? Scan its label, or search for it.",
                        .crumbs = {{"Defects", Url{"/defects"}}},
                        .width = ui::Width::narrow};
        parts.content.add(ui::list_region(found_part(*found, words)));
        return parts;
    });
}

http::Response show_report(access::Visit& visit)
{
    return report_page(visit, read_asset(visit.request), {}, {}, 200);
}

http::Response submit_report(access::Visit& visit)
{
    const auto id = read_asset(visit.request);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto defect = visit.change([&](access::Call& call) -> Result<Defect> {
        if (const auto asset = find_reportable(call, id); !asset) return base::refused(asset.error());
        return report(call, {.asset = id, .fields = read_report_fields(*form)});
    });
    if (!defect && defect.error().code == "invalid")
        return report_page(visit, id, form->values(), ui::Errors{defect.error()}, 422);
    if (!defect) return ui::refusal(visit, defect.error());
    const auto wrong = documents::take_in_photos(visit, {documents::RecordKind::defect, defect->id.text()});
    visit.flash("Defect " + defect->reference() + " was reported." +
                (defect->isolates ? " The equipment is out of service." : "") + photo_words(wrong));
    return http::Response::see_other(url_of(defect->id).text());
}

} // namespace assetbuddy::defects::pages
