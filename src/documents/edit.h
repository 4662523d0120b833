#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "access/call.h"
#include "base/result.h"
#include "documents/document.h"

namespace assetbuddy::documents {

struct EditRequest {
    std::optional<std::string> name = {};
    std::optional<std::string> expires_on = {}; // empty: never
    std::optional<std::int64_t> expected_version = {};
};

/// Another name or last day. Errors: not_found, forbidden, stale, invalid.
base::Result<Document> edit(access::Call& call, const DocumentId& id, const EditRequest& request);

/// Takes it away; its files leave the store soon after. Errors: not_found, forbidden, stale.
base::Done remove(access::Call& call, const DocumentId& id, std::optional<std::int64_t> expected_version = {});

} // namespace assetbuddy::documents
