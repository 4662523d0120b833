#pragma once

#include <string>

#include "access/call.h"
#include "access/kernel.h"
#include "base/result.h"

namespace assetbuddy::accounts {

/// `assetbuddy user reset-second-factor`: for somebody who lost phone and recovery codes. App, passkeys and recovery
/// codes go, every session ends, the address is told, each of the person's organisations finds it in its audit log; the
/// password stays. Errors: invalid (no address), not_found (no confirmed account of it), wrong_state (it has no second
/// factor).
base::Done reset_second_factor(const access::Kernel& kernel, const access::Origin& origin, const std::string& email);

} // namespace assetbuddy::accounts
