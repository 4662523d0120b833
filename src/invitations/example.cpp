#include "invitations/example.h"

#include "invitations/limits.h"
#include "invitations/store.h"
#include "outbox/outbox.h"

namespace assetbuddy::invitations {

void count_as_sent(access::Call& call, const Invitation& invitation)
{
    outbox::count_as_sent(call, invitation.id.text());
    store::skip_reminder(call.tx, invitation, call.now);
}

void lock(access::Call& call, const Invitation& invitation)
{
    for (std::int64_t attempts = 1; attempts <= most_attempts; ++attempts) {
        if (!store::update_attempts(call.tx, invitation)) return;
        access::record(call, {.organisation = invitation.organisation,
                              .action = attempts < most_attempts ? "invitation.wrong_code" : "invitation.locked",
                              .record_type = "invitation",
                              .record_id = invitation.id.text(),
                              .changes = {{"attempts", std::to_string(attempts - 1), std::to_string(attempts)}}});
    }
}

} // namespace assetbuddy::invitations
