#pragma once

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace assetbuddy::cli {

/// A script that completes commands and options in `bash`, `zsh` or `fish`, made from the commands themselves; nothing
/// for another shell.
std::optional<std::string> completion_script(const CLI::App& app, const std::string& shell);

} // namespace assetbuddy::cli
