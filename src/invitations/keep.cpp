#include "invitations/keep.h"

#include "invitations/asker.h"
#include "invitations/find.h"
#include "invitations/store.h"

namespace assetbuddy::invitations {
namespace {

using base::refused;

base::Done check_hold(access::Call& call, const Invitation& invitation)
{
    switch (invitation.hold(call.now)) {
    case Hold::inviter:
        return {};
    case Hold::site:
        return refused("wrong_state", {},
                       "This invitation is on hold because its site was deactivated. Edit it and choose another site, "
                       "or all sites.");
    case Hold::none:
        break;
    }
    return refused("wrong_state", {}, "This invitation is not on hold, so there is nothing to confirm.");
}

} // namespace

void record_responsible(access::Call& call, const Invitation& before)
{
    access::record(call, {.organisation = before.organisation,
                          .action = "invitation.kept",
                          .record_type = "invitation",
                          .record_id = before.id.text(),
                          .changes = {{"invited_by", before.invited_by.text(), call.actor.user().text()},
                                      {"held", "true", "false"}}});
}

base::Result<Invitation> keep(access::Call& call, const base::InvitationId& id,
                              std::optional<std::int64_t> expected_version)
{
    store::hold(call.tx, call.organisation(), id);
    const auto found = find_visible(call, id);
    if (!found) return found;
    if (auto may = may_invite(call); !may) return refused(may.error());
    if (expected_version && *expected_version != found->version)
        return refused("stale", {}, "This invitation changed meanwhile.");
    if (auto fits = check_hold(call, *found); !fits) return refused(fits.error());
    if (auto may = may_offer(call, found->offered()); !may) return refused(may.error());
    if (!store::update_responsible(call.tx, *found, call.actor.user()))
        throw platform::sql::Retryable("an invitation changed while it was kept");
    record_responsible(call, *found);
    return *store::find(call.tx, call.organisation(), id);
}

} // namespace assetbuddy::invitations
