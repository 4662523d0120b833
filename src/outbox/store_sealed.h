#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "access/sealed.h"
#include "platform/sql/database.h"

namespace assetbuddy::outbox::store {

/// Letters with a box behind an id.
std::vector<access::SealedRow> list_boxes(platform::sql::Transaction& tx, const std::string& after, std::int64_t most);
/// Only while it still has that box: one that was sent meanwhile stays wiped.
void update_box(platform::sql::Transaction& tx, const access::SealedRow& letter, const std::string& box);
std::int64_t count_boxes(platform::sql::Transaction& tx);

} // namespace assetbuddy::outbox::store
