#include "companies/view.h"

#include "platform/json/json.h"

namespace assetbuddy::companies {

using platform::json::or_null;

boost::json::object to_json(const Listed& company)
{
    return {{"id", company.id.text()},
            {"name", company.name},
            {"phone", or_null(company.phone)},
            {"email", or_null(company.email)},
            {"address", or_null(company.address)},
            {"people", company.people},
            {"invited", company.invited},
            {"created_at", base::to_rfc3339(company.created_at)}};
}

} // namespace assetbuddy::companies
