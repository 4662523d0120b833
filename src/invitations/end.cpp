#include "invitations/end.h"

#include "outbox/outbox.h"

namespace assetbuddy::invitations {

void note_ended(access::Call& call, const Invitation& before, const std::string& action, State now)
{
    outbox::cancel(call, before.id.text());
    access::record(call,
                   {.organisation = before.organisation,
                    .action = action,
                    .record_type = "invitation",
                    .record_id = before.id.text(),
                    .changes = {{"state", std::string{to_text(before.state(call.now))}, std::string{to_text(now)}}}});
    call.announce(access::InvitationEnded{before.organisation, before.id, before.user});
}

} // namespace assetbuddy::invitations
