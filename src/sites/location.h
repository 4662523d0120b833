#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/audit.h"
#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

namespace assetbuddy::sites {

/// A place inside a site: a building, a floor, a bay. Locations nest (SIT-2).
struct Location {
    base::LocationId id = {};
    base::OrganisationId organisation = {};
    base::SiteId site = {};
    std::optional<base::LocationId> parent = {};
    std::string name = {};
    std::string code_prefix = {}; // up to ten of A-Z and 0-9
    std::string floor = {};
    std::string zone = {};
    std::int64_t position = 0; // among its brothers; then by name
    base::Time created_at = {};
    std::int64_t version = 1;
};

/// The fields a person may write, as typed.
struct LocationFields {
    std::string name = {};
    std::optional<base::LocationId> parent = {};
    std::string code_prefix = {};
    std::string floor = {};
    std::string zone = {};
    std::int64_t position = 0;

    static LocationFields of(const Location& location);
    /// Trimmed, the prefix in capitals, or every mistake at once. Errors: invalid.
    [[nodiscard]] base::Result<LocationFields> checked() const;
};

std::vector<access::Change> changes_between(const LocationFields& before, const LocationFields& after);

/// One line of the tree as people read it from top to bottom.
struct Branch {
    Location location;
    int depth = 0; // 0: at the top
    /// "Main hall › Bay 3 › Rack 12".
    std::string path;
};
/// All locations of one site, parents before what lies in them, brothers by position and then as given.
std::vector<Branch> tree_of(std::span<const Location> locations);

/// Whether `id` may come under `parent` (nothing: the top): inside the same site, not below itself, and not deeper than
/// `deepest_location`. Errors: invalid (field `parent_id`).
base::Done may_lie_under(std::span<const Location> of_site, const base::LocationId& id,
                         const std::optional<base::LocationId>& parent);

} // namespace assetbuddy::sites
