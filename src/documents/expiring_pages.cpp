// What runs out.

#include "documents/expiring.h"
#include "documents/pages.h"
#include "documents/read_expiring.h"
#include "platform/http/query.h"
#include "sites/find.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::documents::pages {
namespace {

using ui::Html;
using ui::Url;

const Url expiring_url{"/documents/expiring"};

Url url_of(const ExpiringRequest& request)
{
    return request.site ? expiring_url.with("site_id", request.site->text()) : expiring_url;
}

Html filters_of(access::Call& call, const ExpiringRequest& request)
{
    const auto reach = call.actor.grant(access::Permission::documents_view);
    const bool is_one_site = reach && reach->scope == access::Scope::site && call.actor.facts().site;
    if (is_one_site || !call.actor.may(access::Permission::sites_view)) return {};
    std::vector<ui::Option> places{{"", "All sites"}};
    for (const auto& site : sites::list_active(call, call.organisation()))
        places.push_back({site.id.text(), site.name});
    ui::Filters filters{expiring_url, {{"site_id", request.site ? request.site->text() : ""}}};
    filters.select("site_id", "Site", places);
    return filters.done();
}

/// The page of the record, where there is one.
Html record_of(const Expiring& document)
{
    const auto& id = document.record.id;
    switch (document.record.kind) {
    case RecordKind::organisation:
        break;
    case RecordKind::site:
        return ui::link(Url::path("/sites", {id}), document.record_name);
    case RecordKind::asset:
        return ui::link(Url::path("/assets", {id}), document.record_name);
    case RecordKind::defect:
        return ui::link(Url::path("/defects", {id}), document.record_name);
    case RecordKind::company:
        return ui::link(Url::path("/companies", {id}), document.record_name);
    }
    return Html::text(document.record_name);
}

Html table_of(const ExpiringPage& page)
{
    ui::Table table{"Documents that run out", {{"Document"}, {"Of"}, {"Last day"}, {"State"}}};
    for (const auto& document : page.documents) {
        const bool is_over = document.expires_on < page.today;
        table.row({ui::link(Url::path("/documents", {document.id.text()}), document.name), record_of(document),
                   Html::of(R"(<span class="text-nowrap">{}</span>)", document.expires_on),
                   ui::badge(is_over ? "Expired" : "Expires soon", is_over ? ui::Tone::bad : ui::Tone::warning)});
    }
    return table.done();
}

Html rows_of(const ExpiringPage& page, const ExpiringRequest& request)
{
    const auto first = url_of(request);
    if (page.documents.empty() && request.cursor.empty())
        return ui::empty_state(
            {.icon = "circle-check",
             .title = "Nothing runs out soon",
             .text = "Certificates and other documents with a last day are listed here from 30 days "
                     "before it. You set that day on the page of the document.",
             .action = request.site ? ui::button_link(expiring_url, "Show all sites", ui::Look::secondary) : Html{}});
    const auto next = page.next_cursor.empty() ? std::nullopt : std::optional{first.with("cursor", page.next_cursor)};
    return table_of(page).add(
        ui::pager(request.cursor.empty() ? std::nullopt : std::optional{first}, next, "First page"));
}

base::Result<ui::PageParts> parts_of(access::Call& call, const ExpiringRequest& request)
{
    const auto page = documents::list_expiring(call, request);
    if (!page) return base::refused(page.error());
    ui::PageParts parts{.title = "Expiring documents",
                        .lead = "What has run out, and what runs out within 30 days. Open one to put a new file in "
                                "its place or to set a later last day."};
    if (call.actor.may(access::Permission::dashboard_view)) parts.crumbs = {{"Dashboard", Url{"/dashboard"}}};
    parts.content.add(filters_of(call, request)).add(ui::list_region(rows_of(*page, request)));
    return parts;
}

} // namespace

platform::http::Response list_expiring(access::Visit& visit)
{
    platform::http::Query query{visit.request};
    const auto request = read_expiring(query);
    if (const auto read = query.finish(); !read) return ui::refusal(visit, read.error());
    return ui::show(visit, [&](access::Call& call) { return parts_of(call, request); });
}

} // namespace assetbuddy::documents::pages
