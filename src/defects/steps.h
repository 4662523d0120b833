#pragma once

// What the verbs that move a defect have in common.

#include <cstdint>
#include <optional>
#include <string>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "defects/defect.h"
#include "defects/event.h"
#include "defects/workflow.h"

namespace assetbuddy::defects {

/// A defect that nobody else changes until the transaction ends, and where a move of it leads.
struct Moving {
    Defect before;
    Defect after; // its status is that of the move
};

/// Finds and holds the defect for this action. Errors: not_found, forbidden, stale, wrong_state.
base::Result<Moving> hold_for(access::Call& call, const base::DefectId& id, Action action,
                              std::optional<std::int64_t> expected_version);

/// The same for changes that are no move. Errors: not_found, stale.
base::Result<Defect> hold_visible(access::Call& call, const base::DefectId& id,
                                  std::optional<std::int64_t> expected_version);

/// What the timeline tells of a change.
struct Told {
    What what;
    std::string before = {};
    std::string after = {};
    std::string words = {};
};

/// Writes the defect, its timeline and the audit entry; answers it as the caller may see it. When the caller no longer
/// may (an assignment moved it out of reach), it is answered as they left it.
Defect write(access::Call& call, const Defect& before, const Defect& after, const Told& told);

/// How this person's approval would count (DEF-3): nothing when it would not, because they did the work and somebody
/// else may verify.
std::optional<Verification> verification_by(access::Call& call, const Defect& defect);

/// Whoever may move it in some way may write into its timeline.
bool may_write_note(const access::Actor& actor, const Defect& defect);

/// Who closes it, when and how (DEF-3); to be written by the caller.
void note_closed(access::Call& call, Defect& defect, Verification verification);

} // namespace assetbuddy::defects
