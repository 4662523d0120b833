#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "access/call.h"
#include "base/result.h"
#include "invitations/judge.h"

namespace assetbuddy::invitations {

/// What an import of a file would do.
struct ImportCheck {
    std::string digest; // of what its rows ask for
    std::vector<Judged> rows;
    std::int64_t valid = 0;
    /// When the mail of the last valid row leaves under the send limits (INV-22), with what waits before it; another
    /// day than today where the organisation's day does not suffice.
    base::Time last_leaves_at;
    [[nodiscard]] std::int64_t invalid() const { return static_cast<std::int64_t>(rows.size()) - valid; }
};

/// Judges every row of a file at once, and changes nothing. Rows that an earlier import of the very same list invited
/// are duplicates, whatever became of them. Errors: forbidden (users:invite), email_unconfirmed, invalid (field `csv`).
base::Result<ImportCheck> check_import(access::Call& call, std::string_view csv);

} // namespace assetbuddy::invitations
