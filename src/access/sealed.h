#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/sql/database.h"

namespace assetbuddy::access {

struct SealedRow {
    std::string position; // in the order they are listed in
    std::string context;
    std::string box;
};

/// A table in which something rests sealed with the instance key: what seals it anew under another key (R-CRYPTO-2) and
/// what checks that it can be opened need to know no more of it. Across organisations: in Reach::system.
struct SealedPlace {
    std::string_view name;
    std::string_view purpose;
    /// Behind a position, in order; the first ones behind the empty one.
    std::vector<SealedRow> (*list)(platform::sql::Transaction& tx, const std::string& after, std::int64_t most);
    /// Only while the row still holds the box it was listed with.
    void (*replace)(platform::sql::Transaction& tx, const SealedRow& row, const std::string& box);
    std::int64_t (*count)(platform::sql::Transaction& tx);
};

/// R-INV-18: answers that are given again.
extern const SealedPlace sealed_answers;

} // namespace assetbuddy::access
