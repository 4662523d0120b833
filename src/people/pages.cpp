#include "people/pages.h"

#include "access/role_sets.h"
#include "invitations/find.h"
#include "people/tabs.h"
#include "platform/http/query.h"
#include "sites/find.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "users/filters.h"
#include "users/find.h"

namespace assetbuddy::people::pages {
namespace {

namespace http = platform::http;
using access::Scope;
using base::Result;
using ui::Html;
using ui::Url;
using users::User;

invitations::ListRequest read_invitation_filters(http::Query& query)
{
    invitations::ListRequest request{.query = query.text("q"), .cursor = query.text("cursor")};
    if (const auto text = query.text("state"); !text.empty()) {
        request.state = invitations::read_state(text);
        if (!request.state) query.note_unknown("state", "pending, locked, accepted, revoked or expired");
    }
    if (const auto text = query.text("delivery"); !text.empty()) {
        request.delivery = invitations::read_delivery(text);
        if (!request.delivery) query.note_unknown("delivery", "queued, sent, kept, failed or cancelled");
    }
    if (const auto text = query.text("role"); !text.empty()) {
        request.role = access::read_role(text);
        if (!request.role) query.note_unknown("role", "the name of a role, such as supervisor");
    }
    using Which = invitations::ListRequest::Which;
    request.which = request.state ? Which::all : Which::open;
    return request;
}

std::string site_name_of(access::Call& call, const User& user)
{
    const auto site = user.site ? sites::find(call, call.organisation(), *user.site) : std::nullopt;
    if (!site) return {};
    return site->is_active ? site->name : site->name + " (deactivated)";
}

Html state_of(const User& user)
{
    Html html = user.is_active ? ui::badge("Active", ui::Tone::good) : ui::badge("Not active", ui::Tone::neutral);
    if (user.is_external) html.add(" {}", ui::badge("External", ui::Tone::info));
    return html;
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

Html details_of(access::Call& call, const User& user, const std::string& site)
{
    const auto& time_zone = call.actor.facts().time_zone;
    ui::Descriptions details;
    details.add("State", state_of(user));
    details.add("Email", Html::of(R"(<a href="{}">{}</a>)", Url::mail_to(user.email), user.email));
    details.add("Role", access::in_words(user.role));
    details.add("Site", site.empty() ? "All sites" : site);
    details.add("Job title", user.job_title);
    details.add("Phone", user.phone);
    if (user.is_external) {
        details.add("Company", user.company_name);
        details.add("Company address", user.company_address);
    }
    if (user.access_ends_on) details.add("Last day of access", *user.access_ends_on);
    const bool was_seen = user.last_seen_at > base::Time{};
    details.add("Last seen", was_seen ? ui::time_of(user.last_seen_at, time_zone) : Html::text("Never"));
    details.add("Joined", origin_of(call, user, time_zone));
    return ui::card("", details.done());
}

std::string in_words(const access::Grant& grant, const std::string& site)
{
    const std::string words{access::in_words(grant.permission)};
    switch (grant.scope) {
    case Scope::organisation:
        return words;
    case Scope::site:
        return site.empty() ? words : words + " at " + site;
    case Scope::assigned:
        return words + " that are given to them";
    case Scope::own:
        return words + " with their own work";
    }
    return words;
}

/// Read from the grants that decide, never from the role's name.
Html abilities_of(access::Call& call, const User& user, const std::string& site)
{
    if (!user.is_active)
        return ui::card("What they can do", ui::paragraph("Nothing at present: their place is not active."));
    const auto grants = access::grants_of_all(call, call.organisation()).of(user.role, user.is_external);
    Html list;
    list.add("<ul>");
    for (const auto& grant : grants.all()) list.add("<li>{}</li>", in_words(grant, site));
    list.add("</ul>");
    return ui::card("What they can do", list);
}

} // namespace

http::Response list(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto tab = query.text("tab");
    if (!tab.empty() && tab != "people" && tab != "invitations") query.note_unknown("tab", "people or invitations");
    const bool are_invitations = tab == "invitations";
    const auto people = are_invitations ? users::ListRequest{} : users::read_filters(query);
    const auto invited = are_invitations ? read_invitation_filters(query) : invitations::ListRequest{};
    if (const auto read = query.finish(); !read) return ui::refusal(visit, read.error());
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        return are_invitations ? invitations_tab(visit, call, invited) : people_tab(call, people);
    });
}

http::Response show(access::Visit& visit)
{
    const auto id = base::UserId::parse(visit.request.parameter("id"));
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        const auto user = users::find_visible(call, id.value_or(base::UserId{}));
        if (!user) return base::refused(user.error());
        const auto site = site_name_of(call, *user);
        return ui::PageParts{.title = user->name,
                             .section = ui::Section::users,
                             .content = Html{}.add(details_of(call, *user, site)).add(abilities_of(call, *user, site)),
                             .lead = user->is_external ? user->company_name : std::string{},
                             .crumbs = {{"Users", Url{"/users"}}},
                             .width = ui::Width::narrow};
    });
}

} // namespace assetbuddy::people::pages
