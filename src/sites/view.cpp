#include "sites/view.h"

#include "platform/json/json.h"

namespace assetbuddy::sites {

using platform::json::or_null;

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

boost::json::object to_json(const Location& location)
{
    return {{"id", location.id.text()},
            {"site_id", location.site.text()},
            {"parent_id", or_null(location.parent ? location.parent->text() : std::string{})},
            {"name", location.name},
            {"code_prefix", or_null(location.code_prefix)},
            {"floor", or_null(location.floor)},
            {"zone", or_null(location.zone)},
            {"position", location.position},
            {"created_at", base::to_rfc3339(location.created_at)}};
}

} // namespace assetbuddy::sites
