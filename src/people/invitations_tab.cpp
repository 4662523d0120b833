#include <array>

#include "invitations/find_import.h"
#include "invitations/import_words.h"
#include "invitations/words.h"
#include "people/tabs.h"
#include "ui/parts.h"

namespace assetbuddy::people {
namespace {

using invitations::Invitation;
using ui::Html;
using ui::Url;

const Url tab_url{"/users?tab=invitations"};

ui::Entered applied(const invitations::ListRequest& request)
{
    return {{"tab", "invitations"},
            {"q", request.query},
            {"role", request.role ? std::string{access::to_text(*request.role)} : ""},
            {"state", request.state ? std::string{to_text(*request.state)} : ""},
            {"delivery", request.delivery ? std::string{to_text(*request.delivery)} : ""}};
}

bool narrows(const invitations::ListRequest& request)
{
    return !request.query.empty() || request.role || request.state || request.delivery;
}

Url url_of(const invitations::ListRequest& request)
{
    Url url{"/users"};
    for (const auto& [name, value] : applied(request))
        if (!value.empty()) url = url.with(name, value);
    return url;
}

Html filters_of(const invitations::ListRequest& request)
{
    static const std::array states{ui::Option{"", "Still open"},       ui::Option{"pending", "Pending"},
                                   ui::Option{"expired", "Expired"},   ui::Option{"locked", "Locked"},
                                   ui::Option{"accepted", "Accepted"}, ui::Option{"declined", "Declined"},
                                   ui::Option{"revoked", "Revoked"}};
    static const std::array deliveries{ui::Option{"", "Any email"}, ui::Option{"queued", "Waiting to be sent"},
                                       ui::Option{"sent", "Sent"}, ui::Option{"kept", "Kept on the server"},
                                       ui::Option{"failed", "Could not be delivered"}};
    ui::Filters filters{tab_url, applied(request)};
    filters.keep("tab");
    filters.search("q", "Search name, email, company or job title");
    filters.select("state", "State", states);
    filters.select("role", "Role", role_choices());
    filters.select("delivery", "Email", deliveries);
    return filters.done();
}

std::string below_name(const Invitation& invitation)
{
    if (!invitation.is_external) return invitation.email;
    if (invitation.is_contact_hidden) return invitation.company_name;
    return invitation.email + " · " + invitation.company_name; // EXT-1
}

Html state_of(const Invitation& invitation, base::Time now)
{
    Html html;
    html.add(R"(<div class="badges">{}{}</div>)", invitations::state_badge(invitation, now),
             invitations::delivery_badge(invitation));
    if (!invitation.delivery_detail.empty()) html.add("<small>{}</small>", invitation.delivery_detail);
    if (invitation.asked_at && invitation.stored_state != invitations::State::accepted)
        html.add("<small>Asks for a new invitation</small>");
    return html;
}

Html invited_of(const Invitation& invitation)
{
    return Html::of("{}<br><small>{}</small>", invitation.invited_by_name,
                    ui::day_of(invitation.created_at, invitation.time_zone));
}

Html expiry_of(const Invitation& invitation)
{
    return invitation.is_open() ? ui::day_of(invitation.expires_at, invitation.time_zone) : Html::text("–");
}

Html actions_on(access::Visit& visit, const Invitation& invitation, bool may_invite, base::Time now)
{
    Html html;
    if (!may_invite || !invitation.is_open()) return html;
    const auto& id = invitation.id.text();
    const auto held = invitation.hold(now);
    const bool is_over = invitation.state(now) == invitations::State::expired;
    if (held == invitations::Hold::inviter)
        html.add(ui::post_button(visit, Url::path("/users/invitations", {id, "keep"}), "Keep"));
    else if (held == invitations::Hold::site)
        html.add(ui::button_link(Url::path("/users/invitations", {id, "edit"}), "Edit", ui::Look::secondary));
    else
        html.add(ui::post_button(visit, Url::path("/users/invitations", {id, "resend"}), "Send again"));
    html.add(ui::confirm_button(visit, Url::path("/users/invitations", {id, "revoke"}), is_over ? "Remove" : "Revoke",
                                is_over
                                    ? "It leaves the list of open invitations. Remove it?"
                                    : "The link and the code in the email stop working at once. Revoke the invitation?",
                                ui::Look::quiet));
    return html;
}

Html table_of(access::Visit& visit, access::Call& call, const invitations::InvitationPage& page)
{
    const bool may_invite = call.actor.may(access::Permission::users_invite);
    std::vector<ui::Column> columns{{"Name"}, {"Role"}, {"State and email"}, {"Invited by"}, {"Valid until"}};
    if (may_invite) columns.push_back({""});
    ui::Table table{"Invitations", columns};
    for (const auto& each : page.invitations) {
        std::vector<Html> cells{
            ui::person(each.name, below_name(each), Url::path("/users/invitations", {each.id.text()})),
            Html::text(access::in_words(each.role)), state_of(each, call.now), invited_of(each), expiry_of(each)};
        if (may_invite) cells.push_back(actions_on(visit, each, may_invite, call.now));
        table.row(cells);
    }
    return table.done();
}

Html none_of(const invitations::ListRequest& request, bool may_invite)
{
    if (narrows(request))
        return ui::empty_state({.icon = "search",
                                .title = "No invitation matches",
                                .text = "Try fewer words or other filters.",
                                .action = ui::button_link(tab_url, "Show all that are open", ui::Look::secondary)});
    return ui::empty_state({.icon = "mail",
                            .title = "No open invitations",
                            .text =
                                "People join when they are invited by email. Until they accept, you see here whether "
                                "the email has left and when the invitation ends.",
                            .action = may_invite ? ui::button_link(Url{"/users/invite"}, "Invite User") : Html{}});
}

Html pager_of(const invitations::ListRequest& request, const invitations::InvitationPage& page)
{
    const auto first = request.cursor.empty() ? std::nullopt : std::optional{url_of(request)};
    const auto next =
        page.next_cursor.empty() ? std::nullopt : std::optional{url_of(request).with("cursor", page.next_cursor)};
    return ui::pager(first, next, "First page");
}

} // namespace

base::Result<ui::PageParts> invitations_tab(access::Visit& visit, access::Call& call,
                                            const invitations::ListRequest& request)
{
    const auto page = invitations::list(call, request);
    if (!page) return base::refused(page.error());
    auto parts = users_page(call, Tab::invitations);
    Html list = page->is_cut ? narrow_your_search() : Html{};
    if (page->invitations.empty() && request.cursor.empty())
        list.add(none_of(request, call.actor.may(access::Permission::users_invite)));
    else
        list.add(table_of(visit, call, *page)).add(pager_of(request, *page));
    if (call.actor.may(access::Permission::users_invite)) {
        parts.actions = Html{}
                            .add(ui::button_link(Url{"/users/invite/import"}, "Invite many", ui::Look::secondary))
                            .add(parts.actions);
        parts.content.add(invitations::running_notice(invitations::list_running_imports(call)));
    }
    parts.content.add(filters_of(request)).add(ui::list_region(list));
    return parts;
}

} // namespace assetbuddy::people
