#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/told.h"
#include "base/id.h"
#include "base/time.h"

namespace assetbuddy::audit {

/// One thing that happened, as the log tells it (AUD-1).
struct Entry {
    std::int64_t number = 0; // counts within the organisation
    base::Time at;
    base::UserId actor; // empty: nobody signed in
    std::string action; // "invitation.sent"
    std::string record_type;
    std::string record_id;
    std::string record_name; // as it is called now; empty: unknown
    std::string hash;        // of the chain up to here (AUD-2)
    access::Told told;
    /// The record is somebody from outside, an invitation of one or their company, or is not there any more to tell.
    bool is_of_outsider = false;
};

/// What of the log is wanted; what is empty or missing narrows nothing.
struct Filters {
    std::optional<base::UserId> actor = {};
    std::string record_type = {};
    std::string record_id = {};
    std::string action = {};
    std::optional<base::Time> from = {};
    std::optional<base::Time> to = {}; // up to, not including
};

/// The kinds of records the log speaks of, and what they are called.
struct RecordKind {
    std::string_view name;
    std::string_view words; // "an invitation"
};
const std::vector<RecordKind>& record_kinds();

/// What happened, as a sentence without its subject: "invited Nia Newcomer". Where nobody signed in, the sentence
/// stands alone.
std::string in_words(const Entry& entry);
/// Who did it: a name, "Somebody who was erased", or empty where nobody signed in.
std::string actor_in_words(const Entry& entry);
/// Whether this program has words for an action.
bool has_words(std::string_view action);
/// Every action with words, in the order of their rooms, as choices: "invitation.sent" and "Invitation sent".
struct ActionKind {
    std::string_view name;
    std::string_view words;
};
std::vector<ActionKind> action_kinds();

/// "job_title" → "Job title".
std::string field_in_words(std::string_view field);
/// What stands for a record of this kind that has no name any more.
std::string gone_in_words(std::string_view record_type);

} // namespace assetbuddy::audit
