// One invitation's page and what can be done with it.

#include "invitations/find.h"
#include "invitations/keep.h"
#include "invitations/limits.h"
#include "invitations/new_code.h"
#include "invitations/pages.h"
#include "invitations/resend.h"
#include "invitations/revoke.h"
#include "invitations/words.h"
#include "platform/crypto/crypto.h"
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
    if (invitation.is_contact_hidden)
        details.add("Email", ui::hidden_contact());
    else
        details.add("Email", invitation.email);
    details.add("Delivery", mail_details(invitation));
    details.add("Role", access::in_words(invitation.role));
    details.add("Site", invitation.site_name.empty() ? "All sites" : invitation.site_name);
    details.add("Job title", invitation.job_title);
    if (!invitation.phone.empty()) details.add("Phone", ui::phone_link(invitation.phone));
    if (invitation.is_external) {
        details.add("Company", invitation.company_name);
        details.add("Company address", invitation.company_address);
    }
    if (invitation.access_ends_on) details.add("Last day of access", *invitation.access_ends_on);
    if (!invitation.message.empty()) details.add("Personal message", invitation.message);
    details.add("Invited by", invitation.invited_by_name);
    details.add("Last sent", ui::time_of(invitation.sent_at, invitation.time_zone));
    if (invitation.reminded_at) details.add("Reminded", ui::time_of(*invitation.reminded_at, invitation.time_zone));
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
                        " may no longer give this role, so nobody can accept. Keep the invitation if the person should "
                        "still join; you are then the one who invited them. Otherwise revoke it.");
    if (held == Hold::site)
        return note(
            ui::Tone::warning, "On hold",
            "Its site was deactivated, so nobody can accept. Edit the invitation and choose another site or all "
            "sites, or revoke it.");
    if (invitation.asked_at)
        return note(ui::Tone::info, "A new invitation is asked for",
                    invitation.name + " opened the link after it had stopped working, and asks for a new one. " +
                        (invitation.is_open() ? "Send it again, or revoke it." : "Invite them again if you want to."));
    if (invitation.is_open() && invitation.delivery == Delivery::failed)
        return note(
            ui::Tone::bad, "The email did not arrive",
            "Check the address. If it is right, send the invitation again; if not, edit it: a new link and code "
            "then go to the right one.");
    switch (invitation.state(now)) {
    case State::locked:
        return note(ui::Tone::warning, "Locked", "A wrong code was entered five times. Send it again for a new code.");
    case State::expired:
        return note(ui::Tone::info, "Expired", "The time ran out before it was accepted. It can be sent again.");
    case State::declined:
        return note(ui::Tone::info, "Declined",
                    invitation.name + " does not want to join. No further mail goes to that address unless somebody "
                                      "invites it anew.");
    default:
        return {};
    }
}

Html send_again_button(access::Visit& visit, const Invitation& invitation)
{
    return ui::post_button(visit, Url::path("/users/invitations", {invitation.id.text(), "resend"}), "Send again");
}

Html code_button(access::Visit& visit, const Invitation& invitation)
{
    return ui::confirm_button(
        visit, Url::path("/users/invitations", {invitation.id.text(), "code"}), "New code by phone",
        "A new code is shown to you once, to tell " + invitation.name +
            " by phone. The code in their email stops working; a mail with the link alone goes out.",
        ui::Look::secondary);
}

/// What somebody who may invite can do with one that is open.
void add_inviting(Html& html, access::Visit& visit, access::Call& call, const Invitation& invitation)
{
    const auto& id = invitation.id.text();
    const auto held = invitation.hold(call.now);
    if (held == Hold::inviter)
        html.add(ui::post_button(visit, Url::path("/users/invitations", {id, "keep"}), "Keep", ui::Look::primary));
    else if (held == Hold::none)
        html.add(send_again_button(visit, invitation));
    if (held == Hold::none && invitation.state(call.now) == State::pending && may_tell_codes(call))
        html.add(code_button(visit, invitation));
}

Html actions_on(access::Visit& visit, access::Call& call, const Invitation& invitation)
{
    Html html;
    const bool may_invite = call.actor.may(access::Permission::users_invite);
    const auto& id = invitation.id.text();
    const bool has_ended = invitation.stored_state == State::declined || invitation.stored_state == State::revoked;
    if (has_ended && may_invite)
        html.add(ui::button_link(Url{"/users/invite"}.with("from", id), "Invite again", ui::Look::secondary));
    if (!invitation.is_open()) return html;
    if (may_invite) add_inviting(html, visit, call, invitation);
    if (call.actor.may(access::Permission::users_edit))
        html.add(ui::button_link(Url::path("/users/invitations", {id, "edit"}), "Edit", ui::Look::secondary));
    const bool is_over = invitation.state(call.now) == State::expired;
    if (may_invite)
        html.add(ui::confirm_button(visit, Url::path("/users/invitations", {id, "revoke"}),
                                    is_over ? "Remove" : "Revoke",
                                    is_over ? "It leaves the list of open invitations. Remove it?"
                                            : "The link and the code in the email stop working at once. Revoke the "
                                              "invitation?"));
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

/// What the record's page can say itself is said there.
http::Response refused_change(access::Visit& visit, const base::InvitationId& id, const base::Error& error)
{
    if (error.code != "rate_limited" && error.code != "wrong_state" && error.code != "role_above_own")
        return ui::refusal(visit, error);
    return detail_page(visit, id, ui::notice(ui::Tone::warning, "", ui::paragraph(ui::in_words(error))),
                       platform::json::status_of(error.code));
}

/// Resend, revoke and keep: the verb, then the record's page with what came of it.
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
    return refused_change(visit, *id, changed.error());
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

http::Response submit_keep(access::Visit& visit)
{
    return change_one(
        visit, [](auto& call, const auto& id) { return invitations::keep(call, id); },
        "You are now responsible for the invitation to ");
}

http::Response submit_code_by_phone(access::Visit& visit)
{
    const auto id = base::InvitationId::parse(visit.request.parameter("id"));
    if (!id) return ui::refusal(visit, {"not_found", {}, "There is no such invitation."});
    const auto made = visit.change([&](access::Call& call) { return make_new_code(call, *id); });
    if (!made) return refused_change(visit, *id, made.error());
    return ui::show(visit, [&](access::Call&) -> Result<PageParts> {
        Html content;
        content.add(ui::paragraph("Tell this code to " + made->invitation.name +
                                  " yourself, by phone for instance. It is shown only now."));
        content.add(ui::shown_secret(platform::crypto::shown_code(made->code)));
        content.add(ui::paragraph("They also need the link: it goes to " + made->invitation.email +
                                  " in a mail of its own. The code from the earlier mail works no longer."));
        content.add(ui::button_link(url_of(*id), "Back to the invitation", ui::Look::secondary));
        return PageParts{.title = "New invite code",
                         .section = ui::Section::users,
                         .content = std::move(content),
                         .crumbs = {{"Users", Url{"/users"}}, {"Invitations", tab_url}},
                         .width = ui::Width::narrow,
                         .mail = ui::MailMatters::yes};
    });
}

} // namespace assetbuddy::invitations::pages
