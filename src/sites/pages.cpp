#include "sites/pages.h"

#include "access/reach.h"
#include "platform/http/etag.h"
#include "platform/http/query.h"
#include "platform/json/json.h"
#include "sites/close.h"
#include "sites/create.h"
#include "sites/edit.h"
#include "sites/find.h"
#include "sites/limits.h"
#include "sites/list.h"
#include "sites/pages_locations.h"
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

const Url all_sites{"/sites"};

Url url_of(const Site& site)
{
    return Url::path("/sites", {site.id.text()});
}

Html state_of(const Site& site)
{
    return site.is_active ? ui::badge("Active", ui::Tone::good) : ui::badge("Deactivated", ui::Tone::neutral);
}

Html table_of(const std::vector<Site>& sites)
{
    ui::Table table{"Sites", {{"Site"}, {"Postcode"}, {"Contact"}, {"State"}}};
    for (const auto& site : sites)
        table.row({ui::link(url_of(site), site.name), Html::text(site.postcode), Html::text(site.contact_name),
                   state_of(site)});
    return table.done();
}

Html none_yet(bool may_create)
{
    return ui::empty_state({.icon = "map-pin",
                            .title = "No sites yet",
                            .text =
                                "A site is a place where people and equipment are: a warehouse, a plant, an office. "
                                "When you invite somebody you can choose the site they work at.",
                            .action = may_create ? ui::button_link(Url{"/sites/new"}, "Add a site") : Html{}});
}

PageParts list_parts(access::Call& call, const SitePage& found, bool is_first)
{
    const bool may_create = call.actor.may(Permission::sites_create);
    PageParts parts{.title = "Sites", .section = ui::Section::sites};
    if (found.sites.empty() && is_first) {
        parts.content = none_yet(may_create);
        return parts;
    }
    if (may_create)
        parts.actions = ui::button_link(Url{"/sites/new"}, "Add a site", ui::Look::primary, ui::IconName{"plus"});
    parts.content = table_of(found.sites);
    const auto next =
        found.next_cursor.empty() ? std::nullopt : std::optional{all_sites.with("cursor", found.next_cursor)};
    parts.content.add(ui::pager(is_first ? std::nullopt : std::optional{all_sites}, next, "First page"));
    return parts;
}

ui::Entered entered_of(const SiteFields& fields)
{
    return {{"name", fields.name},
            {"address", fields.address},
            {"postcode", fields.postcode},
            {"contact_name", fields.contact_name},
            {"contact_phone", fields.contact_phone},
            {"contact_email", fields.contact_email}};
}

SiteFields read_fields(const http::Form& form)
{
    return {form.value("name"),         form.value("address"),       form.value("postcode"),
            form.value("contact_name"), form.value("contact_phone"), form.value("contact_email")};
}

void add_fields(ui::Form& form)
{
    using enum ui::Needed;
    const auto long_of = [](std::size_t most) { return static_cast<long>(most); };
    form.text("name", "Name",
              {.hint = "As people call it, such as Leeds warehouse.", .max_length = long_of(most_name)});
    form.textarea("address", "Address", {.needed = optional, .max_length = long_of(most_address)}, 3);
    form.text("postcode", "Postcode", {.needed = optional, .max_length = long_of(most_postcode)});
    form.group("Contact", "Whom to call about this site.", [&] {
        form.text("contact_name", "Contact name", {.needed = optional, .max_length = long_of(most_contact_name)});
        form.telephone("contact_phone", "Contact phone",
                       {.needed = optional, .max_length = long_of(most_contact_phone)});
        form.email("contact_email", "Contact email", {.needed = optional});
    });
}

http::Response new_page(access::Visit& visit, const ui::Entered& entered, const ui::Errors& errors, int status)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        if (!call.actor.may(Permission::sites_create))
            return base::refused("forbidden", {}, "Your role does not let you add sites.");
        ui::Form form{visit, Url{"/sites/new"}, entered, errors};
        add_fields(form);
        return PageParts{.title = "Add a site",
                         .section = ui::Section::sites,
                         .content = form.done("Add site", all_sites),
                         .crumbs = {{"Sites", all_sites}},
                         .width = ui::Width::narrow,
                         .status = status};
    });
}

/// What can be done with the site besides editing it: close it, with a choice for the people there, or open it again.
Html close_part(access::Visit& visit, access::Call& call, const Site& site, const ui::Errors& errors)
{
    if (!site.is_active)
        return ui::card(
            "Reactivate",
            Html{}
                .add(ui::paragraph("The site comes back to every list and form."))
                .add(ui::post_button(visit, Url::path("/sites", {site.id.text(), "reactivate"}), "Reactivate site")));
    std::vector<ui::Option> choices{{"", "Nobody is assigned to it"}};
    if (call.actor.may(Permission::users_edit)) {
        choices.push_back({"all_sites", "Their place covers all sites"});
        for (const auto& other : list_active(call, call.organisation()))
            if (other.id != site.id) choices.push_back({"move:" + other.id.text(), "They move to " + other.name});
        choices.push_back({"deactivate", "They are deactivated too, and can no longer sign in here"});
    }
    ui::Form form{visit, Url::path("/sites", {site.id.text(), "deactivate"}), {}, errors};
    form.select("users", "People assigned to this site", choices, {.needed = ui::Needed::optional});
    return ui::card(
        "Deactivate",
        Html{}
            .add(ui::paragraph("The site leaves every list and form; its history stays. Invitations to it are "
                               "put on hold. It can be reactivated at any time."))
            .add(form.done("Deactivate site", {}, ui::Look::danger)));
}

Html delete_part(access::Visit& visit, access::Call& call, const Site& site)
{
    if (!call.actor.may(Permission::sites_delete)) return {};
    return ui::card(
        "Delete",
        Html{}
            .add(ui::paragraph("Only a site that nothing names any more can be deleted: no person, no invitation, no "
                               "location, not even from the past. For every other site, deactivate it."))
            .add(ui::confirm_button(visit, Url::path("/sites", {site.id.text(), "delete"}), "Delete site",
                                    "The site is removed for good.", ui::Look::danger,
                                    {{"version", std::to_string(site.version)}})));
}

Html details_of(const Site& site)
{
    ui::Descriptions details;
    details.add("State", state_of(site));
    details.add("Address", site.address);
    details.add("Postcode", site.postcode);
    details.add("Contact", site.contact_name);
    details.add("Contact phone", site.contact_phone);
    details.add("Contact email", site.contact_email);
    return ui::card("", details.done());
}

/// To the photos and files of the site, for whoever may see them there.
Html files_link(const access::Call& call, const Site& site)
{
    if (!access::reaches(call.actor, Permission::documents_view, site.id)) return {};
    return ui::button_link(Url{"/documents"}.with("record_type", "site").with("record_id", site.id.text()),
                           "Photos and files", ui::Look::secondary);
}

struct Shown {
    std::optional<ui::Entered> entered = {}; // what was typed, after a refusal
    ui::Errors edit_errors = {};
    ui::Errors close_errors = {};
    int status = 200;
    [[nodiscard]] bool is_stale() const { return status == 412; }
};

Html edit_part(access::Visit& visit, const Site& site, const Shown& shown)
{
    ui::Form form{visit, url_of(site), shown.entered.value_or(entered_of(SiteFields::of(site))), shown.edit_errors};
    form.hidden("version", std::to_string(site.version));
    add_fields(form);
    return ui::card("Edit", form.done("Save changes", all_sites));
}

http::Response site_page(access::Visit& visit, const base::SiteId& id, const Shown& shown)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto site = find_visible(call, id);
        if (!site) return base::refused(site.error());
        PageParts parts{.title = site->name,
                        .section = ui::Section::sites,
                        .actions = files_link(call, *site),
                        .crumbs = {{"Sites", all_sites}},
                        .width = ui::Width::narrow,
                        .status = shown.status};
        if (!call.actor.may(Permission::sites_edit)) {
            parts.content = details_of(*site).add(locations_part(call, *site));
            return parts;
        }
        if (!site->is_active)
            parts.content.add(
                ui::notice(ui::Tone::neutral, "This site is deactivated", ui::paragraph("It is in no list.")));
        if (shown.is_stale()) parts.content.add(ui::paragraph("As it is now:")).add(details_of(*site));
        parts.content.add(edit_part(visit, *site, shown))
            .add(locations_part(call, *site))
            .add(close_part(visit, call, *site, shown.close_errors))
            .add(delete_part(visit, call, *site));
        return parts;
    });
}

std::optional<base::SiteId> read_id(access::Visit& visit)
{
    return base::SiteId::parse(visit.request.parameter("id"));
}

http::Response no_such_site(access::Visit& visit)
{
    return ui::refusal(visit, {"not_found", {}, "There is no such site."});
}

} // namespace

http::Response list(access::Visit& visit)
{
    http::Query query{visit.request};
    const ListRequest request{.cursor = query.text("cursor")};
    if (auto read = query.finish(); !read) return ui::refusal(visit, read.error());
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto found = sites::list(call, request);
        if (!found) return base::refused(found.error());
        return list_parts(call, *found, request.cursor.empty());
    });
}

http::Response show_new(access::Visit& visit)
{
    return new_page(visit, {}, {}, 200);
}

http::Response submit_new(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto site = visit.change([&](access::Call& call) { return sites::create(call, read_fields(*form)); });
    if (!site && !ui::is_about_the_entry(site.error())) return ui::refusal(visit, site.error());
    if (!site)
        return new_page(visit, form->values(), ui::Errors{site.error()}, platform::json::status_of(site.error().code));
    visit.flash(site->name + " was added.");
    return http::Response::see_other("/sites");
}

http::Response show(access::Visit& visit)
{
    const auto id = read_id(visit);
    return id ? site_page(visit, *id, {}) : no_such_site(visit);
}

http::Response submit_edit(access::Visit& visit)
{
    const auto id = read_id(visit);
    if (!id) return no_such_site(visit);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto fields = read_fields(*form);
    const EditRequest request{.name = fields.name,
                              .address = fields.address,
                              .postcode = fields.postcode,
                              .contact_name = fields.contact_name,
                              .contact_phone = fields.contact_phone,
                              .contact_email = fields.contact_email,
                              .expected_version = http::version_of(*form)};
    const auto site = visit.change([&](access::Call& call) { return sites::edit(call, *id, request); });
    if (!site && !ui::is_about_the_entry(site.error())) return ui::refusal(visit, site.error());
    if (!site)
        return site_page(visit, *id,
                         {.entered = form->values(),
                          .edit_errors = ui::Errors{site.error()},
                          .status = platform::json::status_of(site.error().code)});
    visit.flash(site->name + " was saved.");
    return http::Response::see_other(url_of(*site).text());
}

http::Response submit_deactivate(access::Visit& visit)
{
    const auto id = read_id(visit);
    if (!id) return no_such_site(visit);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto site = visit.change([&](access::Call& call) -> Result<Site> {
        const auto choice = ChoiceForUsers::read(form->value("users"));
        if (!choice) return base::refused(choice.error());
        return sites::deactivate(call, *id, *choice);
    });
    if (!site && site.error().code == "site_in_use") {
        ui::Errors errors;
        errors.add("users", "People are assigned to this site. Choose where they go.");
        return site_page(visit, *id, {.close_errors = errors, .status = 409});
    }
    if (!site && site.error().code == "invalid")
        return site_page(visit, *id, {.close_errors = ui::Errors{site.error()}, .status = 422});
    if (!site) return ui::refusal(visit, site.error());
    visit.flash(site->name + " was deactivated.");
    return http::Response::see_other(url_of(*site).text());
}

http::Response submit_delete(access::Visit& visit)
{
    const auto id = read_id(visit);
    if (!id) return no_such_site(visit);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto done =
        visit.change([&](access::Call& call) { return sites::remove(call, *id, {}, http::version_of(*form)); });
    if (!done && done.error().code == "site_in_use") {
        ui::Errors errors;
        errors.add("", done.error().facts.contains("users")
                           ? "People are assigned to this site, so it was not deleted. Choose where they go."
                           : done.error().detail);
        return site_page(visit, *id, {.close_errors = errors, .status = 409});
    }
    if (!done) return ui::refusal(visit, done.error());
    visit.flash("The site was deleted.");
    return http::Response::see_other(all_sites.text());
}

http::Response submit_reactivate(access::Visit& visit)
{
    const auto id = read_id(visit);
    if (!id) return no_such_site(visit);
    const auto site = visit.change([&](access::Call& call) { return sites::reactivate(call, *id); });
    if (!site) return ui::refusal(visit, site.error());
    visit.flash(site->name + " is active again.");
    return http::Response::see_other(url_of(*site).text());
}

} // namespace assetbuddy::sites::pages
