#include "invitations/send.h"

#include "invitations/asker.h"
#include "invitations/create.h"
#include "invitations/offers.h"
#include "invitations/store.h"
#include "outbox/outbox.h"

namespace assetbuddy::invitations {

using base::refused;

base::Result<Invitation> send(access::Call& call, const OfferRequest& request)
{
    if (auto may = may_invite(call); !may) return refused(may.error());
    const auto site = look_up_site(call, request.site_id);
    const auto offer = checked_offer(call, request, site);
    if (!offer) return refused(offer.error());
    if (auto free = is_free(call, offer->email); !free) return refused(free.error());

    const auto invitation = create(call, *offer, site.name);
    auto sent = *store::find(call.tx, invitation.organisation, invitation.id);
    // Last, since everybody who invites here waits for these counters until the commit.
    if (auto counted = outbox::count_send(call); !counted) return refused(counted.error());
    return sent;
}

} // namespace assetbuddy::invitations
