#pragma once

#include <boost/json/object.hpp>

#include "accounts/sessions.h"
#include "accounts/tokens.h"

namespace assetbuddy::accounts {

/// `{id, name, created_at, expires_at, last_used_at}`; never the secret.
boost::json::object to_json(const ApiToken& token);
/// `{id, organisation: {id, name}, created_at, last_used_at, address, agent, device, is_this}`.
boost::json::object to_json(const OwnSession& session);

} // namespace assetbuddy::accounts
