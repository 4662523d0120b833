#include "sites/view.h"

namespace assetbuddy::sites {

namespace {

boost::json::value or_null(const std::string& text)
{
    return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
}

} // namespace

boost::json::object to_json(const Site& site)
{
    return {{"id", site.id.text()},
            {"name", site.name},
            {"address", or_null(site.address)},
            {"postcode", or_null(site.postcode)},
            {"contact_name", or_null(site.contact_name)},
            {"contact_phone", or_null(site.contact_phone)},
            {"contact_email", or_null(site.contact_email)},
            {"is_active", site.is_active},
            {"created_at", base::to_rfc3339(site.created_at)}};
}

} // namespace assetbuddy::sites
