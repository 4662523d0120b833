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

/// How to reach somebody.
struct Contact {
    std::string email;
    std::string phone; // empty: not known
};

/// Whoever may assign picks from the names that may be assigned, even without users:view (DEF-3): active people who may
/// close the defect out, and who is invited to become one (INV-24). At most `most_assignees`; `query` narrows them.
/// Errors: not_found, forbidden.
base::Result<std::vector<Candidate>> list_assignees(access::Call& call, const base::DefectId& id,
                                                    const std::string& query);

/// How to reach whoever from outside has the defect; nothing where nobody does, or where the asker may not see it
/// (contractors:contact). The defect is one the asker sees.
std::optional<Contact> find_assignee_contact(access::Call& call, const Defect& defect);

/// True when this defect may be given to them; they stay so until the transaction ends.
bool hold_assignable(access::Call& call, const Defect& defect, const Assignee& to);

} // namespace assetbuddy::defects
