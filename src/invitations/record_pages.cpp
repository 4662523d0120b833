// One invitation's page and what can be done with it.

#include "invitations/find.h"
#include "invitations/limits.h"
#include "invitations/pages.h"
#include "invitations/resend.h"
#include "invitations/revoke.h"
#include "invitations/words.h"
#include "platform/json/json.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::invitations::pages {
namespace {

namespace http = platform::http;
using base::Result;
using ui::Html;
using ui::PageParts;
using ui::Url;

const Url tab_url{"/users?tab=invitations"};

Url url_of(const base::InvitationId& id)
{
    return Url::path("/users/invitations", {id.text()});
}

Html mail_details(const Invitation& invitation)
{
    Html html = delivery_badge(invitation);
    if (!invitation.delivery_detail.empty()) html.add("<br><small>{}</small>", invitation.delivery_detail);
    return html;
}

Html details_of(const Invitation& invitation, base::Time now)
{
    ui::Descriptions details;
    details.add("State", state_badge(invitation, now));
    details.add("Email", invitation.email);
    details.add("Delivery", mail_details(invitation));
    details.add("Role", access::in_words(invitation.role));
    details.add("Site", invitation.site_name.empty() ? "All sites" : invitation.site_name);
    details.add("Job title", invitation.job_title);
    details.add("Phone", invitation.phone);
    if (invitation.is_external) {
        details.add("Company", invitation.company_name);
        details.add("Company address", invitation.company_address);
    }
    details.add("Invited by", invitation.invited_by_name);
    details.add("Last sent", ui::time_of(invitation.sent_at, invitation.time_zone));
    if (invitation.is_open()) details.add("Valid until", ui::time_of(invitation.expires_at, invitation.time_zone));
    if (invitation.attempts > 0 && invitation.is_open())
        details.add("Wrong codes", std::to_string(invitation.attempts) + " of " + std::to_string(most_attempts));
    return ui::card("", details.done());
}

/// What the state means and what can be done about it.
Html advice_on(const Invitation& invitation, base::Time now)
{
    const auto note = [](ui::Tone tone, std::string_view title, std::string_view text) {
        return ui::notice(tone, title, ui::paragraph(text));
    };
    const auto held = invitation.hold(now);
    if (held == Hold::inviter)
        return note(ui::Tone::warning, "On hold",
                    invitation.invited_by_name +
                        " may no longer give this role, so nobody can accept. Revoke it and invite the person anew.");
    if (held == Hold::site)
        return note(ui::Tone::warning, "On hold",
                    "Its site was deactivated, so nobody can accept. Reactivate the site, or revoke the invitation and "
                    "invite the person anew.");
    if (invitation.is_open() && invitation.delivery == Delivery::failed)
        return note(ui::Tone::bad, "The email did not arrive",
                    "Check the address. If it is right, send the invitation again; if not, revoke it and invite the "
                    "person at the right one.");
    switch (invitation.state(now)) {
    case State::locked:
        return note(ui::Tone::warning, "Locked", "A wrong code was entered five times. Send it again for a new code.");
    case State::expired:
        return note(ui::Tone::info, "Expired", "The time ran out before it was accepted. It can be sent again.");
    default:
        return {};
    }
}

Html actions_on(access::Visit& visit, access::Call& call, const Invitation& invitation)
{
    Html html;
    if (!invitation.is_open() || !call.actor.may(access::Permission::users_invite)) return html;
    const auto& id = invitation.id.text();
    if (invitation.obstacle() == Hold::none)
        html.add(ui::post_button(visit, Url::path("/users/invitations", {id, "resend"}), "Send again"));
    html.add(ui::confirm_button(visit, Url::path("/users/invitations", {id, "revoke"}), "Revoke",
                                "The link and the code in the email stop working at once. Revoke the invitation?"));
    return html;
}

http::Response detail_page(access::Visit& visit, const base::InvitationId& id, const Html& notice, int status)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto invitation = find_visible(call, id);
        if (!invitation) return base::refused(invitation.error());
        PageParts parts{
            .title = invitation->name,
            .section = ui::Section::users,
            .content = Html{}.add(notice).add(advice_on(*invitation, call.now)).add(details_of(*invitation, call.now)),
            .lead = "Invited to " + invitation->organisation_name + ".",
            .actions = actions_on(visit, call, *invitation),
            .crumbs = {{"Users", Url{"/users"}}, {"Invitations", tab_url}},
            .width = ui::Width::narrow,
            .mail = ui::MailMatters::yes,
            .status = status};
        if (invitation->accepted_user)
            parts.content.add(
                ui::button_link(Url::path("/users", {invitation->accepted_user->text()}), "Show this user"));
        return parts;
    });
}

/// Resend and revoke: the verb, then the record's page with what came of it.
template <class Verb>
http::Response change_one(access::Visit& visit, Verb verb, std::string_view done)
{
    const auto id = base::InvitationId::parse(visit.request.parameter("id"));
    if (!id) return ui::refusal(visit, {"not_found", {}, "There is no such invitation."});
    const auto changed = visit.change([&](access::Call& call) { return verb(call, *id); });
    if (changed) {
        visit.flash(std::string{done} + changed->email + ".");
        return http::Response::see_other(url_of(*id).text());
    }
    const auto& code = changed.error().code;
    if (code != "rate_limited" && code != "wrong_state" && code != "role_above_own")
        return ui::refusal(visit, changed.error());
    return detail_page(visit, *id, ui::notice(ui::Tone::warning, "", ui::paragraph(ui::in_words(changed.error()))),
                       platform::json::status_of(code));
}

} // namespace

http::Response show(access::Visit& visit)
{
    const auto id = base::InvitationId::parse(visit.request.parameter("id"));
    if (!id) return ui::refusal(visit, {"not_found", {}, "There is no such invitation."});
    return detail_page(visit, *id, {}, 200);
}

http::Response submit_resend(access::Visit& visit)
{
    return change_one(
        visit, [](auto& call, const auto& id) { return invitations::resend(call, id); },
        "A new link and code are on their way to ");
}

http::Response submit_revoke(access::Visit& visit)
{
    return change_one(
        visit, [](auto& call, const auto& id) { return invitations::revoke(call, id); },
        "The invitation was revoked: ");
}

} // namespace assetbuddy::invitations::pages
