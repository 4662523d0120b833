#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/sql/database.h"

namespace assetbuddy::access::store {

struct Index {
    std::string name;
    std::string definition; // CREATE INDEX ...
};

/// The indexes of these tables that neither keep something unique nor belong to a key.
std::vector<Index> list_plain_indexes(platform::sql::Transaction& tx, std::span<const std::string_view> tables);
/// Notes each in the table `instance` and drops it.
std::string script_to_set_aside(std::span<const Index> indexes);
std::vector<Index> list_set_aside(platform::sql::Transaction& tx);
/// Builds one, unless it is there, and takes its note away.
std::string script_to_put_back(const Index& index);

} // namespace assetbuddy::access::store
