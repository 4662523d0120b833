#include "defects/escalation.h"

#include <algorithm>
#include <chrono>

#include "defects/mornings.h"

namespace assetbuddy::defects {
namespace {

using std::chrono::days;

constexpr std::chrono::hours without_anybody{24};
constexpr days beyond_due{3};

bool lacks_anybody(const Defect& defect)
{
    return defect.severity <= Severity::high && defect.assignee.is_nobody();
}

/// Since when nobody has it: its report, or the last time somebody lost it.
base::Time since(const Defect& defect)
{
    return defect.assigned_at.value_or(defect.created_at);
}

std::optional<std::chrono::sys_days> due_day(const Defect& defect)
{
    const auto date = defect.due_on ? base::parse_date(*defect.due_on) : std::nullopt;
    if (!date) return std::nullopt;
    return std::chrono::sys_days{*date};
}

std::chrono::sys_days day_of(base::Time time, std::string_view time_zone)
{
    return std::chrono::sys_days{base::parse_date(today_in(time, time_zone)).value()};
}

} // namespace

bool may_escalate(const Defect& defect)
{
    return !defect.is_closed() && (defect.due_on || lacks_anybody(defect));
}

std::optional<base::Time> next_escalation(const Defect& defect, const std::optional<base::Time>& last,
                                          std::string_view time_zone)
{
    if (!may_escalate(defect)) return std::nullopt;
    std::optional<base::Time> first;
    if (lacks_anybody(defect)) first = since(defect) + without_anybody;
    if (const auto due = due_day(defect)) {
        const auto morning = morning_of(*due + beyond_due, time_zone);
        first = first ? std::min(*first, morning) : morning;
    }
    if (!first || !last) return first;
    return std::max(*first, morning_of(day_of(*last, time_zone) + days{1}, time_zone));
}

std::string why_escalated(const Defect& defect, base::Time now, std::string_view time_zone)
{
    if (const auto due = due_day(defect); due && day_of(now, time_zone) - *due >= beyond_due)
        return "is " + std::to_string((day_of(now, time_zone) - *due).count()) + " days overdue";
    const auto waited = std::chrono::floor<days>(now - since(defect)).count();
    return "has had nobody for " + (waited <= 1 ? std::string{"24 hours"} : std::to_string(waited) + " days");
}

} // namespace assetbuddy::defects
