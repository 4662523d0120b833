#include "assets/categories.h"
#include "assets/find.h"
#include "assets/limits.h"
#include "assets/looks.h"
#include "assets/pages.h"
#include "assets/write.h"
#include "base/email_address.h"
#include "platform/http/etag.h"
#include "platform/http/forms.h"
#include "platform/http/query.h"
#include "platform/json/json.h"
#include "sites/find.h"
#include "sites/locations.h"
#include "ui/page.h"
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
const Url new_url{"/assets/new"};

Url url_of(const base::AssetId& id)
{
    return Url::path("/assets", {id.text()});
}

bool is_shown_by_form(const base::Error& error)
{
    return error.code == "invalid" || error.code == "stale";
}

/// The form speaks of one kind, category or subcategory, and of the owner by email.
ui::Entered entered_of(access::Call& call, const Asset& asset)
{
    const auto fields = AssetFields::of(asset);
    const auto owner = asset.owner ? users::find(call, asset.organisation, *asset.owner) : std::nullopt;
    return {{"name", fields.name},
            {"category_id", fields.subcategory_id.empty() ? fields.category_id : fields.subcategory_id},
            {"site_id", fields.site_id},
            {"location_id", fields.location_id},
            {"criticality", fields.criticality},
            {"owner_email", owner ? owner->email : std::string{}},
            {"make", fields.make},
            {"model", fields.model},
            {"serial", fields.serial},
            {"notes", fields.notes}};
}

std::string value_of(const ui::Entered& entered, std::string_view name)
{
    const auto found = entered.find(name);
    return found == entered.end() ? std::string{} : found->second;
}

/// What a form offers, read once for its page.
struct Choices {
    std::vector<sites::Site> sites;
    std::vector<Category> categories;
    static Choices of(access::Call& call)
    {
        return {sites::list_active(call, call.organisation()), all_categories(call, call.organisation())};
    }
};

void add_place(access::Call& call, ui::Form& form, const ui::Entered& entered, const Choices& choices)
{
    std::vector<ui::Option> places{{"", "Choose one"}};
    const auto& own = call.actor.facts().site;
    const auto grant = call.actor.grant(Permission::assets_edit);
    const bool one_site = grant && grant->scope == access::Scope::site && own;
    for (const auto& site : choices.sites)
        if (!one_site || site.id == *own) places.push_back({site.id.text(), site.name});
    form.select("site_id", "Site", places);
    const auto site = base::SiteId::parse(value_of(entered, "site_id"));
    if (!site) return;
    const auto tree = sites::location_tree(call, call.organisation(), *site);
    if (tree.empty()) return;
    std::vector<ui::Option> locations{{"", "Nowhere in particular"}};
    for (const auto& branch : tree) locations.push_back({branch.location.id.text(), branch.path});
    form.select("location_id", "Location", locations,
                {.hint = "Of the site above; after changing the site, save first.", .needed = ui::Needed::optional});
}

void add_fields(access::Call& call, ui::Form& form, const ui::Entered& entered, const Choices& choices)
{
    using enum ui::Needed;
    const auto long_of = [](std::size_t most) { return static_cast<long>(most); };
    form.text("name", "Name",
              {.hint = "What people call it, such as Forklift 3, north dock.", .max_length = long_of(most_name)});
    form.select("category_id", "Category", category_options(choices.categories, value_of(entered, "category_id")),
                {.hint = "Decides the letters of its code. The code never changes."});
    add_place(call, form, entered, choices);
    form.select("criticality", "Criticality", criticality_options("That of the category"), {.needed = optional});
    form.group("Details", "As on its plate.", [&] {
        form.text("make", "Make", {.needed = optional, .max_length = long_of(most_make)});
        form.text("model", "Model", {.needed = optional, .max_length = long_of(most_model)});
        form.text("serial", "Serial number", {.needed = optional, .max_length = long_of(most_serial)});
    });
    if (call.actor.may(Permission::users_view))
        form.email("owner_email", "Who is responsible for it",
                   {.hint = "The email of a colleague.", .needed = optional, .autocomplete = "off"});
    form.textarea("notes", "Notes", {.needed = optional, .max_length = long_of(most_notes)});
}

/// Turns what the form speaks of into ids. Whose address is whose is asked only for those who see people.
Result<EditRequest> read_fields(access::Call& call, const http::Form& form)
{
    EditRequest request{.name = form.value("name"),
                        .category_id = form.value("category_id"),
                        .subcategory_id = std::string{},
                        .site_id = form.value("site_id"),
                        .location_id = form.value("location_id"),
                        .criticality = form.value("criticality"),
                        .make = form.value("make"),
                        .model = form.value("model"),
                        .serial = form.value("serial"),
                        .notes = form.value("notes"),
                        .expected_version = http::version_of(form)};
    for (const auto& category : all_categories(call, call.organisation()))
        if (category.id.text() == *request.category_id && category.parent) {
            request.subcategory_id = category.id.text();
            request.category_id = category.parent->text();
            break;
        }
    if (!form.has("owner_email") || !call.actor.may(Permission::users_view)) return request;
    const auto typed = form.value("owner_email");
    const auto address = base::EmailAddress::parse(typed);
    const auto owner = address ? users::find_by_email(call, call.organisation(), *address) : std::nullopt;
    if (!typed.empty() && !owner)
        return base::invalid({{"owner_email", "unknown_value", "Nobody of your organisation has this address."}});
    request.owner_id = owner ? owner->id.text() : std::string{};
    return request;
}

ui::Errors errors_of(const base::Error& error)
{
    ui::Errors errors;
    if (error.errors.empty()) return ui::Errors{error};
    for (const auto& each : error.errors) {
        const auto field = each.field == "owner_id" ? "owner_email" : each.field;
        errors.add(field == "subcategory_id" ? "category_id" : field, each.message);
    }
    return errors;
}

/// Where there is one site only, nobody is asked.
ui::Entered started(const access::Call& call, ui::Entered entered, const Choices& choices)
{
    if (!value_of(entered, "site_id").empty()) return entered;
    if (const auto& own = call.actor.facts().site) entered["site_id"] = own->text();
    if (choices.sites.size() == 1) entered["site_id"] = choices.sites.front().id.text();
    return entered;
}

Html missing(std::string_view title, std::string_view text, const Url& to, std::string_view button, bool may)
{
    return ui::empty_state({.icon = "forklift",
                            .title = std::string{title},
                            .text = std::string{text},
                            .action = may ? ui::button_link(to, button) : Html{}});
}

http::Response new_page(access::Visit& visit, const ui::Entered& typed, const ui::Errors& errors, int status)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        if (!call.actor.may(Permission::assets_create))
            return base::refused("forbidden", {}, "Your role does not let you add equipment.");
        PageParts parts{.title = "Add equipment",
                        .section = ui::Section::assets,
                        .crumbs = {{"Equipment", register_url}},
                        .width = ui::Width::narrow,
                        .status = status};
        const auto choices = Choices::of(call);
        if (choices.sites.empty()) {
            parts.content = missing("First a site", "Equipment stands at a site. Add the first one, then come back.",
                                    Url{"/sites/new"}, "Add a site", call.actor.may(Permission::sites_create));
            return parts;
        }
        if (choices.categories.empty()) {
            parts.content = missing("First a category", "The category gives equipment its code.", Url{"/categories"},
                                    "Categories", call.actor.may(Permission::categories_manage));
            return parts;
        }
        const auto entered = started(call, typed, choices);
        ui::Form form{visit, new_url, entered, errors};
        add_fields(call, form, entered, choices);
        parts.content = form.done("Add equipment", register_url);
        return parts;
    });
}

http::Response edit_page(access::Visit& visit, const base::AssetId& id, const std::optional<ui::Entered>& typed,
                         const ui::Errors& errors, int status)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto asset = find_visible(call, id);
        if (!asset) return base::refused(asset.error());
        if (!call.actor.may(Permission::assets_edit))
            return base::refused("forbidden", {}, "Your role does not let you edit equipment.");
        if (asset->status == Status::disposed)
            return base::refused("wrong_state", {}, "It was disposed of; its record stays as it is.");
        const auto entered = typed.value_or(entered_of(call, *asset));
        ui::Form form{visit, Url::path("/assets", {id.text(), "edit"}), entered, errors};
        form.hidden("version", std::to_string(asset->version));
        add_fields(call, form, entered, Choices::of(call));
        return PageParts{.title = "Edit " + asset->code,
                         .section = ui::Section::assets,
                         .content = form.done("Save changes", url_of(id)),
                         .crumbs = {{"Equipment", register_url}, {asset->code + " " + asset->name, url_of(id)}},
                         .width = ui::Width::narrow,
                         .status = status};
    });
}

http::Response no_such(access::Visit& visit)
{
    return ui::refusal(visit, {"not_found", {}, "There is no such equipment."});
}

} // namespace

http::Response show_new(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto site = query.text("site_id");
    if (auto read = query.finish(); !read) return ui::refusal(visit, read.error());
    return new_page(visit, site.empty() ? ui::Entered{} : ui::Entered{{"site_id", site}}, {}, 200);
}

http::Response submit_new(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto asset = visit.change([&](access::Call& call) -> Result<Asset> {
        if (!call.actor.may(Permission::assets_create))
            return base::refused("forbidden", {}, "Your role does not let you add equipment.");
        const auto fields = read_fields(call, *form);
        if (!fields) return base::refused(fields.error());
        return create(call, fields_of(*fields));
    });
    if (!asset && !is_shown_by_form(asset.error())) return ui::refusal(visit, asset.error());
    if (!asset) return new_page(visit, form->values(), errors_of(asset.error()), 422);
    visit.flash(asset->code + " was added.");
    return http::Response::see_other(url_of(asset->id).text());
}

http::Response show_edit(access::Visit& visit)
{
    const auto id = base::AssetId::parse(visit.request.parameter("id"));
    return id ? edit_page(visit, *id, {}, {}, 200) : no_such(visit);
}

http::Response submit_edit(access::Visit& visit)
{
    const auto id = base::AssetId::parse(visit.request.parameter("id"));
    if (!id) return no_such(visit);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto asset = visit.change([&](access::Call& call) -> Result<Asset> {
        const auto seen = find_visible(call, *id);
        if (!seen) return seen;
        const auto fields = read_fields(call, *form);
        if (!fields) return base::refused(fields.error());
        return edit(call, *id, *fields);
    });
    if (!asset && !is_shown_by_form(asset.error())) return ui::refusal(visit, asset.error());
    if (!asset)
        return edit_page(visit, *id, form->values(), errors_of(asset.error()),
                         platform::json::status_of(asset.error().code));
    visit.flash(asset->code + " was saved.");
    return http::Response::see_other(url_of(*id).text());
}

} // namespace assetbuddy::assets::pages
