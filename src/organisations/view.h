#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "access/permission.h"
#include "organisations/me.h"
#include "organisations/organisation.h"
#include "users/user.h"

namespace assetbuddy::organisations {

/// Shapes of contract.md. Organisation: `{id, name}`; organisations: `[{id, name, user_id, role}]`, active places only.
boost::json::object organisation_json(const base::OrganisationId& id, const std::string& name);
/// With its settings, for who may change them.
boost::json::object to_json(const Organisation& organisation);
boost::json::object signed_in_json(const Me& me); // {organisation, user, organisations}
boost::json::object me_json(const Me& me, const access::GrantSet& grants);

} // namespace assetbuddy::organisations
