#pragma once

#include <string>

#include "access/kernel.h"
#include "outbox/delivery.h"

namespace assetbuddy::server {

/// Every kind of letter and the room that says its words: the one list (house.md "Rooms").
outbox::Compose compose_letter(const access::Kernel& kernel, std::string mail_from);

} // namespace assetbuddy::server
