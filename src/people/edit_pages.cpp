// Editing a person, and ending and giving back their access.

#include "companies/list.h"
#include "people/pages.h"
#include "people/person_page.h"
#include "platform/http/etag.h"
#include "platform/http/forms.h"
#include "platform/json/json.h"
#include "sites/find.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "users/choices.h"
#include "users/deactivate.h"
#include "users/edit.h"
#include "users/find.h"
#include "users/limits.h"
#include "users/reactivate.h"

namespace assetbuddy::people::pages {
namespace {

namespace http = platform::http;
using base::Result;
using ui::Html;
using ui::Url;
using users::User;

Url edit_url(const base::UserId& id)
{
    return Url::path("/users", {id.text(), "edit"});
}

constexpr long length(std::size_t most)
{
    return static_cast<long>(most);
}

ui::Entered entered_of(const User& user)
{
    return {{"name", user.name},
            {"email", user.pending_email.value_or(user.email)},
            {"role", std::string{access::to_text(user.role)}},
            {"site_id", user.site ? user.site->text() : ""},
            {"job_title", user.job_title},
            {"phone", user.phone},
            {"is_external", user.is_external ? "on" : ""},
            {"company_name", user.company_name},
            {"company_address", user.company_address},
            {"access_ends_on", user.access_ends_on.value_or("")}};
}

void add_role(ui::Form& form, access::Call& call, const User& user)
{
    std::vector<ui::Option> roles;
    for (const auto role : users::roles_for(call, user))
        roles.push_back({std::string{access::to_text(role)}, std::string{access::in_words(role)}});
    const ui::Ticks ticks{std::string{access::to_text(access::Role::contractor)}, "is_external"};
    form.select("role", "Role", roles, {.hint = "A change counts from their very next click."}, ticks);
}

void add_site(ui::Form& form, access::Call& call, const User& user)
{
    std::vector<ui::Option> sites{{"", "All sites"}};
    bool is_listed = !user.site;
    for (const auto& site : sites::list_active(call, call.organisation())) {
        sites.push_back({site.id.text(), site.name});
        is_listed = is_listed || site.id == user.site;
    }
    if (!is_listed) {
        const auto site = sites::find(call, call.organisation(), *user.site);
        sites.push_back({user.site->text(), (site ? site->name : "A site") + " (deactivated)"});
    }
    form.select("site_id", "Site", sites,
                {.hint = "With a site, roles that work at a site see that site alone. With none they see all sites.",
                 .needed = ui::Needed::optional});
}

void add_external(ui::Form& form, access::Call& call)
{
    using enum ui::Needed;
    const ui::Field tick{.hint = "Somebody from another company. They see only what is given to them. A Contractor is "
                                 "always external.",
                         .needed = optional};
    form.checkbox_with("is_external", "External user", tick, [&] {
        form.text("company_name", "Company name",
                  {.hint = "Needed for external users.",
                   .needed = optional,
                   .autocomplete = "off",
                   .max_length = length(users::most_company_name),
                   .suggestions = companies::list_names(call)});
        form.textarea("company_address", "Company address",
                      {.needed = optional, .autocomplete = "off", .max_length = length(users::most_company_address)},
                      3);
    });
}

/// What only others can change about a person, and nobody about the Owner (USR-6, USR-7).
void add_place(ui::Form& form, access::Call& call, const User& user)
{
    if (user.role == access::Role::owner) {
        form.add(ui::paragraph("The Owner's role and access stay as they are until the ownership is transferred."));
        return;
    }
    if (user.id == call.actor.user()) {
        form.add(ui::paragraph("This is you. Your role, site and access are for somebody else to change."));
        return;
    }
    add_role(form, call, user);
    add_site(form, call, user);
    add_external(form, call);
    form.date("access_ends_on", "Last day of access",
              {.hint = "The place deactivates itself after that day. Leave it empty for no end.",
               .needed = ui::Needed::optional});
}

struct Returned {
    std::optional<ui::Entered> entered = {};
    ui::Errors errors = {};
    int status = 200;
};

Html edit_form(access::Visit& visit, access::Call& call, const User& user, const Returned& returned)
{
    using enum ui::Needed;
    ui::Form form{visit, edit_url(user.id), returned.entered.value_or(entered_of(user)), returned.errors};
    form.hidden("version", std::to_string(user.version));
    form.text("name", "Name", {.autocomplete = "off", .max_length = length(users::most_name)});
    form.email("email", "Email",
               {.hint = user.pending_email ? "This address waits to be confirmed. Tick below to send its email again."
                                           : "A new address counts once it is confirmed from that mailbox. Until then "
                                             "the present one works.",
                .autocomplete = "off",
                .max_length = 254});
    form.hidden("email_shown", user.pending_email.value_or(user.email));
    if (user.pending_email) form.checkbox("email_again", "Send the confirmation email again", {.needed = optional});
    form.text("job_title", "Job title",
              {.needed = optional, .autocomplete = "off", .max_length = length(users::most_job_title)});
    form.telephone("phone", "Phone",
                   {.needed = optional, .autocomplete = "off", .max_length = length(users::most_phone)});
    add_place(form, call, user);
    return form.done("Save changes", url_of(user.id));
}

http::Response edit_page(access::Visit& visit, const base::UserId& id, const Returned& returned)
{
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        const auto user = users::find_visible(call, id);
        if (!user) return base::refused(user.error());
        if (!users::steps_on(call, *user).edit)
            return base::refused("forbidden", {},
                                 "You cannot change this person: their role may do things that yours may not.");
        Html content;
        if (returned.status == 412)
            content
                .add(ui::notice(ui::Tone::warning, "Somebody changed this person meanwhile",
                                ui::paragraph("This is how they stand now. Your own entries are still in the form "
                                              "below: look through them and save again.")))
                .add(details_of(call, *user));
        content.add(edit_form(visit, call, *user, returned));
        return ui::PageParts{.title = "Edit " + user->name,
                             .section = ui::Section::users,
                             .content = content,
                             .lead = user->is_external ? user->company_name : std::string{},
                             .crumbs = {{"Users", Url{"/users"}}, {user->name, url_of(id)}},
                             .width = ui::Width::narrow,
                             .status = returned.status};
    });
}

/// The form sends every field it shows. An unticked box hides the company, which then goes.
users::EditRequest read_edit(const http::Form& form)
{
    const auto shown = [&](std::string_view name) {
        return form.has(name) ? std::optional{form.value(name)} : std::nullopt;
    };
    users::EditRequest request{.name = shown("name"),
                               .role = shown("role"),
                               .site_id = shown("site_id"),
                               .job_title = shown("job_title"),
                               .phone = shown("phone"),
                               .access_ends_on = shown("access_ends_on"),
                               .expected_version = http::version_of(form)};
    // Saved as it was shown, an address is no request: it would begin, or end, its change anew.
    const bool is_touched = form.value("email") != form.value("email_shown") || form.has("email_again");
    if (is_touched) request.email = shown("email");
    if (!request.role) return request; // the form of the Owner, or one's own
    const bool is_contractor = *request.role == access::to_text(access::Role::contractor);
    request.is_external = is_contractor || form.has("is_external");
    if (!*request.is_external) return request;
    request.company_name = form.value("company_name");
    request.company_address = form.value("company_address");
    return request;
}

bool is_shown_by_form(const base::Error& error)
{
    return error.code == "invalid" || error.code == "role_above_own" || error.code == "stale" ||
           error.code == "is_owner" || error.code == "already_user" || error.code == "wrong_state" ||
           error.code == "rate_limited";
}

Returned returned_form(const http::Form& form, const base::Error& error)
{
    auto entered = form.values();
    if (form.value("role") == access::to_text(access::Role::contractor)) entered["is_external"] = "on";
    return {
        .entered = std::move(entered), .errors = ui::Errors{error}, .status = platform::json::status_of(error.code)};
}

} // namespace

http::Response show_edit(access::Visit& visit)
{
    return edit_page(visit, read_id(visit), {});
}

http::Response submit_edit(access::Visit& visit)
{
    const auto id = read_id(visit);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto user = visit.change([&](access::Call& call) { return users::edit(call, id, read_edit(*form)); });
    if (!user && is_shown_by_form(user.error())) return edit_page(visit, id, returned_form(*form, user.error()));
    if (!user) return refused_step(visit, id, user.error());
    visit.flash(user->pending_email && form->value("email") == *user->pending_email
                    ? user->name + " was saved. The new address gets an email to confirm it."
                    : user->name + " was saved.");
    return http::Response::see_other(url_of(id).text());
}

http::Response submit_deactivate(access::Visit& visit)
{
    const auto id = read_id(visit);
    const auto user = visit.change([&](access::Call& call) { return users::deactivate(call, id); });
    if (!user) return refused_step(visit, id, user.error());
    visit.flash(user->name + " was deactivated and is signed out everywhere here.");
    return http::Response::see_other(url_of(id).text());
}

http::Response submit_reactivate(access::Visit& visit)
{
    const auto id = read_id(visit);
    const auto user = visit.change([&](access::Call& call) { return users::reactivate(call, id); });
    if (!user) return refused_step(visit, id, user.error());
    visit.flash(user->name + " can sign in again.");
    return http::Response::see_other(url_of(id).text());
}

} // namespace assetbuddy::people::pages
