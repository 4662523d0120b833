#pragma once

#include <optional>
#include <string>

#include "access/call.h"
#include "base/id.h"
#include "base/time.h"
#include "documents/document.h"
#include "platform/sql/database.h"

namespace assetbuddy::documents::store {

/// What decides about a record's documents.
struct RecordFacts {
    std::string name = {};
    std::optional<base::SiteId> site = {};
    /// A defect of it is, or was until not long ago, the asker's own.
    bool is_assigned = false;
    bool is_open = true; // of a defect
    std::optional<base::UserId> turn = {};
    bool is_reporter = false;
    bool is_assignee = false; // now
};

/// Without asking who may see it: find_record does. `since`: closed defects count until then.
std::optional<RecordFacts> find_record(platform::sql::Transaction& tx, const base::OrganisationId& organisation,
                                       const Record& record, const base::UserId& asker, base::Time since);

} // namespace assetbuddy::documents::store
