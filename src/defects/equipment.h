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

struct ReportablePage {
    std::vector<Equipment> equipment;
    /// More fits than is shown; narrow the search.
    bool has_more = false;
};

/// What a defect can be reported of within the caller's reach, at most `most_equipment`: what fits these words of code,
/// name, make, model and serial number, or the first ones where nothing is asked; by code, and a code typed without its
/// noughts ("fs-7") first. Errors: forbidden.
base::Result<ReportablePage> list_reportable(access::Call& call, const std::string& query);

} // namespace assetbuddy::defects
