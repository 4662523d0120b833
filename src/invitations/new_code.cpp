#include "invitations/new_code.h"

#include "invitations/asker.h"
#include "invitations/find.h"
#include "invitations/letter.h"
#include "invitations/limits.h"
#include "invitations/secrets.h"
#include "invitations/store.h"
#include "outbox/outbox.h"

namespace assetbuddy::invitations {
namespace {

using base::refused;

base::Done check_asker(access::Call& call, const Invitation& invitation)
{
    if (auto may = may_invite(call); !may) return may;
    if (!may_tell_codes(call))
        return refused("forbidden", {},
                       "Your organisation sends invite codes by email only. The Owner can allow telling them by phone "
                       "in the settings.");
    return may_offer(call, invitation.offered());
}

base::Done check_state(access::Call& call, const Invitation& invitation)
{
    switch (invitation.state(call.now)) {
    case State::pending:
        break;
    case State::locked:
    case State::expired:
        return refused("wrong_state", {}, "Send this invitation again first: its link does not work any more.");
    default:
        return refused("wrong_state", {}, "This invitation is closed.");
    }
    if (invitation.hold(call.now) == Hold::none) return {};
    return refused("wrong_state", {}, "This invitation is on hold. Confirm it first.");
}

base::Done check_pace(access::Call& call, const Invitation& invitation)
{
    const auto made = store::count_links(call.tx, invitation, call.now - resend_window);
    if (made.count < most_codes_in_window) return {};
    const auto wait = std::chrono::ceil<std::chrono::seconds>(made.first + resend_window - call.now).count();
    return refused(base::Error{"rate_limited", {}, "Three new codes were made in the last hour. Try again later."}.with(
        "retry_after", wait));
}

void write(access::Call& call, const Invitation& invitation, const Secrets& secrets)
{
    outbox::cancel(call, invitation.id.text()); // a mail that still waits holds the code that is void now
    const FurtherLink link{secrets.token, MailPurpose::link_alone, invitation.expires_at};
    const auto letter = outbox::enqueue(call, letter_of(invitation, link, call.actor.user()));
    const auto hashes = hashes_of(call.kernel, invitation.id, invitation.generation, secrets);
    if (!store::update_code(call.tx, invitation, hashes, letter, call.now))
        throw platform::sql::Retryable("an invitation changed while it got a new code");
    store::insert_link(call.tx, invitation,
                       {.token_hash = hashes.token,
                        .kind = store::LinkKind::link,
                        .expires_at = invitation.expires_at,
                        .created_at = call.now});
    access::record(call, {.organisation = call.organisation(),
                          .action = "invitation.code_told",
                          .record_type = "invitation",
                          .record_id = invitation.id.text(),
                          .changes = {}});
}

} // namespace

bool may_tell_codes(access::Call& call)
{
    return store::find_settings(call.tx, call.organisation()).hand_over_code;
}

base::Result<NewCode> make_new_code(access::Call& call, const base::InvitationId& id,
                                    std::optional<std::int64_t> expected_version)
{
    store::hold(call.tx, call.organisation(), id);
    const auto found = find_visible(call, id);
    if (!found) return refused(found.error());
    if (auto may = check_asker(call, *found); !may) return refused(may.error());
    if (expected_version && *expected_version != found->version)
        return refused("stale", {}, "Somebody changed this invitation meanwhile.");
    if (auto fits = check_state(call, *found); !fits) return refused(fits.error());
    if (auto paced = check_pace(call, *found); !paced) return refused(paced.error());
    const auto secrets = Secrets::make(call.kernel);
    write(call, *found, secrets);
    NewCode made{*store::find(call.tx, call.organisation(), id), secrets.code};
    // Last, since everybody who sends here waits for these counters until the commit.
    if (auto counted = outbox::count_send(call); !counted) return refused(counted.error());
    return made;
}

} // namespace assetbuddy::invitations
