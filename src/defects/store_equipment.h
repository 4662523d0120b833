#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/actor.h"
#include "access/searched_list.h"
#include "base/id.h"
#include "base/time.h"
#include "defects/equipment.h"
#include "platform/sql/database.h"
#include "platform/sql/question.h"

namespace assetbuddy::defects::store {

using platform::sql::Transaction;

// The register's rows as far as defects touch them: what is reported about (DEF-1).

std::optional<Equipment> find_equipment(Transaction& tx, const access::Visible<Equipment>& visible,
                                        const base::AssetId& id);
/// By its whole code, as it sorts.
std::optional<Equipment> find_by_code(Transaction& tx, const access::Visible<Equipment>& visible,
                                      const std::string& code_sort);

/// What can be reported about, as SQL. The reach of the asker is part of it (ROL-1).
class EquipmentQuery : public access::SearchedList {
  public:
    EquipmentQuery(const access::Visible<Equipment>& visible, access::Search search);
    [[nodiscard]] platform::sql::Question first(std::size_t most) const;

  private:
    access::Visible<Equipment> visible_;
};
/// In the order of codes.
std::vector<Equipment> list_equipment(Transaction& tx, const EquipmentQuery& query, std::size_t most);

} // namespace assetbuddy::defects::store
