#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "access/store.h"
#include "platform/sql/database.h"

namespace assetbuddy::access::store {

/// Kept answers of every organisation behind a key, with their boxes.
std::vector<std::pair<IdempotencyKey, std::string>> list_kept_answers(Transaction& tx, const IdempotencyKey& after,
                                                                      std::int64_t most);
/// Only while the row holds `present`.
void update_kept_answer(Transaction& tx, const IdempotencyKey& key, const std::string& present, const std::string& box);
std::int64_t count_kept_answers(Transaction& tx);

} // namespace assetbuddy::access::store
