#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "platform/sql/database.h"

namespace assetbuddy::access {

class Call;

/// Whether a value is about a person: then the chain covers only a salted commitment to it, so that erasure can remove
/// value and salt and the chain still verifies (AUD-2).
enum class Privacy { plain, personal };

/// One field's old and new value. Never a secret.
struct Change {
    std::string field;
    std::optional<std::string> before;
    std::optional<std::string> after;
    Privacy privacy = Privacy::plain;
    bool operator==(const Change&) const = default;
};

/// What happened to which record: action `invitation.sent`, record type `invitation`.
struct Entry {
    base::OrganisationId organisation;
    std::string action;
    std::string record_type;
    std::string record_id;
    std::vector<Change> changes;
    /// Who did it: the call's actor unless set (an invitee who becomes the user in this very transaction).
    base::UserId actor_user = {};
    std::string actor_name = {};
};

/// Notes an entry of the caller's organisation (or of `entry.organisation` where nobody is signed in); written with the
/// verb's transaction, as its last statements.
void record(Call& call, Entry entry);

/// Result of walking one organisation's chain.
struct ChainReport {
    std::int64_t entries = 0;
    std::string head;
    /// Number of the first entry whose hash, link or commitment does not fit; none: whole.
    std::optional<std::int64_t> broken_at;
};

/// A head of before, kept elsewhere: so many entries ended in this hash.
struct Anchor {
    std::int64_t entries = 0;
    std::string head;
};
/// Walks the chain of an organisation (`assetbuddy audit verify`). With an anchor also notices a tail that was cut off
/// or written anew since, which shows in no chain (AUD-2); erased values are no fault. Reads in steps; memory does not
/// grow with the log.
ChainReport verify_chain(platform::sql::Transaction& tx, const base::OrganisationId& organisation,
                         const std::optional<Anchor>& anchor = {});

} // namespace assetbuddy::access
