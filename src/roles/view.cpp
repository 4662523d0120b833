#include "roles/view.h"

#include <boost/json/array.hpp>

namespace assetbuddy::roles {

boost::json::object to_json(const RoleSet& set)
{
    boost::json::array permissions;
    for (const auto& grant : set.grants.all())
        permissions.push_back(boost::json::object{{"permission", access::to_text(grant.permission)},
                                                  {"scope", access::to_text(grant.scope)}});
    return {{"role", access::to_text(set.role)},
            {"name", access::in_words(set.role)},
            {"is_configurable", set.is_configurable()},
            {"is_default", set.is_default},
            {"permissions", std::move(permissions)}};
}

} // namespace assetbuddy::roles
