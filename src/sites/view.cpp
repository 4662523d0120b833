#include "sites/view.h"

namespace assetbuddy::sites {

boost::json::object to_json(const Site& site)
{
    return {{"id", site.id.text()},
            {"name", site.name},
            {"address", site.address},
            {"postcode", site.postcode},
            {"contact_name", site.contact_name},
            {"contact_phone", site.contact_phone},
            {"contact_email", site.contact_email},
            {"is_active", site.is_active},
            {"created_at", base::to_rfc3339(site.created_at)}};
}

} // namespace assetbuddy::sites
