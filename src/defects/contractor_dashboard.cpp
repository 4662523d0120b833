#include "defects/contractor_dashboard.h"

#include <iterator>

#include "defects/limits.h"
#include "defects/store_dashboard.h"

namespace assetbuddy::defects {
namespace {

constexpr auto most = static_cast<std::size_t>(most_on_dashboard);

OwnDefects cut(const access::Call& call, std::vector<OwnDefect> defects)
{
    OwnDefects own{std::move(defects)};
    own.has_more = own.defects.size() > most;
    if (own.has_more) own.defects.resize(most);
    for (auto& each : own.defects) each.defect = shown_to(call.actor, std::move(each.defect));
    return own;
}

/// What has a day first; room that is left is for what has none.
std::vector<OwnDefect> list_to_do(access::Call& call, const access::Visible<Defect>& own)
{
    auto defects = store::list_due(call.tx, own, most_on_dashboard + 1);
    const auto left = most_on_dashboard + 1 - static_cast<std::int64_t>(defects.size());
    if (left <= 0) return defects;
    auto without = store::list_without_day(call.tx, own, left);
    defects.insert(defects.end(), std::make_move_iterator(without.begin()), std::make_move_iterator(without.end()));
    return defects;
}

} // namespace

base::Result<ContractorDashboard> contractor_dashboard(access::Call& call)
{
    const auto own = call.actor.visible<Defect>(access::Permission::contractor_dashboard_view);
    if (!own) return base::refused("forbidden", {}, "This page is for people who work here from outside.");
    ContractorDashboard dashboard;
    dashboard.open = cut(call, list_to_do(call, *own));
    dashboard.awaiting_verification = cut(call, store::list_closed_out(call.tx, *own, most_on_dashboard + 1));
    dashboard.recently_closed = cut(call, store::list_closed(call.tx, *own, call.now, most_on_dashboard + 1));
    return dashboard;
}

std::vector<ElsewhereOpen> list_elsewhere(access::Call& call)
{
    if (!call.actor.signed_in()) return {};
    const auto& facts = call.actor.facts();
    call.tx.leave(); // an account's places lie in several organisations
    auto places = store::list_elsewhere(call.tx, facts.account, facts.user);
    call.tx.enter(call.organisation());
    return places;
}

} // namespace assetbuddy::defects
