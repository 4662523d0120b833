#pragma once

#include <span>

#include "platform/sql/migrations.h"

namespace assetbuddy::access {

/// The steps of migrations/, in order, as they were when the program was built.
std::span<const platform::sql::Migration> schema();

} // namespace assetbuddy::access
