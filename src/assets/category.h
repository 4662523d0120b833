#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/audit.h"
#include "assets/asset.h"
#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

namespace assetbuddy::assets {

/// A kind of equipment, or a subcategory of one (AST-3). Two levels: only a category at the top has a prefix.
struct Category {
    base::CategoryId id = {};
    base::OrganisationId organisation = {};
    std::optional<base::CategoryId> parent = {};
    std::string name = {};
    std::string prefix = {}; // empty for a subcategory
    std::string regulation = {};
    Criticality criticality = Criticality::medium;
    bool is_active = true;
    base::Time created_at = {};
    std::int64_t version = 1;
};

/// The fields a person may write, as typed.
struct CategoryFields {
    std::string name = {};
    std::string prefix = {};
    std::string regulation = {};
    std::string criticality = {};

    static CategoryFields of(const Category& category);
};
enum class Level { category, subcategory };
/// Trimmed, the prefix in capitals. Errors: invalid, with every mistake.
base::Result<CategoryFields> checked(const CategoryFields& fields, Level level);
std::vector<access::Change> changes_between(const CategoryFields& before, const CategoryFields& after);

/// What a new organisation starts with (AST-3).
struct DefaultCategory {
    std::string_view name;
    std::string_view prefix;
    std::string_view regulation;
    Criticality criticality;
    std::span<const std::string_view> subcategories;
};
std::span<const DefaultCategory> default_categories();

} // namespace assetbuddy::assets
