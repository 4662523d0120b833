#include "invitations/resend.h"

#include <algorithm>
#include <chrono>

#include "invitations/asker.h"
#include "invitations/find.h"
#include "invitations/letter.h"
#include "invitations/limits.h"
#include "invitations/secrets.h"
#include "invitations/store.h"
#include "outbox/outbox.h"

namespace assetbuddy::invitations {
namespace {

using base::Error;
using base::refused;

base::Done check_asker(access::Call& call, const Invitation& invitation)
{
    if (auto may = may_invite(call); !may) return may;
    return may_offer(call, invitation.standing.sets.of(invitation.role, invitation.is_external));
}

base::Done check_state(const Invitation& invitation)
{
    if (!invitation.is_open())
        return refused("wrong_state", {},
                       invitation.stored_state == State::accepted
                           ? "This invitation was accepted; there is nothing to send again."
                           : "This invitation was revoked. Invite the person anew.");
    switch (invitation.obstacle()) {
    case Hold::inviter:
        return refused("wrong_state", {},
                       "This invitation is on hold because " + invitation.invited_by_name +
                           " may no longer invite people. Revoke it and invite the person anew.");
    case Hold::site:
        return refused("wrong_state", {},
                       "This invitation is on hold because its site was deactivated. Reactivate the "
                       "site, or revoke the invitation and invite the person anew.");
    case Hold::none:
        return {};
    }
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

base::Done check_pace(access::Call& call, const Invitation& invitation)
{
    if (call.now < invitation.sent_at + resend_pause) return too_soon(invitation.sent_at + resend_pause - call.now);
    const auto resends = store::list_resends(call.tx, invitation, call.now - resend_window);
    if (static_cast<std::int64_t>(resends.size()) < most_resends_in_window) return {};
    return too_soon(resends[resends.size() - most_resends_in_window] + resend_window - call.now);
}

} // namespace

base::Result<Invitation> resend(access::Call& call, const base::InvitationId& id,
                                std::optional<std::int64_t> expected_version)
{
    store::hold(call.tx, call.organisation(), id);
    const auto found = find_visible(call, id);
    if (!found) return found;
    if (auto may = check_asker(call, *found); !may) return refused(may.error());
    if (expected_version && *expected_version != found->version)
        return refused("stale", {}, "This invitation changed meanwhile.");
    if (auto fits = check_state(*found); !fits) return refused(fits.error());
    if (auto paced = check_pace(call, *found); !paced) return refused(paced.error());
    if (auto counted = outbox::count_send(call); !counted) return refused(counted.error());

    auto next = *found;
    ++next.generation;
    next.expires_at = call.now + std::chrono::days{next.lifetime_days};
    const auto secrets = Secrets::make(call.kernel);
    const auto letter = outbox::enqueue(call, letter_of(next, secrets, call.actor.user()));
    const auto hashes = hashes_of(call.kernel, id, next.generation, secrets);
    if (!store::update_generation(call.tx, *found, hashes, letter, call.now, next.expires_at))
        throw platform::sql::Retryable("an invitation changed while it was sent again");
    access::record(
        call, {.organisation = call.organisation(),
               .action = "invitation.resent",
               .record_type = "invitation",
               .record_id = id.text(),
               .changes = {{"generation", std::to_string(found->generation), std::to_string(next.generation)},
                           {"expires_at", base::to_rfc3339(found->expires_at), base::to_rfc3339(next.expires_at)}}});
    return *store::find(call.tx, call.organisation(), id);
}

} // namespace assetbuddy::invitations
