#include "assets/read_filters.h"

namespace assetbuddy::assets {
namespace {

template <class Id>
std::optional<Id> read_id(platform::http::Query& query, std::string_view name)
{
    const auto text = query.text(name);
    if (text.empty()) return std::nullopt;
    auto id = Id::parse(text);
    if (!id) query.note_unknown(name, "an id");
    return id;
}

} // namespace

ListRequest read_filters(platform::http::Query& query)
{
    ListRequest request{.query = query.text("q"),
                        .site = read_id<base::SiteId>(query, "site_id"),
                        .category = read_id<base::CategoryId>(query, "category_id"),
                        .cursor = query.text("cursor")};
    if (const auto text = query.text("status"); !text.empty()) {
        request.status = read_status(text);
        if (!request.status) query.note_unknown("status", "in_service, restricted, out_of_service or disposed");
    }
    if (const auto text = query.text("criticality"); !text.empty()) {
        request.criticality = read_criticality(text);
        if (!request.criticality) query.note_unknown("criticality", "critical, high, medium or low");
    }
    const auto sort = query.text("sort");
    if (sort == "name") request.sort = Sort::name;
    if (!sort.empty() && sort != "name" && sort != "code") query.note_unknown("sort", "code or name");
    return request;
}

} // namespace assetbuddy::assets
