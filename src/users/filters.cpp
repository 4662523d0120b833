#include "users/filters.h"

namespace assetbuddy::users {

ListRequest read_filters(platform::http::Query& query)
{
    ListRequest request{.query = query.text("q"),
                        .is_active = query.flag("is_active"),
                        .is_external = query.flag("is_external"),
                        .cursor = query.text("cursor")};
    if (const auto text = query.text("role"); !text.empty()) {
        request.role = access::read_role(text);
        if (!request.role) query.note_unknown("role", "the name of a role, such as supervisor");
    }
    if (const auto text = query.text("site_id"); !text.empty()) {
        request.site = base::SiteId::parse(text);
        if (!request.site) query.note_unknown("site_id", "the id of a site");
    }
    if (const auto text = query.text("company_id"); !text.empty()) {
        request.company = base::CompanyId::parse(text);
        if (!request.company) query.note_unknown("company_id", "the id of a company");
    }
    if (const auto text = query.text("sort"); !text.empty()) {
        const auto order = read_order(text);
        if (!order) query.note_unknown("sort", "name, email, role or last_seen_at, with - in front for descending");
        request.order = order.value_or(Order{});
    }
    return request;
}

} // namespace assetbuddy::users
