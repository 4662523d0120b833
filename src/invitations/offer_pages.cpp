#include "invitations/offer_pages.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "invitations/limits.h"
#include "invitations/words.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "users/choices.h"
#include "users/find.h"
#include "users/outlook_card.h"

namespace assetbuddy::invitations::pages {
namespace {

namespace http = platform::http;
using access::Role;
using ui::Html;
using ui::Url;

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

std::vector<ui::Option> site_options(const Choices& choices, const Invitation* present)
{
    std::vector<ui::Option> options{{"", "All sites"}};
    for (const auto& site : choices.sites) options.push_back({site.id.text(), site.name});
    if (present != nullptr && present->site && !present->standing.site_is_active)
        options.push_back({present->site->text(), present->site_name + " (deactivated)"});
    return options;
}

/// The whole of what each role may do, for who wants to know before choosing.
Html role_details(const Choices& choices)
{
    Html html;
    html.add(R"(<details class="field"><summary>Everything each role may do</summary>)");
    for (const auto role : choices.roles) {
        html.add("<h2>{}</h2><ul>", access::in_words(role));
        for (const auto& each : abilities(choices.sets.of(role, is_external_only(role)), "their site"))
            html.add("<li>{}</li>", each);
        html.add("</ul>");
    }
    html.add("</details>");
    return html;
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

void add_place(ui::Form& form, const Choices& choices, const Invitation* present)
{
    const ui::Ticks ticks{std::string{access::to_text(Role::contractor)}, "is_external"};
    form.radio_cards("role", "Role", role_options(choices), {.hint = "What they may see and do."}, ticks);
    form.add(role_details(choices));
    form.select(
        "site_id", "Site", site_options(choices, present),
        {.hint = "With a site, roles that work at a site see that site alone. With none chosen they see all sites.",
         .needed = ui::Needed::optional});
    form.text("job_title", "Job title",
              {.needed = ui::Needed::optional, .autocomplete = "off", .max_length = length(most_job_title)});
    form.telephone("phone", "Phone",
                   {.needed = ui::Needed::optional, .autocomplete = "off", .max_length = length(most_phone)});
}

void add_external(ui::Form& form, std::vector<std::string> companies)
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
                   .max_length = length(most_company_name),
                   .suggestions = std::move(companies)});
        form.textarea(
            "company_address", "Company address",
            {.needed = ui::Needed::optional, .autocomplete = "off", .max_length = length(most_company_address)}, 3);
    });
}

/// How long it lives, until when, and a word from the inviter.
void add_rest(ui::Form& form, const Choices& choices)
{
    const auto days = [](std::int64_t count) { return std::to_string(count) + (count == 1 ? " day" : " days"); };
    std::vector<ui::Option> lifetimes{{"", "As usual: " + days(choices.lifetime_days)}};
    for (auto count = shortest_lifetime_days; count <= longest_lifetime_days; ++count)
        lifetimes.push_back({std::to_string(count), days(count)});
    form.date("access_ends_on", "Last day of access",
              {.hint = "After that day the person can no longer sign in here. Leave it empty for no end.",
               .needed = ui::Needed::optional});
    form.select("lifetime_days", "How long the invitation is valid", lifetimes,
                {.hint = "For roles that manage people, at most " + days(longest_managing_lifetime_days) + ".",
                 .needed = ui::Needed::optional});
    form.textarea("message", "Personal message",
                  {.hint = "It stands in the email. Plain text without web addresses.",
                   .needed = ui::Needed::optional,
                   .autocomplete = "off",
                   .max_length = length(most_message)},
                  4);
}

/// Nothing is wrong with a form whose role is not chosen yet.
Html refused_preview(const base::Error& error)
{
    const auto is_about_role = [](const base::FieldError& each) {
        return each.field == "role" && each.code == "required";
    };
    if (std::ranges::any_of(error.errors, is_about_role)) return ui::paragraph("Choose a role to see it here.");
    if (error.errors.empty()) return ui::paragraph(error.detail);
    Html html;
    for (const auto& each : error.errors) html.add(ui::paragraph(each.message));
    return html;
}

std::string fact_of(const base::Error& error, const std::string& name)
{
    const auto found = error.facts.find(name);
    const auto* text = found == error.facts.end() ? nullptr : std::get_if<std::string>(&found->second);
    return text == nullptr ? std::string{} : *text;
}

/// Whether the asker may bring this person back; then the way on is one step long.
bool may_reactivate(access::Visit& visit, const std::string& id)
{
    const auto may = visit.look([&](access::Call& call) -> base::Result<bool> {
        const auto user = users::find_visible(call, base::UserId::parse(id).value_or(base::UserId{}));
        return user && users::steps_on(call, *user).reactivate;
    });
    return may.value_or(false);
}

Html way_to_user(access::Visit& visit, const base::Error& error, const std::string& id)
{
    const auto found = error.facts.find("is_active");
    const bool is_active = found == error.facts.end() || std::get<bool>(found->second);
    const auto open = ui::button_link(Url::path("/users", {id}), "Show this user", ui::Look::secondary);
    if (is_active)
        return ui::notice(ui::Tone::info, "This person is already here",
                          Html{}.add(ui::paragraph("The address already has a place in your organisation.")).add(open));
    Html content;
    if (may_reactivate(visit, id))
        content
            .add(ui::paragraph("Their place was deactivated. Reactivate it, and they sign in with the password they "
                               "had, in the role and at the site they had."))
            .add(ui::post_button(visit, Url::path("/users", {id, "reactivate"}), "Reactivate", ui::Look::primary))
            .add(" ");
    else
        content.add(ui::paragraph("Their place was deactivated. Ask somebody who may change this person, such as the "
                                  "Owner, to reactivate it."));
    return ui::notice(ui::Tone::info, "This person was here before", content.add(open));
}

Html way_to_invitation(access::Visit& visit, const std::string& id)
{
    return ui::notice(
        ui::Tone::info, "This address is already invited",
        Html{}
            .add(ui::paragraph("You can send that invitation again, with a new link and code, or change what it says."))
            .add(ui::post_button(visit, Url::path("/users/invitations", {id, "resend"}), "Send it again"))
            .add(ui::button_link(Url::path("/users/invitations", {id, "edit"}), "Edit it", ui::Look::secondary))
            .add(ui::button_link(Url::path("/users/invitations", {id}), "Show the invitation", ui::Look::quiet)));
}

} // namespace

std::optional<std::int64_t> read_number(const std::string& text)
{
    if (text.empty()) return std::nullopt;
    std::int64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc{} && read.ptr == end ? number : 0;
}

void add_offer_fields(ui::Form& form, const Choices& choices, const Html& preview, const Invitation* present)
{
    add_person(form);
    add_place(form, choices, present);
    add_external(form, choices.companies);
    form.add(preview);
    add_rest(form, choices);
}

PreviewRequest read_preview(const ui::Entered& entered)
{
    const auto value = [&](std::string_view name) {
        const auto found = entered.find(name);
        return found == entered.end() ? std::string{} : found->second;
    };
    return {.role = value("role"),
            .site_id = value("site_id"),
            .is_external = value("is_external").empty() ? std::nullopt : std::optional{true}};
}

Html preview_of(const Url& action, const base::Result<users::Outlook>& outlook)
{
    Html html;
    html.add(
        R"(<section class="field preview" id="preview" aria-labelledby="preview-title" aria-live="polite" hx-post="{}" hx-trigger="change from:#field-role, change from:#field-site_id, change from:#field-is_external" hx-target="this" hx-select="#preview" hx-swap="outerHTML" hx-sync="this:replace">)",
        action);
    html.add(R"(<h2 id="preview-title">What this person will see and do</h2>)");
    if (outlook)
        html.add(users::outlook_in_words(*outlook));
    else
        html.add(refused_preview(outlook.error()));
    html.add(R"(<button type="submit" class="btn btn-calm" formaction="{}" formnovalidate>Preview</button></section>)",
             action);
    return html;
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
            .company_address = form.value("company_address"),
            .access_ends_on = form.value("access_ends_on"),
            .message = form.value("message"),
            .lifetime_days = read_number(form.value("lifetime_days"))};
}

ui::Entered entered_of(const Invitation& invitation)
{
    return {{"name", invitation.name},
            {"email", invitation.email},
            {"role", std::string{access::to_text(invitation.role)}},
            {"site_id", invitation.site ? invitation.site->text() : ""},
            {"job_title", invitation.job_title},
            {"phone", invitation.phone},
            {"is_external", invitation.is_external ? "on" : ""},
            {"company_name", invitation.company_name},
            {"company_address", invitation.company_address},
            {"access_ends_on", invitation.access_ends_on.value_or("")},
            {"lifetime_days", std::to_string(invitation.lifetime_days)},
            {"message", invitation.message}};
}

ui::Entered entered_of(const http::Form& form)
{
    auto entered = form.values();
    if (form.value("role") == access::to_text(Role::contractor)) entered["is_external"] = "on";
    return entered;
}

Html way_on(access::Visit& visit, const base::Error& error)
{
    if (const auto id = fact_of(error, "user_id"); !id.empty()) return way_to_user(visit, error, id);
    const auto id = fact_of(error, "invitation_id");
    return id.empty() ? Html{} : way_to_invitation(visit, id);
}

bool is_shown_by_form(const base::Error& error)
{
    return error.code == "invalid" || error.code == "role_above_own" || error.code == "already_user" ||
           error.code == "already_invited" || error.code == "rate_limited";
}

} // namespace assetbuddy::invitations::pages
