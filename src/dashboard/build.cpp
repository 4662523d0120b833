#include "dashboard/build.h"

#include "assets/list.h"
#include "assets/read_filters.h"
#include "audit/list.h"
#include "dashboard/limits.h"
#include "defects/list.h"
#include "defects/read_filters.h"
#include "documents/expiring.h"
#include "documents/read_expiring.h"
#include "invitations/list.h"
#include "sites/find.h"

namespace assetbuddy::dashboard {
namespace {

using access::Permission;
using base::Result;

/// The site the dashboard is about. Errors: not_found.
Result<std::optional<base::SiteId>> site_of(access::Call& call, const std::optional<base::SiteId>& chosen)
{
    const auto own = own_site(call.actor);
    if (!chosen || chosen == own) return own;
    if (own) return base::refused("not_found", {}, "There is no such site.");
    const auto site = sites::find_visible(call, *chosen);
    if (!site) return base::refused(site.error());
    return chosen;
}

/// How many the list has that these filters make: the rooms read them as they read an address.
Result<access::BoundedCount> count_of(access::Call& call, const Card& card)
{
    platform::http::Request address;
    address.query = card.filters;
    platform::http::Query query{address};
    switch (card.kind->counted) {
    case Counted::defects:
        return defects::count(call, defects::read_filters(query), most_counted);
    case Counted::assets:
        return assets::count(call, assets::read_filters(query), most_counted);
    case Counted::documents:
        return documents::count_expiring(call, documents::read_expiring(query), most_counted);
    case Counted::invitations:
        break;
    }
    const auto page =
        invitations::list(call, {.which = invitations::ListRequest::Which::open, .limit = 1, .with_total = true});
    if (!page) return base::refused(page.error());
    return access::BoundedCount{page->total.value_or(0), false};
}

bool is_shown(const access::Actor& actor, const CardKind& kind, bool was_chosen)
{
    if (!actor.may(kind.needs)) return false;
    switch (kind.counted) {
    case Counted::defects:
        return actor.may(Permission::defects_view);
    case Counted::assets:
        return true;
    case Counted::documents:
        return documents::may_list_expiring(actor);
    case Counted::invitations:
        return !was_chosen; // whoever is invited belongs to no site before they come
    }
    return false;
}

Card card_of(const access::Actor& actor, const CardKind& kind, const std::optional<base::SiteId>& site)
{
    Card card{&kind, {}, {}};
    if (!kind.filter.name.empty()) card.filters.emplace_back(kind.filter.name, kind.filter.value);
    if (kind.whose == Whose::mine) card.filters.emplace_back("assignee", actor.user().text());
    if (site && kind.counted != Counted::invitations) card.filters.emplace_back("site_id", site->text());
    return card;
}

base::Done add_cards(access::Call& call, Dashboard& dashboard, bool was_chosen)
{
    for (const auto& kind : card_kinds) {
        if (!is_shown(call.actor, kind, was_chosen)) continue;
        auto card = card_of(call.actor, kind, dashboard.site);
        const auto count = count_of(call, card);
        if (!count) return base::refused(count.error());
        card.count = *count;
        dashboard.cards.push_back(std::move(card));
    }
    return {};
}

void add_charts(access::Call& call, Dashboard& dashboard)
{
    if (auto kinds = defects::count_kinds(call, dashboard.site, most_charted)) dashboard.kinds = *std::move(kinds);
    if (auto weeks = defects::count_weeks(call, dashboard.site, charted_weeks, most_charted))
        dashboard.weeks = *std::move(weeks);
}

void add_activity(access::Call& call, Dashboard& dashboard)
{
    if (auto page = audit::list(call, {.limit = shown_activity})) dashboard.activity = std::move(page->entries);
}

} // namespace

std::optional<base::SiteId> own_site(const access::Actor& actor)
{
    const auto grant = actor.grant(Permission::dashboard_view);
    if (!grant || grant->scope == access::Scope::organisation) return std::nullopt;
    return actor.facts().site;
}

Result<Dashboard> build(access::Call& call, const std::optional<base::SiteId>& chosen)
{
    if (!call.actor.may(Permission::dashboard_view))
        return base::refused("forbidden", {}, "Your role does not show you the dashboard.");
    const auto site = site_of(call, chosen);
    if (!site) return base::refused(site.error());
    Dashboard dashboard;
    dashboard.site = *site;
    dashboard.may_choose_site = !own_site(call.actor) && call.actor.may(Permission::sites_view);
    if (dashboard.site)
        if (const auto found = sites::find(call, call.organisation(), *dashboard.site))
            dashboard.site_name = found->name;
    const bool was_chosen = chosen && dashboard.may_choose_site;
    if (const auto counted = add_cards(call, dashboard, was_chosen); !counted) return base::refused(counted.error());
    add_charts(call, dashboard);
    if (!was_chosen) add_activity(call, dashboard);
    dashboard.first_steps = first_steps(call);
    return dashboard;
}

} // namespace assetbuddy::dashboard
