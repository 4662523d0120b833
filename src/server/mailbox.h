#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "server/middleware.h"

namespace assetbuddy::server {

/// The built-in mailbox of --demo: pattern → page. Shows the mail that was kept as files, newest first, as its reader
/// would see it, in words and as HTML.
std::map<std::string, Page> mailbox_pages(const std::filesystem::path& folder);

} // namespace assetbuddy::server
