#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "assets/category.h"
#include "base/id.h"
#include "platform/sql/database.h"

namespace assetbuddy::assets::store {

using platform::sql::Transaction;

std::optional<Category> find_category(Transaction& tx, const base::OrganisationId& organisation,
                                      const base::CategoryId& id);
/// All of an organisation, by name, at most `most_categories`.
std::vector<Category> list_categories(Transaction& tx, const base::OrganisationId& organisation);
/// False when name or prefix is taken.
bool insert_category(Transaction& tx, const Category& category);
enum class Taken { nothing, name, prefix };
/// What another category already has.
Taken taken_by_another(Transaction& tx, const Category& category);
/// False when the row is no longer of that version. Throws Retryable when name or prefix was taken at the same moment.
bool update_category(Transaction& tx, const Category& category);
bool remove_category(Transaction& tx, const Category& category);
/// Whether a subcategory or any equipment, of the past too, is of it.
bool is_category_used(Transaction& tx, const Category& category);

} // namespace assetbuddy::assets::store
