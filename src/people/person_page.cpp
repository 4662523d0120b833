#include "people/person_page.h"

#include "defects/list.h"
#include "invitations/find.h"
#include "organisations/transfer_ownership.h"
#include "platform/json/json.h"
#include "sites/find.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "users/choices.h"
#include "users/find.h"
#include "users/outlook.h"
#include "users/outlook_card.h"

namespace assetbuddy::people {
namespace {

namespace http = platform::http;
using base::Result;
using ui::Html;
using ui::Url;
using users::User;

std::string site_name_of(access::Call& call, const User& user)
{
    const auto site = user.site ? sites::find(call, call.organisation(), *user.site) : std::nullopt;
    if (!site) return {};
    return site->is_active ? site->name : site->name + " (deactivated)";
}

/// How this person came to the organisation.
Html origin_of(access::Call& call, const User& user, const std::string& time_zone)
{
    const auto joined = ui::time_of(user.created_at, time_zone);
    const auto invitation = invitations::find_accepted_by(call, user.id);
    if (!invitation && user.role == access::Role::owner) return Html::of("With the organisation, {}", joined);
    if (!invitation) return joined;
    return Html::of(R"(<a href="{}">Invited by {}</a>, accepted {})",
                    Url::path("/users/invitations", {invitation->id.text()}), invitation->invited_by_name, joined);
}

/// Under that person's own Actor, never from the role's name (ROL-3).
Html outlook_card(access::Call& call, const User& user)
{
    const auto found = users::find_outlook(call, user.id);
    if (!found) return {};
    return ui::card("What this person sees", user.is_active
                                                 ? users::outlook_in_words(found->outlook)
                                                 : ui::paragraph("Nothing at present: their place is not active."));
}

/// What the asker may do to this person, the ownership included.
struct StepsHere : users::Steps {
    bool can_be_owner = false;
};

StepsHere find_steps(access::Call& call, const User& user)
{
    StepsHere steps{users::steps_on(call, user)};
    steps.can_be_owner = organisations::may_transfer_to(call, user).has_value();
    return steps;
}

Html step(std::string_view title, std::string_view words, const Html& button)
{
    return ui::card(title, Html{}.add(ui::paragraph(words)).add(button));
}

/// What can be done with the place besides editing it.
Html steps_of(access::Visit& visit, const User& user, const StepsHere& steps)
{
    Html html;
    if (steps.edit && user.pending_email)
        html.add(step(
            "New address",
            *user.pending_email + " got an email with a link and a code and has not confirmed yet. To send it "
                                  "again, or elsewhere, edit this person.",
            ui::post_button(visit, Url::path("/users", {user.id.text(), "edit"}), "Keep the old address",
                            ui::Look::secondary, {{"email", user.email}, {"version", std::to_string(user.version)}})));
    if (steps.deactivate)
        html.add(step("Deactivate",
                      "They are signed out everywhere here at once and cannot come back until somebody reactivates "
                      "them. Everything they did stays.",
                      ui::confirm_button(visit, Url::path("/users", {user.id.text(), "deactivate"}), "Deactivate",
                                         "Deactivate " + user.name + " now?")));
    if (steps.can_be_owner)
        html.add(step(
            "Transfer the ownership",
            "Make this person the Owner of the organisation. There is always exactly one; you get another role.",
            ui::button_link(Url::path("/users", {user.id.text(), "make-owner"}), "Make Owner", ui::Look::secondary)));
    if (steps.reactivate)
        html.add(step("Reactivate", "They can sign in again, with the role and site they had.",
                      ui::post_button(visit, Url::path("/users", {user.id.text(), "reactivate"}), "Reactivate")));
    if (steps.remove)
        html.add(
            step("Delete",
                 "They leave every list for good; their name stays on past records. Personal data can be erased "
                 "as well, when they ask for it.",
                 Html{}
                     .add(ui::button_link(Url::path("/users", {user.id.text(), "delete"}), "Delete", ui::Look::danger))
                     .add(" ")
                     .add(ui::button_link(Url::path("/users", {user.id.text(), "erase"}), "Erase personal data",
                                          ui::Look::quiet))));
    return html;
}

/// EXT-7, USR-3: whoever leaves has work that somebody else should do.
Html open_work_of(access::Call& call, const User& user)
{
    const auto count = defects::count_open_of(call, user.id).value_or(0);
    if (count == 0) return {};
    const auto number = count == 1 ? std::string{"One open defect is"}
                                   : (count < 100 ? std::to_string(count) : "100 or more") + " open defects are";
    const auto words = user.is_active ? number + " given to them."
                                      : number + " still given to them, although they cannot sign in. Give them to "
                                                 "somebody else.";
    const auto see = Url{"/defects"}.with("status", "not_closed").with("assignee", user.id.text());
    const auto look = user.is_active ? ui::Look::quiet : ui::Look::primary;
    return ui::card("Open defects", Html{}
                                        .add(ui::paragraph(words))
                                        .add(ui::button_link(Url{"/defects/reassign"}.with("from", user.id.text()),
                                                             "Give them to somebody else", look))
                                        .add(ui::button_link(see, "See them", ui::Look::quiet)));
}

Html out_of_reach()
{
    return ui::notice(ui::Tone::info, "You cannot change this person",
                      ui::paragraph("Their role may do things that yours may not. Somebody with at least the same "
                                    "rights, such as the Owner, can."));
}

} // namespace

Url url_of(const base::UserId& id)
{
    return Url::path("/users", {id.text()});
}

Html state_of(const User& user)
{
    Html html = user.is_active ? ui::badge("Active", ui::Tone::good) : ui::badge("Not active", ui::Tone::neutral);
    if (user.is_external) html.add(" {}", ui::badge("External", ui::Tone::info));
    return html;
}

Html email_of(const User& user)
{
    if (user.is_contact_hidden) return ui::hidden_contact();
    auto html = Html::of(R"(<a href="{}">{}</a>)", Url::mail_to(user.email), user.email);
    if (user.pending_email)
        html.add("<br><small>{} waits to be confirmed from that mailbox. Until then the old address works.</small>",
                 *user.pending_email);
    return html;
}

Html details_of(access::Call& call, const User& user)
{
    const auto site = site_name_of(call, user);
    const auto& time_zone = call.actor.facts().time_zone;
    ui::Descriptions details;
    details.add("State", state_of(user));
    details.add("Email", email_of(user));
    details.add("Role", access::in_words(user.role));
    details.add("Site", site.empty() ? "All sites" : site);
    details.add("Job title", user.job_title);
    if (!user.phone.empty()) details.add("Phone", ui::phone_link(user.phone));
    if (user.is_external) {
        if (user.company)
            details.add("Company", ui::link(Url::path("/companies", {user.company->text()}), user.company_name));
        else
            details.add("Company", user.company_name);
        details.add("Company address", user.company_address);
    }
    if (user.access_ends_on) details.add("Last day of access", *user.access_ends_on);
    const bool was_seen = user.last_seen_at > base::Time{};
    details.add("Last seen", was_seen ? ui::time_of(user.last_seen_at, time_zone) : Html::text("Never"));
    details.add("Joined", origin_of(call, user, time_zone));
    return ui::card("", details.done());
}

http::Response person_page(access::Visit& visit, const base::UserId& id, const Html& notice, int status)
{
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        const auto user = users::find_visible(call, id);
        if (!user) return base::refused(user.error());
        const auto steps = find_steps(call, *user);
        ui::PageParts parts{.title = user->name,
                            .section = ui::Section::users,
                            .content = notice,
                            .lead = user->is_external ? user->company_name : std::string{},
                            .crumbs = {{"Users", Url{"/users"}}},
                            .width = ui::Width::narrow,
                            .status = status};
        if (steps.edit)
            parts.actions =
                ui::button_link(Url::path("/users", {id.text(), "edit"}), "Edit", ui::Look::primary, "pencil");
        if (steps.is_out_of_reach) parts.content.add(out_of_reach());
        parts.content.add(details_of(call, *user))
            .add(open_work_of(call, *user))
            .add(outlook_card(call, *user))
            .add(steps_of(visit, *user, steps));
        return parts;
    });
}

http::Response refused_step(access::Visit& visit, const base::UserId& id, const base::Error& error)
{
    const bool is_about_them = error.code == "is_owner" || error.code == "stale" || error.code == "forbidden" ||
                               error.code == "role_above_own" || error.code == "invalid";
    if (!is_about_them) return ui::refusal(visit, error);
    Html words = ui::paragraph(ui::in_words(error));
    for (const auto& each : error.errors) words.add(ui::paragraph(each.message));
    return person_page(visit, id, ui::notice(ui::Tone::warning, ui::title_in_words(error), words),
                       platform::json::status_of(error.code));
}

base::UserId read_id(const access::Visit& visit)
{
    return base::UserId::parse(visit.request.parameter("id")).value_or(base::UserId{});
}

} // namespace assetbuddy::people
