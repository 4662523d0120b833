#include "invitations/send.h"

#include "invitations/asker.h"
#include "invitations/create.h"
#include "invitations/offers.h"
#include "outbox/outbox.h"

namespace assetbuddy::invitations {

using base::refused;

base::Result<Invitation> send(access::Call& call, const OfferRequest& request)
{
    if (auto may = may_invite(call); !may) return refused(may.error());
    foresee(call, request);
    const auto site = look_up_site(call, request.site_id);
    auto surroundings = surroundings_of(call);
    surroundings.site = site.answer;
    const auto offer = checked_offer(call, request, surroundings);
    if (!offer) return refused(offer.error());
    if (auto free = is_free(call, offer->email); !free) return refused(free.error());

    auto invitation = create(call, *offer, site.name);
    invitation.standing.sets = surroundings.sets;
    // Last, since everybody who invites here waits for these counters until the commit.
    if (auto counted = outbox::count_send(call); !counted) return refused(counted.error());
    return invitation;
}

} // namespace assetbuddy::invitations
