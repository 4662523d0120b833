#include "assets/pages.h"

#include "assets/categories.h"
#include "assets/download.h"
#include "assets/find.h"
#include "assets/list.h"
#include "assets/looks.h"
#include "assets/read_filters.h"
#include "platform/http/query.h"
#include "sites/find.h"
#include "ui/page.h"

namespace assetbuddy::assets::pages {
namespace {

namespace http = platform::http;
using access::Permission;
using base::Result;
using ui::Html;
using ui::PageParts;
using ui::Url;

const Url register_url{"/assets"};

/// Names of what the rows point to, read once for the page.
struct Names {
    std::map<std::string, std::string> categories;
    std::map<std::string, std::string> sites;
};

std::string name_in(const std::map<std::string, std::string>& names, const std::string& id)
{
    const auto found = names.find(id);
    return found == names.end() ? std::string{} : found->second;
}

Html filter_bar(const ListRequest& request, const std::vector<Category>& categories,
                const std::vector<sites::Site>& all_sites, bool one_site)
{
    ui::Filters filters{register_url, applied(request)};
    filters.search("q", "Search code, name, make, serial");
    if (!one_site) {
        std::vector<ui::Option> places{{"", "All sites"}};
        for (const auto& site : all_sites) places.push_back({site.id.text(), site.name});
        filters.select("site_id", "Site", places);
    }
    auto kinds = category_options(categories, {});
    kinds.front().text = "All categories";
    filters.select("category_id", "Category", kinds);
    std::vector<ui::Option> statuses{{"", "Any status"}};
    for (const auto status : all_statuses)
        statuses.push_back({std::string{to_text(status)}, std::string{in_words(status)}});
    filters.select("status", "Status", statuses);
    filters.keep("criticality");
    filters.keep("sort");
    return filters.done();
}

ui::Column column(std::string title, Sort sort, ListRequest request)
{
    const bool is_sorted = request.sort == sort;
    request.sort = sort;
    return {.title = std::move(title),
            .sort = with_filters(register_url, request),
            .sorted = is_sorted ? ui::Sorted::ascending : ui::Sorted::no};
}

Html table_of(const AssetPage& page, const ListRequest& request, const Names& names)
{
    ui::Table table{
        "Equipment",
        {column("Code", Sort::code, request), column("Name", Sort::name, request), {"Category"}, {"Site"}, {"Status"}}};
    for (const auto& asset : page.assets) {
        const auto kind = (asset.subcategory ? *asset.subcategory : asset.category).text();
        table.row({Html::of(R"(<a class="text-nowrap" href="{}">{}</a>)", Url::path("/assets", {asset.id.text()}),
                            asset.code),
                   Html::text(asset.name), Html::text(name_in(names.categories, kind)),
                   Html::text(name_in(names.sites, asset.site.text())), badge_of(asset.status)});
    }
    return table.done();
}

Html nothing_found(bool is_filtered, bool may_create)
{
    if (is_filtered)
        return ui::empty_state({.icon = "search",
                                .title = "Nothing found",
                                .text = "No equipment fits these filters.",
                                .action = ui::button_link(register_url, "Clear filters", ui::Look::secondary)});
    return ui::empty_state(
        {.icon = "forklift",
         .title = "No equipment yet",
         .text = "The register lists what you look after: forklifts, fire doors, ladders. Each gets a code of its own.",
         .action = may_create ? ui::button_link(Url{"/assets/new"}, "Add equipment") : Html{}});
}

Html rows_part(access::Call& call, const AssetPage& page, const ListRequest& request, const Names& names)
{
    auto first = request;
    first.cursor.clear();
    const bool is_filtered = with_filters(register_url, first).text() != register_url.text();
    if (page.assets.empty() && request.cursor.empty())
        return nothing_found(is_filtered, call.actor.may(Permission::assets_create));
    Html part;
    if (page.is_cut)
        part.add(ui::notice(ui::Tone::warning, "Narrow your search",
                            ui::paragraph("More was found than can be shown. Type more of the word.")));
    part.add(table_of(page, request, names));
    const auto next = page.next_cursor.empty()
                          ? std::nullopt
                          : std::optional{with_filters(register_url, first).with("cursor", page.next_cursor)};
    return part.add(ui::pager(request.cursor.empty() ? std::nullopt : std::optional{with_filters(register_url, first)},
                              next, "First page"));
}

/// What else can be done with what is listed; somebody who sees only what is theirs takes nothing away (EXT-2).
Html links_below(access::Call& call, ListRequest request, bool has_rows)
{
    request.cursor.clear();
    Html links;
    if (has_rows && sees_register(call))
        links.add(ui::link(with_filters(Url{"/assets/labels"}, request), "Labels to print"))
            .add(ui::link(with_filters(Url{"/assets/export"}, request), "Download as CSV"));
    if (call.actor.may(Permission::categories_manage)) links.add(ui::link(Url{"/categories"}, "Categories"));
    return links.empty() ? Html{} : Html::of(R"(<p class="list-links">{}</p>)", links);
}

Result<PageParts> list_parts(access::Call& call, const ListRequest& request)
{
    const auto page = assets::list(call, request);
    if (!page) return base::refused(page.error());
    const auto grant = call.actor.grant(Permission::assets_view);
    const auto categories = all_categories(call, call.organisation());
    const auto all_sites = sites::list_active(call, call.organisation());
    Names names{category_names(categories), {}};
    for (const auto& site : all_sites) names.sites[site.id.text()] = site.name;
    const bool one_site = grant->scope == access::Scope::site && call.actor.facts().site;
    PageParts parts{.title = "Equipment", .section = ui::Section::assets};
    if (call.actor.may(Permission::assets_create))
        parts.actions =
            Html{}
                .add(ui::button_link(Url{"/assets/import"}, "Import", ui::Look::secondary))
                .add(ui::button_link(Url{"/assets/new"}, "Add equipment", ui::Look::primary, ui::IconName{"plus"}));
    // Somebody who sees only what is theirs has no register to filter (EXT-2).
    if (grant->scope != access::Scope::assigned)
        parts.content.add(filter_bar(request, categories, all_sites, one_site));
    parts.content.add(ui::list_region(rows_part(call, *page, request, names)));
    parts.content.add(links_below(call, request, !page->assets.empty()));
    return parts;
}

} // namespace

http::Response list(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto request = read_filters(query);
    if (auto read = query.finish(); !read) return ui::refusal(visit, read.error());
    return ui::show(visit, [&](access::Call& call) { return list_parts(call, request); });
}

http::Response export_csv(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto request = read_filters(query);
    if (auto read = query.finish(); !read) return ui::refusal(visit, read.error());
    auto answer = download_csv(visit, request);
    if (!answer) return ui::refusal(visit, answer.error());
    return *std::move(answer);
}

} // namespace assetbuddy::assets::pages
