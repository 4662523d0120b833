#pragma once

#include "access/visit.h"
#include "base/result.h"
#include "platform/http/message.h"
#include "platform/json/json.h"

namespace assetbuddy::access {

/// A refusal as the API tells it, with the number of the request it answers.
inline platform::http::Response problem(const Visit& visit, const base::Error& error)
{
    return platform::json::problem(error, visit.request.request_id);
}

} // namespace assetbuddy::access
