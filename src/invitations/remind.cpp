#include "invitations/remind.h"

#include <chrono>
#include <set>

#include "access/call.h"
#include "invitations/end.h"
#include "invitations/letter.h"
#include "invitations/limits.h"
#include "invitations/secrets.h"
#include "invitations/store.h"
#include "outbox/outbox.h"

namespace assetbuddy::invitations {
namespace {

enum class Fate { sent, passed_over, put_off };

bool can_be_reminded(const Invitation& invitation, base::Time now)
{
    return invitation.state(now) == State::pending && invitation.obstacle() == Hold::none &&
           (invitation.delivery == Delivery::sent || invitation.delivery == Delivery::kept);
}

bool write_link_alone(access::Call& call, const Invitation& invitation)
{
    const auto token = platform::crypto::make_token(call.kernel.random);
    const FurtherLink link{token, MailPurpose::link_alone, invitation.expires_at};
    const auto letter = outbox::enqueue(call, letter_of(invitation, link, {}));
    store::insert_link(call.tx, invitation,
                       {.token_hash = platform::crypto::sha256(token),
                        .kind = store::LinkKind::link,
                        .expires_at = invitation.expires_at,
                        .created_at = call.now});
    return store::update_reminded_by_link(call.tx, invitation, letter, call.now);
}

bool write_next_generation(access::Call& call, const Invitation& invitation)
{
    auto next = invitation;
    ++next.generation;
    const auto secrets = Secrets::make(call.kernel);
    const auto letter = outbox::enqueue(call, letter_of(next, secrets, {}, MailPurpose::reminder));
    const auto hashes = hashes_of(call.kernel, next.id, next.generation, secrets);
    return store::update_reminded(call.tx, invitation, hashes, letter, call.now);
}

base::Result<Fate> remind(access::Call& call, const store::Due& due)
{
    call.tx.enter(due.organisation);
    store::hold(call.tx, due.organisation, due.id);
    const auto invitation = store::find(call.tx, due.organisation, due.id);
    if (!invitation || invitation->reminded_at) return Fate::passed_over;
    if (!can_be_reminded(*invitation, call.now)) {
        store::skip_reminder(call.tx, *invitation, call.now);
        return Fate::passed_over;
    }
    if (outbox::sends_left_today(call, due.organisation) == 0) return Fate::put_off;
    const bool written =
        invitation->is_code_told ? write_link_alone(call, *invitation) : write_next_generation(call, *invitation);
    if (!written) throw platform::sql::Retryable("an invitation changed while its reminder was written");
    access::record(call, {.organisation = due.organisation,
                          .action = "invitation.reminded",
                          .record_type = "invitation",
                          .record_id = due.id.text(),
                          .changes = {}});
    outbox::count_paced_send(call, due.organisation);
    return Fate::sent;
}

std::vector<store::Due> list_due(const access::Kernel& kernel, const store::Due& after)
{
    return access::look_as_nobody(kernel, access::nobody_asked, "reminders", [&](access::Call& call) {
        return store::list_to_remind(call.tx, call.now, call.now + reminder_before_end, after, background_batch);
    });
}

/// One batch in one transaction; those never answered end for good now.
base::Result<std::int64_t> remove_batch(access::Call& call)
{
    const auto gone = store::list_outlived(call.tx, call.now - closed_kept_for, background_batch);
    for (const auto& each : gone) {
        if (each.was_open) call.announce(access::InvitationEnded{each.due.organisation, each.due.id, each.user});
        access::record(call, {.organisation = each.due.organisation,
                              .action = "invitation.removed",
                              .record_type = "invitation",
                              .record_id = each.due.id.text(),
                              .changes = {}});
        outbox::forget(call, each.due.id.text());
        store::remove(call.tx, each.due.organisation, each.due.id);
    }
    return static_cast<std::int64_t>(gone.size());
}

} // namespace

std::int64_t send_reminders(const access::Kernel& kernel)
{
    std::int64_t sent = 0;
    std::set<std::string> used_up;
    store::Due after;
    for (std::int64_t looked_at = 0; looked_at < background_turn;) {
        const auto due = list_due(kernel, after);
        for (const auto& each : due) {
            after = each;
            if (used_up.contains(each.organisation.text())) continue;
            const auto fate = access::change_as_nobody(kernel, access::nobody_asked, "reminders",
                                                       [&](access::Call& call) { return remind(call, each); });
            if (fate && *fate == Fate::sent) ++sent;
            if (fate && *fate == Fate::put_off) used_up.insert(each.organisation.text());
        }
        looked_at += static_cast<std::int64_t>(due.size());
        if (static_cast<std::int64_t>(due.size()) < background_batch) break;
    }
    return sent;
}

std::int64_t remove_outlived(const access::Kernel& kernel)
{
    std::int64_t removed = 0;
    while (removed < background_turn) {
        const auto gone =
            access::change_as_nobody(kernel, access::nobody_asked, "retention of invitations", remove_batch)
                .value_or(0);
        removed += gone;
        if (gone < background_batch) break;
    }
    return removed;
}

} // namespace assetbuddy::invitations
