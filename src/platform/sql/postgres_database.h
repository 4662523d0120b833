#pragma once

#include <memory>

#include "platform/sql/database.h"

namespace assetbuddy::platform::sql {

/// `Database::open` for `postgresql://…`.
std::unique_ptr<Database> open_postgres(const Options& options);

} // namespace assetbuddy::platform::sql
