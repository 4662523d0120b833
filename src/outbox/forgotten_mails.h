#pragma once

#include <filesystem>

#include "access/kernel.h"

namespace assetbuddy::outbox {

/// Removes from the folder of kept mails, if there is one, the files of mails that were forgotten (USR-5). For the
/// background; a verb never touches files.
void remove_forgotten_mails(const access::Kernel& kernel, const std::filesystem::path& folder);

} // namespace assetbuddy::outbox
