#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/actor.h"
#include "base/id.h"
#include "base/time.h"
#include "defects/equipment.h"
#include "platform/sql/database.h"

namespace assetbuddy::defects::store {

using platform::sql::Transaction;

// The register's rows as far as defects touch them: what is reported about (DEF-1).

std::optional<Equipment> find_equipment(Transaction& tx, const access::Visible<Equipment>& visible,
                                        const base::AssetId& id);
/// In the order of codes, from this one on.
std::vector<Equipment> list_equipment(Transaction& tx, const access::Visible<Equipment>& visible,
                                      const std::string& from_code_sort, std::int64_t most);
} // namespace assetbuddy::defects::store
