#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "access/call.h"
#include "assets/asset.h"
#include "base/id.h"
#include "base/result.h"

namespace assetbuddy::assets {

/// Adds a piece of equipment, in service, under the next code of its category (AST-1). Whoever may add only at their
/// own site adds there. Errors: forbidden, invalid (every field at once).
base::Result<Asset> create(access::Call& call, const AssetFields& request);

/// The fields to change; a missing one stays as it is, an empty text clears it.
struct EditRequest {
    std::optional<std::string> name = {};
    std::optional<std::string> category_id = {};
    std::optional<std::string> subcategory_id = {};
    std::optional<std::string> site_id = {};
    std::optional<std::string> location_id = {};
    std::optional<std::string> criticality = {};
    std::optional<std::string> owner_id = {};
    std::optional<std::string> make = {};
    std::optional<std::string> model = {};
    std::optional<std::string> serial = {};
    std::optional<std::string> notes = {};
    std::optional<std::int64_t> expected_version = {};
};
/// A new piece of equipment as these fields describe it.
AssetFields fields_of(const EditRequest& request);
/// The code stays, whatever the category becomes; defects move to the new site with it. Errors: not_found, forbidden,
/// stale, wrong_state (disposed of), invalid.
base::Result<Asset> edit(access::Call& call, const base::AssetId& id, const EditRequest& request);

struct StatusChange {
    std::string status;
    std::string reason;
    std::optional<std::int64_t> expected_version = {};
};
/// AST-2, with the reason kept. Disposed is final and needs no open defect; what an open defect isolates comes back
/// into service by closing that defect. Errors: not_found, forbidden, stale, wrong_state, invalid.
base::Result<Asset> change_status(access::Call& call, const base::AssetId& id, const StatusChange& change);

/// Out of the register, for what was entered by mistake; its code is never used again and past defects keep it.
/// Errors: not_found, forbidden, stale, in_use (open defects).
base::Done remove(access::Call& call, const base::AssetId& id, std::optional<std::int64_t> expected_version = {});

} // namespace assetbuddy::assets
