#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "defects/defect.h"
#include "defects/list.h"

namespace assetbuddy::defects {

/// What is open with somebody and within the caller's reach to assign, as far as one go of `reassign` takes it. Errors:
/// forbidden.
base::Result<DefectPage> open_with(access::Call& call, const base::UserId& user);

struct ReassignRequest {
    base::UserId from = {};
    Assignee to = {}; // nobody: they are taken back
    /// Only these, by their ids, wherever they stand in the list; nothing: all that is open with them.
    std::optional<std::set<std::string>> only = {};
};
struct Reassigned {
    std::int64_t moved = 0;
    /// Looked at and not given away: they may not be given to that person, or not by the caller; or they were named and
    /// are not open with them.
    std::int64_t left = 0;
    /// There are more than one go takes, and this one brought something about; say it again.
    bool has_more = false;
};

/// EXT-7, USR-3: gives what is open with one person to another, as far as the caller may, each as `assign` does; at
/// most `most_reassigned` in one go. Errors: forbidden, invalid (`from_user_id`: nobody of the organisation;
/// `defect_ids`: too many, or something that is no id; `user_id` or `invitation_id`: none of them may be given to that
/// person).
base::Result<Reassigned> reassign(access::Call& call, const ReassignRequest& request);

} // namespace assetbuddy::defects
