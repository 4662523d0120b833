#pragma once

#include "base/id.h"
#include "platform/http/message.h"

namespace assetbuddy::defects {

/// The id in the address; one that is none finds nothing.
inline base::DefectId read_id(const platform::http::Request& request)
{
    return base::DefectId::parse(request.parameter("id")).value_or(base::DefectId{});
}

} // namespace assetbuddy::defects
