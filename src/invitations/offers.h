#pragma once

#include <string>

#include "access/call.h"
#include "base/email_address.h"
#include "base/result.h"
#include "invitations/invitation.h"

namespace assetbuddy::invitations {

// What sending, editing and importing ask about an offer.

struct NamedSite {
    OfferSurroundings::Site answer = OfferSurroundings::Site::none;
    std::string name;
};
/// The site a person named by its id. Held active until the commit, so that it cannot close between this look and the
/// invitation.
NamedSite look_up_site(access::Call& call, const std::string& text);

/// What the database knows around any offer of the caller's organisation, but for its site.
OfferSurroundings surroundings_of(access::Call& call);

/// Says that this offer will be looked at and checked soon (Transaction::foresee).
void foresee(access::Call& call, const OfferRequest& request);

/// Checks every field, and that the asker may hand out these rights. Errors: invalid, role_above_own.
base::Result<Offer> checked_offer(access::Call& call, const OfferRequest& request,
                                  const OfferSurroundings& surroundings);

/// INV-11. Errors: already_user (with `user_id`, `is_active`), already_invited (with `invitation_id`).
base::Done is_free(access::Call& call, const base::EmailAddress& email);

} // namespace assetbuddy::invitations
