#pragma once

#include "access/visit.h"
#include "base/id.h"
#include "base/result.h"
#include "platform/http/message.h"

namespace assetbuddy::defects::pages {

/// What a refused step looks like: where somebody was quicker, the defect as it stands now; else the page of a refusal.
platform::http::Response refused_step(access::Visit& visit, const base::DefectId& id, const base::Error& error);

} // namespace assetbuddy::defects::pages
