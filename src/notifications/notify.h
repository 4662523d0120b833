#pragma once

#include <optional>
#include <string>

#include "access/call.h"
#include "access/permission.h"
#include "base/id.h"

namespace assetbuddy::notifications {

/// Something a person should know (NOT-1). Never a secret: no link token, no code.
struct Notice {
    std::string kind; // one of `kinds` (notification.h)
    base::OrganisationId organisation;
    base::UserId to;
    std::string title; // a whole sentence: "Pat Example accepted your invitation."
    std::string path;  // where it leads, a path of ours: "/users/..."
    std::string subject_id;
    /// The address key of the person it speaks of; the notice goes when that person is erased (USR-5).
    std::string about_email_key = {};
    /// What is mailed instead of the usual words: a kind of letter (server/letters.cpp) and what it is made of.
    struct OwnLetter {
        std::string kind;
        std::string data;
    };
    std::optional<OwnLetter> letter = {};
};

/// Rings the bell of an active user of the organisation and, by their choices, enqueues a mail, in the caller's
/// transaction; nobody is mailed about what they do themselves. Nobody active: nothing happens. The transaction must
/// have entered the organisation, or reach all. Throws std::invalid_argument for a kind or path that is none: a mistake
/// in the program.
void notify(access::Call& call, const Notice& notice);

/// The same to every active holder of a permission (`notice.to` is ignored), up to a hundred of them.
void notify_permission(access::Call& call, const base::OrganisationId& organisation, access::Permission permission,
                       Notice notice);

/// Takes back what a person was told of one subject, with mails that have not left: they may not know of it any more.
void withdraw(access::Call& call, const base::OrganisationId& organisation, const base::UserId& user,
              const std::string& subject_id);

/// Removes what tells of a person who is erased, and what was theirs (USR-5).
void forget(access::Call& call, const base::OrganisationId& organisation, const base::UserId& user,
            const std::string& email_key);

} // namespace assetbuddy::notifications
