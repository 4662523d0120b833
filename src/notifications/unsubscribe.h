#pragma once

#include <string>
#include <string_view>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "notifications/notification.h"

namespace assetbuddy::notifications {

// R-MAIL-8, RFC 8058: a mail that comes again and again can be stopped with one click, without signing in. Whoever
// holds the sealed token may stop one kind of mail to one person, and nothing else.

struct Subscription {
    base::OrganisationId organisation = {};
    base::UserId user = {};
    std::string kind = {}; // of notice
};

/// The path of the page that stops it.
std::string unsubscribe_path(const access::Kernel& kernel, const Subscription& subscription);

/// How it stands.
struct Subscribed {
    /// Empty where the person is not here any more.
    std::string organisation_name = {};
    const Kind* kind = nullptr;
    bool email = false;
};
/// Changes nothing. Errors: not_found (no token of ours).
base::Result<Subscribed> find_subscription(const access::Kernel& kernel, const access::Origin& origin,
                                           std::string_view token);

/// Stops the mails; again: nothing more. Errors: not_found.
base::Result<Subscribed> unsubscribe(const access::Kernel& kernel, const access::Origin& origin,
                                     std::string_view token);

} // namespace assetbuddy::notifications
