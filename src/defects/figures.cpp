#include "defects/figures.h"

#include "access/day.h"
#include "defects/list.h"
#include "defects/store_list.h"

namespace assetbuddy::defects {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

store::ListQuery query_of(access::Call& call, const access::Visible<Defect>& visible,
                          const std::optional<base::SiteId>& site)
{
    return store::ListQuery{visible,
                            {.site = site},
                            call.now,
                            call.actor.facts().time_zone,
                            access::Search::of(call.tx, access::Searched::defects, visible.organisation(), {})};
}

/// The Mondays of so many weeks up to this one, and the one that ends them.
std::vector<std::chrono::year_month_day> mondays_up_to(const access::Call& call, int weeks)
{
    const sys_days today{access::day_in(call.now, call.actor.facts().time_zone)};
    const auto this_monday = today - (std::chrono::weekday{today} - std::chrono::Monday);
    std::vector<std::chrono::year_month_day> mondays;
    for (int back = weeks - 1; back >= -1; --back) mondays.emplace_back(this_monday - std::chrono::weeks{back});
    return mondays;
}

} // namespace

base::Result<std::vector<KindCount>> count_kinds(access::Call& call, const std::optional<base::SiteId>& site,
                                                 std::int64_t most)
{
    const auto visible = call.actor.visible<Defect>(access::Permission::defects_view);
    if (!visible) return not_shown();
    const auto counts = store::count_kinds(call.tx, query_of(call, *visible, site), most);
    std::vector<KindCount> kinds;
    for (const auto severity : all_severities)
        for (const auto status : open_statuses) kinds.push_back({severity, status, counts.at(kinds.size())});
    return kinds;
}

base::Result<std::vector<WeekCount>> count_weeks(access::Call& call, const std::optional<base::SiteId>& site, int weeks,
                                                 std::int64_t most)
{
    const auto visible = call.actor.visible<Defect>(access::Permission::defects_view);
    if (!visible) return not_shown();
    const auto mondays = mondays_up_to(call, weeks);
    std::vector<base::Time> starts;
    for (const auto& monday : mondays) starts.push_back(access::start_of_day(monday, call.actor.facts().time_zone));
    const auto counts = store::count_weeks(call.tx, query_of(call, *visible, site), starts, most);
    std::vector<WeekCount> shown;
    for (std::size_t week = 0; week + 1 < mondays.size(); ++week)
        shown.push_back({mondays[week], counts.at(2 * week), counts.at(2 * week + 1)});
    return shown;
}

} // namespace assetbuddy::defects
