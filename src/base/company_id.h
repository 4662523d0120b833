#pragma once

#include "base/id.h"

namespace assetbuddy::base {

using CompanyId = Id<struct CompanyTag>;

} // namespace assetbuddy::base
