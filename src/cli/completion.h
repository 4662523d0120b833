#pragma once

#include <string>

namespace CLI {
class App;
}

namespace assetbuddy::cli {

/// A script that completes commands and options in bash (and in zsh through bashcompinit), made from the commands
/// themselves.
std::string completion_script(const CLI::App& app);

} // namespace assetbuddy::cli
