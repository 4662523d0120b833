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

} // namespace assetbuddy::sites
