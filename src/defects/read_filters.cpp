#include "defects/read_filters.h"

#include "base/time.h"

namespace assetbuddy::defects {

namespace {

/// An id that was typed wrongly finds nothing, like one that does not exist.
template <class Id>
std::optional<Id> read_id_of(const std::string& text)
{
    if (text.empty()) return std::nullopt;
    return Id::parse(text).value_or(Id{});
}

std::optional<std::chrono::year_month_day> read_day(platform::http::Query& query, std::string_view name)
{
    const auto text = query.text(name);
    const auto day = base::parse_date(text);
    if (!text.empty() && !day) query.note_unknown(name, "a day such as 2026-11-23");
    return day;
}

std::optional<Days> read_days(platform::http::Query& query)
{
    const auto of = query.text("days");
    if (!of.empty() && of != "reported" && of != "closed") query.note_unknown("days", "reported or closed");
    const Days days{.of = of == "closed" ? Days::Of::closing : Days::Of::reporting,
                    .from = read_day(query, "from"),
                    .to = read_day(query, "to")};
    return of.empty() && !days.from && !days.to ? std::nullopt : std::optional{days};
}

} // namespace

ListRequest read_filters(platform::http::Query& query)
{
    ListRequest request;
    request.query = query.text("q");
    const auto status = query.text("status");
    if (status == "not_closed")
        request.is_open = true;
    else if (!status.empty() && !(request.status = read_status(status)))
        query.note_unknown("status", "open, in_progress, awaiting_parts, awaiting_verification, closed or not_closed");
    const auto severity = query.text("severity");
    if (!severity.empty() && !(request.severity = read_severity(severity)))
        query.note_unknown("severity", "critical, high, medium, low or info");
    request.site = read_id_of<base::SiteId>(query.text("site_id"));
    request.asset = read_id_of<base::AssetId>(query.text("asset_id"));
    const auto assignee = query.text("assignee");
    request.is_unassigned = assignee == "none";
    if (!request.is_unassigned) request.assignee = read_id_of<base::UserId>(assignee);
    request.company = read_id_of<base::CompanyId>(query.text("company_id"));
    request.days = read_days(query);
    request.is_overdue = query.flag("overdue").value_or(false);
    request.cursor = query.text("cursor");
    return request;
}

} // namespace assetbuddy::defects
