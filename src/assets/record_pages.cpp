#include "access/reach.h"
#include "assets/categories.h"
#include "assets/find.h"
#include "assets/limits.h"
#include "assets/looks.h"
#include "assets/pages.h"
#include "assets/write.h"
#include "documents/strip.h"
#include "platform/http/etag.h"
#include "platform/http/forms.h"
#include "platform/json/json.h"
#include "sites/find.h"
#include "sites/locations.h"
#include "ui/page.h"
#include "ui/record_forms.h"
#include "users/find.h"

namespace assetbuddy::assets::pages {
namespace {

namespace http = platform::http;
using access::Permission;
using base::Result;
using ui::Html;
using ui::PageParts;
using ui::Url;

const Url register_url{"/assets"};

std::string category_of(access::Call& call, const Asset& asset)
{
    const auto names = category_names(all_categories(call, asset.organisation));
    const auto found = names.find((asset.subcategory ? *asset.subcategory : asset.category).text());
    return found == names.end() ? std::string{} : found->second;
}

std::string place_of(access::Call& call, const Asset& asset)
{
    const auto site = sites::find(call, asset.organisation, asset.site);
    std::string place = site ? site->name : std::string{};
    if (!asset.location) return place;
    for (const auto& branch : sites::location_tree(call, asset.organisation, asset.site))
        if (branch.location.id == *asset.location) return place + " › " + branch.path;
    return place;
}

Html details_of(access::Call& call, const Asset& asset)
{
    ui::Descriptions details;
    details.add("Status", badge_of(asset.status));
    details.add("Criticality", badge_of(asset.criticality));
    details.add("Category", category_of(call, asset));
    details.add("Place", place_of(call, asset));
    if (const auto owner = asset.owner ? users::find(call, asset.organisation, *asset.owner) : std::nullopt)
        details.add("Responsible", owner->name);
    details.add("Make", asset.make);
    details.add("Model", asset.model);
    details.add("Serial number", asset.serial);
    if (!asset.notes.empty()) details.add("Notes", asset.notes);
    return ui::card("", details.done());
}

std::string in_words(const Event& event)
{
    const auto status = [](const std::string& text) {
        const auto read = read_status(text);
        return read ? std::string{in_words(*read)} : text;
    };
    if (event.what == "added") return "added it to the register";
    if (event.what == "moved") return "moved it to another site";
    if (event.what == "status") return "changed it from " + status(event.before) + " to " + status(event.after);
    return "changed its details";
}

Html history_part(access::Call& call, const Asset& asset)
{
    const auto events = history(call, asset);
    if (events.empty()) return {};
    Html lines;
    for (const auto& event : events) {
        Html line = Html::of("<strong>{}</strong> {} <small>{}</small>", event.actor_name, in_words(event),
                             ui::time_of(event.at, call.actor.facts().time_zone));
        if (!event.reason.empty()) line.add(R"(<p class="history-reason">{}</p>)", event.reason);
        lines.add("<li>{}</li>", line);
    }
    return ui::card("History", Html::of(R"(<ul class="history">{}</ul>)", lines));
}

struct Shown {
    ui::Entered entered = {};
    ui::Errors errors = {};
    std::string not_deleted = {};
    int status = 200;
};

Html status_part(access::Visit& visit, const Asset& asset, const Shown& shown)
{
    std::vector<ui::Option> choices;
    for (const auto status : all_statuses)
        if (status != asset.status)
            choices.push_back({std::string{to_text(status)}, std::string{assets::in_words(status)}});
    ui::Form form{visit, Url::path("/assets", {asset.id.text(), "status"}), shown.entered, shown.errors};
    form.hidden("version", std::to_string(asset.version));
    form.select("status", "New status", choices, {.hint = "Disposed is final."});
    form.textarea("reason", "Why", {.max_length = static_cast<long>(most_reason)}, 2);
    return ui::card("Change its status", form.done("Change status", {}, ui::Look::secondary));
}

/// Whoever sees only the equipment of their own defects has no register to go back to (EXT-2).
std::vector<ui::Crumb> way_back(const access::Call& call)
{
    if (!sees_register(call)) return {};
    return {{"Equipment", register_url}};
}

http::Response asset_page(access::Visit& visit, const base::AssetId& id, const Shown& shown)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto asset = find_visible(call, id);
        if (!asset) return base::refused(asset.error());
        const bool is_gone = asset->status == Status::disposed;
        // For buttons; the verbs decide.
        const auto may = [&](Permission permission) { return access::reaches(call.actor, permission, asset->site); };
        PageParts parts{.title = asset->name,
                        .section = ui::Section::assets,
                        .lead = asset->code,
                        .crumbs = way_back(call),
                        .width = ui::Width::narrow,
                        .status = shown.status};
        if (!is_gone && may(Permission::defects_create))
            parts.actions.add(ui::button_link(Url::path("/assets", {id.text(), "report"}), "Report a defect"));
        if (!is_gone && may(Permission::assets_edit))
            parts.actions.add(ui::button_link(Url::path("/assets", {id.text(), "edit"}), "Edit", ui::Look::secondary));
        parts.content.add(details_of(call, *asset));
        if (const auto photos = documents::photo_strip(call, {documents::RecordKind::asset, id.text()});
            !photos.empty())
            parts.content.add(ui::card("Photos and files", photos));
        if (!is_gone && may(Permission::assets_change_status)) parts.content.add(status_part(visit, *asset, shown));
        Html links;
        if (call.actor.may(Permission::defects_view))
            links.add(ui::link(Url{"/defects"}.with("asset_id", id.text()), "Its defects"));
        links.add(ui::link(Url::path("/assets", {id.text(), "label.svg"}), "Its label"));
        parts.content.add(Html::of(R"(<p class="list-links">{}</p>)", links));
        parts.content.add(history_part(call, *asset));
        if (may(Permission::assets_delete))
            parts.content.add(ui::delete_card(
                visit, {.action = Url::path("/assets", {id.text(), "delete"}),
                        .button = "Delete equipment",
                        .which = "For what was entered by mistake. Equipment that is gone becomes Disposed instead, so "
                                 "that its record stays.",
                        .question = "It leaves the register, and its code is never used again.",
                        .version = asset->version,
                        .not_deleted = shown.not_deleted}));
        return parts;
    });
}

http::Response no_such(access::Visit& visit)
{
    return ui::refusal(visit, {"not_found", {}, "There is no such equipment."});
}

} // namespace

http::Response show(access::Visit& visit)
{
    const auto id = base::AssetId::parse(visit.request.parameter("id"));
    return id ? asset_page(visit, *id, {}) : no_such(visit);
}

http::Response submit_status(access::Visit& visit)
{
    const auto id = base::AssetId::parse(visit.request.parameter("id"));
    if (!id) return no_such(visit);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto asset = visit.change([&](access::Call& call) {
        return change_status(call, *id, {form->value("status"), form->value("reason"), http::version_of(*form)});
    });
    if (!asset && (asset.error().code == "not_found" || asset.error().code == "forbidden"))
        return ui::refusal(visit, asset.error());
    if (!asset)
        return asset_page(visit, *id,
                          {.entered = form->values(),
                           .errors = ui::Errors{asset.error()},
                           .status = platform::json::status_of(asset.error().code)});
    visit.flash(asset->code + " is now " + std::string{assets::in_words(asset->status)} + ".");
    return http::Response::see_other(Url::path("/assets", {id->text()}).text());
}

http::Response submit_delete(access::Visit& visit)
{
    const auto id = base::AssetId::parse(visit.request.parameter("id"));
    if (!id) return no_such(visit);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto done = visit.change([&](access::Call& call) { return remove(call, *id, http::version_of(*form)); });
    if (!done && done.error().code == "in_use")
        return asset_page(visit, *id, {.not_deleted = done.error().detail, .status = 409});
    if (!done) return ui::refusal(visit, done.error());
    visit.flash("The equipment was deleted.");
    return http::Response::see_other(register_url.text());
}

} // namespace assetbuddy::assets::pages
