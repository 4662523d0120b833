#pragma once

#include <string>

#include "access/call.h"
#include "access/kernel.h"
#include "base/result.h"

namespace assetbuddy::invitations {

/// INV-7: somebody has the code but not the link. Where both fit a pending invitation, a further link of the same
/// generation is mailed to the invited address: one hour, the code not asked again, the first link as it was. The
/// answer is the same whether or not anything matched, also when there were too many tries or mails today. Wrong codes
/// count here only. Errors: invalid (email or code is empty or malformed).
base::Done ask_for_link(const access::Kernel& kernel, const access::Origin& origin, const std::string& email,
                        const std::string& code);

} // namespace assetbuddy::invitations
