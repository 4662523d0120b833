#pragma once

#include <string>

#include "access/call.h"
#include "invitations/import.h"

namespace assetbuddy::invitations {

/// Why an import somebody stopped by hand did not go on.
inline constexpr const char* stopped_by_hand = "by_hand";

/// Ends an import whose row the transaction holds: the lines left invite nobody, the audit log and its sender are told.
/// A sender who ends it themselves is not.
void end_import(access::Call& call, const Import& import, ImportState state, const std::string& reason);

} // namespace assetbuddy::invitations
