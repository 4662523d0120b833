#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/call.h"
#include "assets/category.h"
#include "base/id.h"
#include "base/result.h"

namespace assetbuddy::assets {

// Categories of equipment (AST-3). Whoever sees equipment of the organisation sees them; categories:manage adds,
// changes and deletes them.

/// Categories by name, each followed by its subcategories. No permission asked: for forms and names.
std::vector<Category> all_categories(access::Call& call, const base::OrganisationId& organisation);
/// The same for whoever holds assets:view (not only for what is assigned to them) or categories:manage.
/// Errors: forbidden.
base::Result<std::vector<Category>> list_categories(access::Call& call);
/// Errors: not_found.
base::Result<Category> find_visible_category(access::Call& call, const base::CategoryId& id);

/// `parent`: what it is a subcategory of. Errors: forbidden, invalid, name_taken (`name`, `prefix`), too_many.
base::Result<Category> create_category(access::Call& call, const std::optional<base::CategoryId>& parent,
                                       const CategoryFields& request);

struct CategoryEdit {
    std::optional<std::string> name = {};
    std::optional<std::string> prefix = {};
    std::optional<std::string> regulation = {};
    std::optional<std::string> criticality = {};
    std::optional<bool> is_active = {}; // what is not active is offered no more
    std::optional<std::int64_t> expected_version = {};
};
/// Codes given out keep the prefix they have. Errors: not_found, forbidden, stale, invalid, name_taken.
base::Result<Category> edit_category(access::Call& call, const base::CategoryId& id, const CategoryEdit& edit);
/// Errors: not_found, forbidden, stale, in_use.
base::Done remove_category(access::Call& call, const base::CategoryId& id,
                           std::optional<std::int64_t> expected_version = {});

/// The usual seven with their subcategories, for an organisation that has none. No permission asked.
void add_default_categories(access::Call& call, const base::OrganisationId& organisation);

} // namespace assetbuddy::assets
