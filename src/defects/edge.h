#pragma once

#include "access/visit.h"
#include "base/id.h"
#include "base/result.h"
#include "platform/http/message.h"

namespace assetbuddy::defects {

/// The id in the address; one that is none finds nothing.
inline base::DefectId read_id(const platform::http::Request& request)
{
    return base::DefectId::parse(request.parameter("id")).value_or(base::DefectId{});
}

/// A refusal of the API; one of a stale write comes with the defect as it is now (R-API-3).
platform::http::Response refused(access::Visit& visit, const base::DefectId& id, const base::Error& error);

} // namespace assetbuddy::defects
