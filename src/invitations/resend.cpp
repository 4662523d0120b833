#include "invitations/resend.h"

#include <algorithm>
#include <chrono>

#include "invitations/asker.h"
#include "invitations/find.h"
#include "invitations/keep.h"
#include "invitations/letter.h"
#include "invitations/limits.h"
#include "invitations/secrets.h"
#include "invitations/store.h"
#include "outbox/outbox.h"

namespace assetbuddy::invitations {
namespace {

using base::Error;
using base::refused;

std::string why_closed(const Invitation& invitation)
{
    if (invitation.stored_state == State::accepted)
        return "This invitation was accepted; there is nothing to send again.";
    if (invitation.stored_state == State::declined)
        return "This invitation was declined, so no further mail goes to that address. If the person changed their "
               "mind, invite them anew.";
    return "This invitation was revoked. Invite the person anew.";
}

base::Done check_asker(access::Call& call, const Invitation& invitation)
{
    if (auto may = may_invite(call); !may) return may;
    return may_offer(call, invitation.offered());
}

/// One whose inviter lost the right may be sent again: it is then the sender's (INV-23).
base::Done check_state(access::Call& call, const Invitation& invitation)
{
    if (!invitation.is_open()) return refused("wrong_state", {}, why_closed(invitation));
    if (!invitation.standing.site_is_active)
        return refused("wrong_state", {},
                       "This invitation is on hold because its site was deactivated. Edit it and choose another site, "
                       "or all sites.");
    if (invitation.expiry_from(call.now) <= call.now)
        return refused("wrong_state", {},
                       "The last day of access of this invitation has passed. Edit it and choose another day.");
    return {};
}

std::unexpected<Error> too_soon(base::Duration wait)
{
    const auto seconds = std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::seconds>(wait).count());
    return refused(Error{
        "rate_limited",
        {},
        "It was sent a moment ago. It can be sent again in " +
            (seconds < 120 ? std::to_string(seconds) + " seconds." : std::to_string((seconds + 59) / 60) + " minutes.")}
                       .with("retry_after", seconds));
}

/// The operator is nobody's user, so nothing can hang on them.
base::Done may_take_over(const access::Call& call, const Invitation& invitation)
{
    if (call.actor.signed_in() || invitation.obstacle() == Hold::none) return {};
    return refused("wrong_state", {},
                   "This invitation is on hold because whoever sent it may no longer invite. Somebody of the "
                   "organisation who may can send it again, and becomes responsible for it.");
}

void take_over(access::Call& call, Invitation& invitation)
{
    if (invitation.obstacle() == Hold::none) return;
    if (!store::update_responsible(call.tx, invitation, call.actor.user()))
        throw platform::sql::Retryable("an invitation changed while it was sent again");
    record_responsible(call, invitation);
    invitation = *store::find(call.tx, call.organisation(), invitation.id);
}

} // namespace

base::Result<Invitation> renew(access::Call& call, const Invitation& present)
{
    const auto resends = store::list_resends(call.tx, present, call.now - resend_window);
    if (static_cast<std::int64_t>(resends.size()) >= most_resends_in_window)
        return too_soon(resends[resends.size() - most_resends_in_window] + resend_window - call.now);

    auto next = present;
    ++next.generation;
    next.expires_at = next.expiry_from(call.now);
    const auto secrets = Secrets::make(call.kernel);
    const auto letter = outbox::enqueue(call, letter_of(next, secrets, call.actor.user()));
    const auto hashes = hashes_of(call.kernel, next.id, next.generation, secrets);
    if (!store::update_generation(call.tx, present, hashes, letter, call.now, next.expires_at))
        throw platform::sql::Retryable("an invitation changed while it was sent again");
    access::record(
        call, {.organisation = call.organisation(),
               .action = "invitation.resent",
               .record_type = "invitation",
               .record_id = next.id.text(),
               .changes = {{"generation", std::to_string(present.generation), std::to_string(next.generation)},
                           {"expires_at", base::to_rfc3339(present.expires_at), base::to_rfc3339(next.expires_at)}}});
    auto sent = *store::find(call.tx, call.organisation(), next.id);
    // Last, since everybody who sends here waits for these counters until the commit.
    if (auto counted = outbox::count_send(call); !counted) return refused(counted.error());
    return sent;
}

base::Result<Invitation> resend(access::Call& call, const base::InvitationId& id,
                                std::optional<std::int64_t> expected_version)
{
    store::hold(call.tx, call.organisation(), id);
    auto found = find_visible(call, id);
    if (!found) return found;
    if (auto may = check_asker(call, *found); !may) return refused(may.error());
    if (expected_version && *expected_version != found->version)
        return refused("stale", {}, "This invitation changed meanwhile.");
    if (auto fits = check_state(call, *found); !fits) return refused(fits.error());
    if (call.now < found->sent_at + resend_pause) return too_soon(found->sent_at + resend_pause - call.now);
    if (auto may = may_take_over(call, *found); !may) return refused(may.error());
    take_over(call, *found);
    return renew(call, *found);
}

} // namespace assetbuddy::invitations
