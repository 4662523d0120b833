#pragma once

#include <optional>
#include <string>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "documents/document.h"

namespace assetbuddy::documents {

/// A record as somebody who may see its documents sees it.
struct SeenRecord {
    Record record = {};
    std::string name = {};
    std::string page = {}; // the address of its own page, empty where there is none
    std::optional<base::SiteId> site = {};
    /// Whose defect it is now, also somebody invited (INV-24).
    std::optional<base::UserId> turn = {};
    bool may_upload = false; // any file
    /// Only photos: of a defect they report, or close out.
    bool may_add_photos = false;
    bool may_delete = false;
};

/// The record for whoever may see it and its documents (ROL-1, EXT-3). Errors: not_found (also out of reach and without
/// the permission).
base::Result<SeenRecord> find_record(access::Call& call, const Record& record);

/// Whose documents of other people's turns stay hidden: the asker, when external (EXT-2); nothing: all are seen.
std::optional<base::UserId> only_turn_of(const access::Call& call);

} // namespace assetbuddy::documents
