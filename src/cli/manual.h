#pragma once

#include <string>

namespace CLI {
class App;
}

namespace assetbuddy::cli {

/// The manual page assetbuddy(1) in roff, made from the commands themselves.
std::string manual_page(const CLI::App& app);

} // namespace assetbuddy::cli
