// Labels with a QR code that opens the equipment's page: one as a picture, many as sheets to print (AST-1).

#include <set>

#include "assets/find.h"
#include "assets/labels.h"
#include "assets/list.h"
#include "assets/looks.h"
#include "assets/pages.h"
#include "assets/read_filters.h"
#include "platform/http/forms.h"
#include "platform/http/query.h"
#include "platform/http/ranges.h"
#include "platform/labels/label.h"
#include "platform/labels/sheet.h"
#include "ui/page.h"

namespace assetbuddy::assets::pages {
namespace {

namespace http = platform::http;
namespace labels = platform::labels;
using base::Result;
using ui::Html;
using ui::PageParts;
using ui::Url;

const Url labels_url{"/assets/labels"};
constexpr std::string_view tick_prefix = "asset-";

Result<ListRequest> read_request(const http::Request& request)
{
    http::Query query{request};
    auto filters = read_filters(query);
    filters.with_total = true;
    if (auto read = query.finish(); !read) return base::refused(read.error());
    return filters;
}

Url with_cursor(const ListRequest& request)
{
    const auto url = with_filters(labels_url, request);
    return request.cursor.empty() ? url : url.with("cursor", request.cursor);
}

Html size_choice(const std::string& chosen)
{
    Html html;
    html.add(R"(<div class="field"><label class="form-label" for="field-size">Labels on a sheet of A4</label>)");
    html.add(R"(<select class="form-select" id="field-size" name="size">)");
    for (const auto& grid : labels::grids)
        html.add(R"(<option value="{}"{}>{}</option>)", grid.name, ui::flag("selected", grid.name == chosen),
                 grid.words);
    return html.add("</select></div>");
}

Html ticks(const std::vector<Asset>& assets)
{
    Html html;
    html.add(R"(<fieldset class="field"><legend class="form-label">Or choose some of these</legend>)");
    for (const auto& asset : assets)
        html.add(
            R"(<label class="form-check"><input class="form-check-input" type="checkbox" name="{}"><span class="form-check-label">{} {}</span></label>)",
            std::string{tick_prefix} + asset.id.text(), asset.code, asset.name);
    return html.add("</fieldset>");
}

Html buttons(std::int64_t total)
{
    Html html;
    html.add(R"(<div class="form-buttons">)");
    if (total <= most_labels)
        html.add(R"(<button type="submit" class="btn btn-primary" name="which" value="all">Labels for all {}</button>)",
                 total);
    return html.add(
        R"(<button type="submit" class="btn btn-calm" name="which" value="chosen">Labels for the ticked ones</button></div>)");
}

Html form_of(access::Visit& visit, const AssetPage& page, const ListRequest& request, const std::string& size)
{
    const auto total = page.total.value_or(0);
    Html html;
    if (total > most_labels)
        html.add(ui::notice(ui::Tone::info, "Too many for one print",
                            ui::paragraph("Up to " + std::to_string(most_labels) +
                                          " labels are printed at once. Filter the register first, or tick some.")));
    html.add(
        R"(<form method="post" action="{}" class="form" target="_blank"><input type="hidden" name="form_token" value="{}">)",
        with_cursor(request), visit.form_token());
    html.add(size_choice(size)).add(ticks(page.assets)).add(buttons(total));
    return html.add("</form>");
}

http::Response labels_page(access::Visit& visit, const ListRequest& request, const std::string& size,
                           std::string_view mistake)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto page = list_for_labels(call, request);
        if (!page) return base::refused(page.error());
        PageParts parts{.title = "Labels to print",
                        .section = ui::Section::assets,
                        .lead = "Each label has a QR code. Whoever scans it signs in and sees the equipment's page.",
                        .crumbs = {{"Equipment", with_filters(Url{"/assets"}, request)}},
                        .width = ui::Width::narrow,
                        .status = mistake.empty() ? 200 : 422};
        if (!mistake.empty())
            parts.content.add(ui::notice(ui::Tone::bad, "There is a problem", ui::paragraph(mistake)));
        if (page->assets.empty()) {
            parts.content.add(ui::empty_state({.icon = "search",
                                               .title = "No equipment to print labels for",
                                               .text = "Nothing in the register fits the filters you came with.",
                                               .action = ui::button_link(Url{"/assets"}, "To the register")}));
            return parts;
        }
        auto first = request;
        first.cursor.clear();
        const auto start = with_filters(labels_url, first);
        const auto next =
            page->next_cursor.empty() ? std::nullopt : std::optional{start.with("cursor", page->next_cursor)};
        parts.content.add(ui::card("", form_of(visit, *page, request, size)));
        parts.content.add(ui::pager(request.cursor.empty() ? std::nullopt : std::optional{start}, next, "First page"));
        return parts;
    });
}

std::set<std::string> ticked(const http::Form& form)
{
    std::set<std::string> ids;
    for (const auto& [name, value] : form.values())
        if (name.starts_with(tick_prefix)) ids.insert(name.substr(tick_prefix.size()));
    return ids;
}

} // namespace

http::Response show_label(access::Visit& visit)
{
    const auto id = base::AssetId::parse(visit.request.parameter("id"));
    const auto asset = visit.look([&](access::Call& call) -> Result<Asset> {
        if (!id) return base::refused("not_found", {}, "There is no such equipment.");
        return find_visible(call, *id);
    });
    if (!asset) return ui::refusal(visit, asset.error());
    http::Response answer{200};
    answer.body = labels::svg_of(label_of(*asset, visit.kernel.policy.base_url));
    answer.set("Content-Type", "image/svg+xml").set("Cache-Control", "private, no-store");
    return answer;
}

http::Response show_labels(access::Visit& visit)
{
    const auto request = read_request(visit.request);
    if (!request) return ui::refusal(visit, request.error());
    return labels_page(visit, *request, {}, {});
}

http::Response submit_labels(access::Visit& visit)
{
    const auto request = read_request(visit.request);
    if (!request) return ui::refusal(visit, request.error());
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto grid = labels::grid_of(form->value("size"));
    const auto found = visit.look([&](access::Call& call) {
        return form->value("which") == "all" ? all_for_labels(call, *request)
                                             : chosen_for_labels(call, *request, ticked(*form));
    });
    if (!found && found.error().code != "too_many") return ui::refusal(visit, found.error());
    if (!found) return labels_page(visit, *request, form->value("size"), found.error().detail);
    if (!grid) return labels_page(visit, *request, {}, "Choose how many labels are on a sheet.");
    if (found->empty())
        return labels_page(visit, *request, form->value("size"), "Tick the equipment you need labels for.");
    std::vector<labels::Label> printed;
    for (const auto& asset : *found) printed.push_back(label_of(asset, visit.kernel.policy.base_url));
    http::Response answer{200};
    answer.body = labels::pdf_of(printed, *grid);
    answer.set("Content-Type", "application/pdf")
        .set("Content-Disposition", "inline; filename=\"labels.pdf\"")
        .set("Cache-Control", "private, no-store");
    return answer;
}

} // namespace assetbuddy::assets::pages
