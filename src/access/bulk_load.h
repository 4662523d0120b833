#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "platform/sql/database.h"

namespace assetbuddy::access {

// A million new rows in no order would visit every page of every index again and again. For such a load the indexes of
// a table step aside and are built once at its end. What is aside is written down in the database, so that the next
// start builds it should the load be cut short.

/// All but those that keep something unique.
void set_indexes_aside(platform::sql::Database& database, std::span<const std::string_view> tables);

using BuildProgress = std::function<void(std::size_t done, std::size_t total)>;
/// Builds what is aside; nothing happens where nothing is.
void put_indexes_back(platform::sql::Database& database, const BuildProgress& progress = {});

} // namespace assetbuddy::access
