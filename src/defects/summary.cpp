#include "defects/summary.h"

#include <algorithm>
#include <stdexcept>

#include "defects/mornings.h"

namespace assetbuddy::defects {

base::Time next_round(base::Time now, std::string_view time_zone, organisations::ContractorSummary often)
{
    constexpr int days_of_a_week = 7;
    const auto today = base::parse_date(today_in(now, time_zone));
    if (!today) throw std::logic_error("today is a date");
    for (int later = 0; later <= days_of_a_week; ++later) {
        const auto day = std::chrono::sys_days{*today} + std::chrono::days{later};
        const bool is_wanted =
            often == organisations::ContractorSummary::daily || std::chrono::weekday{day} == std::chrono::Monday;
        if (const auto morning = morning_of(day, time_zone); is_wanted && morning > now) return morning;
    }
    throw std::logic_error("every week has a Monday");
}

std::string to_do_words(const std::vector<Defect>& defects, const std::string& today, bool has_more)
{
    const auto overdue = std::ranges::count_if(defects, [&](const Defect& each) { return each.is_overdue(today); });
    auto words = std::to_string(defects.size()) + (has_more ? "+" : "") +
                 (defects.size() == 1 && !has_more ? " defect to do" : " defects to do");
    if (overdue > 0) words += ", " + std::to_string(overdue) + " overdue";
    return words;
}

std::string summary_lines(const Defect& defect, const std::string& today)
{
    auto lines = defect.reference() + " " + defect.title + " (" + std::string{in_words(defect.severity)} + ")\n" +
                 defect.asset_code + " " + defect.asset_name + ", " + defect.site_name;
    const auto date = defect.due_on ? base::parse_date(*defect.due_on) : std::nullopt;
    if (!date) return lines;
    lines += "\nDue " + base::to_day_words(std::chrono::sys_days{*date} + std::chrono::hours{12}, "UTC");
    if (defect.is_overdue(today)) lines += ", overdue";
    return lines;
}

} // namespace assetbuddy::defects
