#pragma once

#include <memory>
#include <string>

#include "platform/sql/database.h"

namespace assetbuddy::platform::sql {

/// `Database::open` for `sqlite:PATH`.
std::unique_ptr<Database> open_sqlite(const std::string& path, const Options& options);

} // namespace assetbuddy::platform::sql
