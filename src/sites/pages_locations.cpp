#include "sites/pages_locations.h"

#include <algorithm>
#include <charconv>

#include "platform/http/etag.h"
#include "platform/http/query.h"
#include "platform/json/statuses.h"
#include "sites/find.h"
#include "sites/locations.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/record_forms.h"

namespace assetbuddy::sites::pages {
namespace {

namespace http = platform::http;
using access::Permission;
using base::Result;
using ui::Html;
using ui::PageParts;
using ui::Url;

Url url_of(const Site& site)
{
    return Url::path("/sites", {site.id.text()});
}

Url url_of(const Location& location)
{
    return Url::path("/locations", {location.id.text()});
}

Url url_of_new(const base::SiteId& site)
{
    return Url::path("/sites", {site.text(), "locations", "new"});
}

std::string where_of(const Location& location)
{
    std::string words;
    const auto add = [&](const std::string& text) {
        if (text.empty()) return;
        if (!words.empty()) words += " · ";
        words += text;
    };
    add(location.code_prefix);
    add(location.floor.empty() ? std::string{} : "Floor " + location.floor);
    add(location.zone.empty() ? std::string{} : "Zone " + location.zone);
    return words;
}

Html line_of(const Branch& branch, bool may_edit)
{
    Html line = may_edit ? ui::link(url_of(branch.location), branch.location.name) : Html::text(branch.location.name);
    if (const auto where = where_of(branch.location); !where.empty())
        line.add(R"( <span class="text-secondary small">{}</span>)", where);
    return line;
}

/// Nested lists, so that a screen reader tells how deep a line is.
Html list_of(const std::vector<Branch>& tree, std::size_t& at, int depth, bool may_edit)
{
    Html items;
    while (at < tree.size() && tree[at].depth >= depth) {
        auto line = line_of(tree[at], may_edit);
        ++at;
        if (at < tree.size() && tree[at].depth > depth) line.add(list_of(tree, at, depth + 1, may_edit));
        items.add("<li>{}</li>", line);
    }
    return Html{}.add(R"(<ul class="tree">{}</ul>)", items);
}

/// Where a location may lie: everywhere but in itself and what is inside it.
std::vector<ui::Option> parents_of(const std::vector<Branch>& tree, const std::optional<base::LocationId>& id)
{
    std::vector<ui::Option> options{{"", "Directly at the site"}};
    int skipped_below = -1;
    for (const auto& branch : tree) {
        if (skipped_below >= 0 && branch.depth > skipped_below) continue;
        skipped_below = id && branch.location.id == *id ? branch.depth : -1;
        if (skipped_below < 0) options.push_back({branch.location.id.text(), branch.path});
    }
    return options;
}

ui::Entered entered_of(const LocationFields& fields)
{
    return {{"name", fields.name},
            {"parent_id", fields.parent ? fields.parent->text() : std::string{}},
            {"code_prefix", fields.code_prefix},
            {"floor", fields.floor},
            {"zone", fields.zone},
            {"position", std::to_string(fields.position)}};
}

Result<LocationFields> read_fields(const http::Form& form)
{
    LocationFields fields{.name = form.value("name"),
                          .code_prefix = form.value("code_prefix"),
                          .floor = form.value("floor"),
                          .zone = form.value("zone")};
    std::vector<base::FieldError> errors;
    const auto parent = form.value("parent_id");
    if (!parent.empty()) {
        fields.parent = base::LocationId::parse(parent);
        if (!fields.parent) errors.push_back({"parent_id", "unknown_value", "Choose a location of the same site."});
    }
    const auto position = form.value("position");
    const auto* end = position.data() + position.size();
    if (!position.empty()) {
        const auto read = std::from_chars(position.data(), end, fields.position);
        if (read.ec != std::errc{} || read.ptr != end)
            errors.push_back({"position", "out_of_range", "The order is a number from 0 to 9999."});
    }
    if (!errors.empty()) return base::invalid(std::move(errors));
    return fields;
}

void add_fields(ui::Form& form, const std::vector<Branch>& tree, const std::optional<base::LocationId>& id)
{
    using enum ui::Needed;
    const auto long_of = [](std::size_t most) { return static_cast<long>(most); };
    form.text("name", "Name",
              {.hint = "As it is called there, such as Loading bay 3.", .max_length = long_of(most_location_name)});
    form.select("parent_id", "Lies in", parents_of(tree, id), {.needed = optional});
    form.text("code_prefix", "Short code",
              {.hint = "Up to 10 letters and digits, such as LB3.",
               .needed = optional,
               .max_length = long_of(most_code_prefix)});
    form.text("floor", "Floor", {.needed = optional, .max_length = long_of(most_floor)});
    form.text("zone", "Zone", {.needed = optional, .max_length = long_of(most_zone)});
    form.text("position", "Order",
              {.hint = "Lower numbers come first; equal ones go by name.", .needed = optional, .max_length = 4});
}

base::Done may_edit(const access::Call& call)
{
    if (call.actor.may(Permission::sites_edit)) return {};
    return base::refused("forbidden", {}, "Your role does not let you change the locations of a site.");
}

std::optional<base::SiteId> site_id(access::Visit& visit)
{
    return base::SiteId::parse(visit.request.parameter("id"));
}

http::Response nothing_there(access::Visit& visit)
{
    return ui::refusal(visit, {"not_found", {}, "There is no such location."});
}

std::vector<ui::Crumb> crumbs_of(const Site& site)
{
    return {{"Sites", Url{"/sites"}}, {site.name, url_of(site)}};
}

http::Response new_page(access::Visit& visit, const base::SiteId& id, const ui::Entered& entered,
                        const ui::Errors& errors, int status)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto site = find_visible(call, id);
        if (!site) return base::refused(site.error());
        if (auto may = may_edit(call); !may) return base::refused(may.error());
        ui::Form form{visit, url_of_new(id), entered, errors};
        add_fields(form, location_tree(call, site->organisation, site->id), {});
        return PageParts{.title = "Add a location",
                         .section = ui::Section::sites,
                         .content = form.done("Add location", url_of(*site)),
                         .lead = "A place inside " + site->name + ": a building, a floor, a bay.",
                         .crumbs = crumbs_of(*site),
                         .width = ui::Width::narrow,
                         .status = status};
    });
}

struct Shown {
    std::optional<ui::Entered> entered = {};
    ui::Errors edit_errors = {};
    std::string not_deleted = {}; // why
    int status = 200;
};

http::Response location_page(access::Visit& visit, const base::LocationId& id, const Shown& shown)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto location = find_visible_location(call, id);
        if (!location) return base::refused(location.error());
        const auto site = find_visible(call, location->site);
        if (!site) return base::refused(site.error());
        if (auto may = may_edit(call); !may) return base::refused(may.error());
        ui::Form form{visit, url_of(*location), shown.entered.value_or(entered_of(LocationFields::of(*location))),
                      shown.edit_errors};
        form.hidden("version", std::to_string(location->version));
        add_fields(form, location_tree(call, site->organisation, site->id), location->id);
        return PageParts{
            .title = location->name,
            .section = ui::Section::sites,
            .content =
                Html{}
                    .add(ui::card("Edit", form.done("Save changes", url_of(*site))))
                    .add(ui::delete_card(visit, {.action = Url::path("/locations", {id.text(), "delete"}),
                                                 .button = "Delete location",
                                                 .which = "Only a location in which nothing lies, no equipment and no "
                                                          "other location, can be deleted.",
                                                 .question = "The location is removed for good.",
                                                 .version = location->version,
                                                 .not_deleted = shown.not_deleted})),
            .crumbs = crumbs_of(*site),
            .width = ui::Width::narrow,
            .status = shown.status};
    });
}

std::optional<base::LocationId> location_id(access::Visit& visit)
{
    return base::LocationId::parse(visit.request.parameter("id"));
}

} // namespace

Html locations_part(access::Call& call, const Site& site)
{
    const bool may_edit = call.actor.may(Permission::sites_edit);
    const auto tree = location_tree(call, site.organisation, site.id);
    Html part;
    std::size_t at = 0;
    if (tree.empty())
        part.add(ui::paragraph("None yet. Locations say where in the site a piece of equipment is."));
    else
        part.add(list_of(tree, at, 0, may_edit));
    if (may_edit)
        part.add(ui::button_link(url_of_new(site.id), "Add a location", ui::Look::secondary, ui::IconName{"plus"}));
    return ui::card("Locations", part);
}

http::Response show_new_location(access::Visit& visit)
{
    const auto id = site_id(visit);
    return id ? new_page(visit, *id, {}, {}, 200) : nothing_there(visit);
}

http::Response submit_new_location(access::Visit& visit)
{
    const auto id = site_id(visit);
    if (!id) return nothing_there(visit);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto location = visit.change([&](access::Call& call) -> Result<Location> {
        if (auto may = may_edit(call); !may) {
            const auto site = find_visible(call, *id);
            return base::refused(site ? may.error() : site.error());
        }
        const auto fields = read_fields(*form);
        if (!fields) return base::refused(fields.error());
        return create_location(call, *id, *fields);
    });
    if (!location && !ui::is_about_the_entry(location.error())) return ui::refusal(visit, location.error());
    if (!location)
        return new_page(visit, *id, form->values(), ui::Errors{location.error()},
                        platform::json::find_code(location.error().code)->status);
    visit.flash(location->name + " was added.");
    return http::Response::see_other(Url::path("/sites", {id->text()}).text());
}

http::Response show_location(access::Visit& visit)
{
    const auto id = location_id(visit);
    return id ? location_page(visit, *id, {}) : nothing_there(visit);
}

http::Response submit_location(access::Visit& visit)
{
    const auto id = location_id(visit);
    if (!id) return nothing_there(visit);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto location = visit.change([&](access::Call& call) -> Result<Location> {
        const auto fields = read_fields(*form);
        const auto seen = find_visible_location(call, *id);
        if (!fields) return base::refused(seen ? fields.error() : seen.error());
        return edit_location(call, *id,
                             {.name = fields->name,
                              .parent = fields->parent,
                              .code_prefix = fields->code_prefix,
                              .floor = fields->floor,
                              .zone = fields->zone,
                              .position = fields->position,
                              .expected_version = http::version_of(*form)});
    });
    if (!location && !ui::is_about_the_entry(location.error())) return ui::refusal(visit, location.error());
    if (!location)
        return location_page(visit, *id,
                             {.entered = form->values(),
                              .edit_errors = ui::Errors{location.error()},
                              .status = platform::json::find_code(location.error().code)->status});
    visit.flash(location->name + " was saved.");
    return http::Response::see_other(Url::path("/sites", {location->site.text()}).text());
}

http::Response submit_delete_location(access::Visit& visit)
{
    const auto id = location_id(visit);
    if (!id) return nothing_there(visit);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    std::string site;
    const auto done = visit.change([&](access::Call& call) -> base::Done {
        const auto location = find_visible_location(call, *id);
        if (!location) return base::refused(location.error());
        site = location->site.text();
        return remove_location(call, *id, http::version_of(*form));
    });
    if (!done && done.error().code == "in_use")
        return location_page(visit, *id, {.not_deleted = done.error().detail, .status = 409});
    if (!done) return ui::refusal(visit, done.error());
    visit.flash("The location was deleted.");
    return http::Response::see_other(Url::path("/sites", {site}).text());
}

} // namespace assetbuddy::sites::pages
