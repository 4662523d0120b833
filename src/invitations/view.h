#pragma once

#include <boost/json/object.hpp>

#include "base/time.h"
#include "invitations/invitation.h"

namespace assetbuddy::invitations {

/// The Invitation of contract.md; holds no secret.
boost::json::object to_json(const Invitation& invitation, base::Time now);

} // namespace assetbuddy::invitations
