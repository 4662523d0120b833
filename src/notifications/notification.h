#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/time.h"

namespace assetbuddy::notifications {

/// What somebody can be told about, and whether it is mailed as well unless they choose otherwise (USR-9). The bell
/// shows every kind, always.
struct Kind {
    std::string_view name;
    std::string_view words; // "I am told when ..."
    bool mailed = true;
    /// About work somebody has here: such mails are neither few nor kept waiting by others.
    enum class About { people, work } about = About::people;
};

inline constexpr std::array kinds{
    Kind{"invitation.accepted", "Somebody accepts my invitation"},
    Kind{"invitation.declined", "Somebody declines my invitation"},
    Kind{"invitation.asked_anew", "Somebody asks for a new invitation"},
    Kind{"invitation.locked", "An invitation is locked after wrong codes"},
    Kind{"invitation.held", "An invitation is on hold and waits for somebody to decide"},
    Kind{"invitation.failed", "The email of an invitation cannot be delivered"},
    Kind{"defect.reported", "A defect is reported", true, Kind::About::work},
    Kind{"defect.assigned", "A defect is given to me", true, Kind::About::work},
    Kind{"defect.awaiting_verification", "A repaired defect waits to be verified", true, Kind::About::work},
    Kind{"defect.fix_verified", "My repair is verified", true, Kind::About::work},
    Kind{"defect.closeout_rejected", "My closeout is rejected", true, Kind::About::work},
    Kind{"defect.unassigned", "Somebody I gave a defect to will not come", true, Kind::About::work},
    Kind{"defect.left_behind", "Somebody's access ends while defects are open with them", true, Kind::About::work},
    Kind{"defect.escalated", "A serious defect waits too long", true, Kind::About::work},
    Kind{"contractor.summary", "The summary of what is open with me comes", true, Kind::About::work},
    Kind{"document.expiring", "A document where I work expires, 30 days before and on the day", true,
         Kind::About::work},
    Kind{"import.finished", "An import of mine has ended", false},
};

/// Nothing for a name nobody wrote here.
constexpr const Kind* find_kind(std::string_view name)
{
    for (const auto& kind : kinds)
        if (kind.name == name) return &kind;
    return nullptr;
}

/// One line under the bell.
struct Notification {
    std::string id;
    std::string kind;
    std::string title;
    std::string path; // where it leads, a path of ours
    std::string subject_id;
    base::Time created_at;
    std::optional<base::Time> read_at;
};

/// One of a person's choices.
struct Choice {
    const Kind* kind = nullptr;
    bool email = true;
};

} // namespace assetbuddy::notifications
