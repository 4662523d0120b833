#include "invitations/pages.h"

#include <algorithm>

#include "invitations/choices.h"
#include "invitations/limits.h"
#include "invitations/send.h"
#include "invitations/words.h"
#include "platform/json/json.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::invitations::pages {
namespace {

namespace http = platform::http;
using access::Role;
using base::Result;
using ui::Html;
using ui::PageParts;
using ui::Url;

const Url invite_url{"/users/invite"};
const Url tab_url{"/users?tab=invitations"};

bool is_external_only(Role role)
{
    return role == Role::contractor;
}

std::vector<ui::Option> role_options(const Choices& choices)
{
    std::vector<ui::Option> options;
    for (const auto role : choices.roles)
        options.push_back({std::string{access::to_text(role)}, std::string{access::in_words(role)},
                           summary_of(choices.sets.of(role, is_external_only(role)))});
    return options;
}

std::vector<ui::Option> site_options(const Choices& choices)
{
    std::vector<ui::Option> options{{"", "All sites"}};
    for (const auto& site : choices.sites) options.push_back({site.id.text(), site.name});
    return options;
}

/// The whole of what each role may do, for who wants to know before choosing.
Html role_details(const Choices& choices)
{
    Html html;
    html.add(R"(<details class="field"><summary>Everything each role may do</summary>)");
    for (const auto role : choices.roles) {
        html.add("<h3>{}</h3><ul>", access::in_words(role));
        for (const auto& each : abilities(choices.sets.of(role, is_external_only(role)), "their site"))
            html.add("<li>{}</li>", each);
        html.add("</ul>");
    }
    html.add("</details>");
    return html;
}

std::string lifetime_words(const Choices& choices)
{
    const auto days = [](std::int64_t count) { return std::to_string(count) + (count == 1 ? " day" : " days"); };
    std::string text =
        "The person gets an email with a link and a code, valid for " + days(choices.lifetime_days) + ".";
    const auto manages = [&](Role role) { return choices.sets.of(role).manages_users(); };
    if (std::ranges::any_of(choices.roles, manages) && choices.lifetime_days > longest_managing_lifetime_days)
        text += " For roles that manage people it is valid for " + days(longest_managing_lifetime_days) + ".";
    return text;
}

constexpr long length(std::size_t most)
{
    return static_cast<long>(most);
}

void add_person(ui::Form& form)
{
    form.text("name", "Name",
              {.hint = "Their full name.",
               .autocomplete = "off",
               .max_length = length(most_name),
               .focus = ui::Focus::first});
    form.email("email", "Email", {.hint = "The invitation goes there.", .autocomplete = "off", .max_length = 254});
}

void add_place(ui::Form& form, const Choices& choices)
{
    const ui::Ticks ticks{std::string{access::to_text(Role::contractor)}, "is_external"};
    form.radio_cards("role", "Role", role_options(choices), {.hint = "What they may see and do."}, ticks);
    form.add(role_details(choices));
    form.select(
        "site_id", "Site", site_options(choices),
        {.hint = "With a site, roles that work at a site see that site alone. With none chosen they see all sites.",
         .needed = ui::Needed::optional});
    form.text("job_title", "Job title",
              {.needed = ui::Needed::optional, .autocomplete = "off", .max_length = length(most_job_title)});
    form.telephone("phone", "Phone",
                   {.needed = ui::Needed::optional, .autocomplete = "off", .max_length = length(most_phone)});
}

void add_external(ui::Form& form)
{
    const ui::Field tick{.hint =
                             "Somebody from another company. They see only the defects given to them. A Contractor is "
                             "always external.",
                         .needed = ui::Needed::optional};
    form.checkbox_with("is_external", "External user", tick, [&] {
        // Needed only while the box is ticked, so the browser must not insist; the rules do.
        form.text("company_name", "Company name",
                  {.hint = "Needed for external users.",
                   .needed = ui::Needed::optional,
                   .autocomplete = "off",
                   .max_length = length(most_company_name)});
        form.textarea(
            "company_address", "Company address",
            {.needed = ui::Needed::optional, .autocomplete = "off", .max_length = length(most_company_address)}, 3);
    });
}

/// A form that came back: what was typed, and why.
struct Returned {
    ui::Entered entered = {};
    ui::Errors errors = {};
    Html notice = {};
    int status = 200;
};

http::Response invite_page(access::Visit& visit, const Returned& returned)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto choices = list_choices(call);
        if (!choices) return base::refused(choices.error());
        ui::Form form{visit, invite_url, returned.entered, returned.errors};
        add_person(form);
        add_place(form, *choices);
        add_external(form);
        return PageParts{.title = "Invite User",
                         .section = ui::Section::users,
                         .content = Html{}.add(returned.notice).add(form.done("Send Invitation", Url{"/users"})),
                         .lead = lifetime_words(*choices),
                         .crumbs = {{"Users", Url{"/users"}}},
                         .width = ui::Width::narrow,
                         .mail = ui::MailMatters::yes,
                         .status = returned.status};
    });
}

OfferRequest read_offer(const http::Form& form)
{
    return {.name = form.value("name"),
            .email = form.value("email"),
            .role = form.value("role"),
            .site_id = form.value("site_id"),
            .job_title = form.value("job_title"),
            .phone = form.value("phone"),
            // An unticked box says nothing: a Contractor is external all the same.
            .is_external = form.has("is_external") ? std::optional{true} : std::nullopt,
            .company_name = form.value("company_name"),
            .company_address = form.value("company_address")};
}

std::string fact_of(const base::Error& error, const std::string& name)
{
    const auto found = error.facts.find(name);
    const auto* text = found == error.facts.end() ? nullptr : std::get_if<std::string>(&found->second);
    return text == nullptr ? std::string{} : *text;
}

/// INV-11: the way on from a refusal that names somebody who is here already.
Html way_on(access::Visit& visit, const base::Error& error)
{
    if (const auto id = fact_of(error, "user_id"); !id.empty()) {
        const auto found = error.facts.find("is_active");
        const bool is_active = found == error.facts.end() || std::get<bool>(found->second);
        return ui::notice(ui::Tone::info, is_active ? "This person is already here" : "This person was here before",
                          Html{}
                              .add(ui::paragraph(is_active ? "The address already has a place in your organisation."
                                                           : "The address has a place that was deactivated. It can be "
                                                             "reactivated on the user's page."))
                              .add(ui::button_link(Url::path("/users", {id}), "Show this user", ui::Look::secondary)));
    }
    const auto id = fact_of(error, "invitation_id");
    if (id.empty()) return {};
    return ui::notice(
        ui::Tone::info, "This address is already invited",
        Html{}
            .add(ui::paragraph("You can send that invitation again, with a new link and code."))
            .add(ui::post_button(visit, Url::path("/users/invitations", {id, "resend"}), "Send it again"))
            .add(ui::button_link(Url::path("/users/invitations", {id}), "Show the invitation", ui::Look::quiet)));
}

bool is_shown_by_form(const base::Error& error)
{
    return error.code == "invalid" || error.code == "role_above_own" || error.code == "already_user" ||
           error.code == "already_invited" || error.code == "rate_limited";
}

http::Response returned_form(access::Visit& visit, const http::Form& form, const base::Error& error)
{
    auto entered = form.values();
    if (form.value("role") == access::to_text(Role::contractor)) entered["is_external"] = "on";
    auto response = invite_page(visit, {.entered = std::move(entered),
                                        .errors = ui::Errors{error},
                                        .notice = way_on(visit, error),
                                        .status = platform::json::status_of(error.code)});
    if (const auto wait = error.facts.find("retry_after"); wait != error.facts.end())
        response.set("Retry-After", std::to_string(std::get<std::int64_t>(wait->second)));
    return response;
}

} // namespace

http::Response show_invite(access::Visit& visit)
{
    return invite_page(visit, {});
}

http::Response submit_invite(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto invitation =
        visit.change([&](access::Call& call) { return invitations::send(call, read_offer(*form)); });
    if (!invitation && is_shown_by_form(invitation.error())) return returned_form(visit, *form, invitation.error());
    if (!invitation) return ui::refusal(visit, invitation.error());
    visit.flash("Invitation sent to " + invitation->email + ".");
    return http::Response::see_other(tab_url.text());
}

} // namespace assetbuddy::invitations::pages
