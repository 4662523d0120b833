#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "defects/defect.h"

namespace assetbuddy::defects {

/// Somebody a defect may be given to.
struct Candidate {
    Assignee assignee;
    std::string name;
    std::string company_name;
};

/// Whoever may assign picks from the names that may be assigned, even without users:view (DEF-3): active people who may
/// close the defect out, and who is invited to become one (INV-24). At most `most_assignees`; `query` narrows them.
/// Errors: not_found, forbidden.
base::Result<std::vector<Candidate>> list_assignees(access::Call& call, const base::DefectId& id,
                                                    const std::string& query);

/// True when this defect may be given to them; they stay so until the transaction ends.
bool hold_assignable(access::Call& call, const Defect& defect, const Assignee& to);

} // namespace assetbuddy::defects
