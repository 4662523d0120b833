#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"

namespace assetbuddy::defects {

/// What a defect needs to know of a piece of equipment.
struct Equipment {
    base::AssetId id = {};
    std::string code = {};
    std::string name = {};
    base::SiteId site = {};
    std::string site_name = {};
    std::string status = {}; // the word of the register: "in_service"
    [[nodiscard]] bool is_disposed() const { return status == "disposed"; }
};

/// The piece of equipment for whoever may report a defect of it. Errors: not_found (also out of reach and
/// without the permission, ROL-1).
base::Result<Equipment> find_reportable(access::Call& call, const base::AssetId& id);

/// Those whose code begins like this, else the first ones, within the caller's reach, by code. Errors: forbidden.
base::Result<std::vector<Equipment>> list_reportable(access::Call& call, const std::string& code);

} // namespace assetbuddy::defects
