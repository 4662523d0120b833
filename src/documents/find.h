#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/call.h"
#include "base/result.h"
#include "documents/document.h"
#include "documents/records.h"

namespace assetbuddy::documents {

/// A document for whoever may see its record (EXT-2, EXT-3). Errors: not_found.
base::Result<Document> find_visible(access::Call& call, const DocumentId& id);

/// With everything its page tells.
struct Details {
    Document document;
    SeenRecord record;
    std::vector<Version> versions; // newest first
    bool may_replace = false;
    bool may_edit = false;
    bool may_delete = false;
};
base::Result<Details> find_details(access::Call& call, const DocumentId& id);

/// One version of it; nothing asks for the newest. Errors: not_found.
base::Result<Version> find_version(access::Call& call, const DocumentId& id, std::optional<std::int64_t> number);

struct ListRequest {
    Record record = {};
    std::optional<bool> pictures = {}; // nothing: both
    std::int64_t limit = 25;
    std::string cursor = {};
};
struct DocumentPage {
    SeenRecord record;
    std::vector<Document> documents; // newest first
    std::string next_cursor;
};
/// What hangs on a record. Errors: not_found, malformed (cursor).
base::Result<DocumentPage> list(access::Call& call, const ListRequest& request);

} // namespace assetbuddy::documents
