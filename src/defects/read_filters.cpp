#include "defects/read_filters.h"

namespace assetbuddy::defects {

namespace {

/// An id that was typed wrongly finds nothing, like one that does not exist.
template <class Id>
std::optional<Id> read_id_of(const std::string& text)
{
    if (text.empty()) return std::nullopt;
    return Id::parse(text).value_or(Id{});
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
    request.is_overdue = query.flag("overdue").value_or(false);
    request.cursor = query.text("cursor");
    return request;
}

} // namespace assetbuddy::defects
