#pragma once

#include <string>
#include <vector>

#include "access/call.h"
#include "invitations/invitation.h"
#include "invitations/store.h"

namespace assetbuddy::invitations {

/// Rings the inviter's bell; where the inviter may no longer invite, that of everybody who may (NOT-1). `kind` is one
/// of notifications' `invitation.…`, `title` a whole sentence.
void tell_inviter(access::Call& call, const Invitation& invitation, const std::string& kind, const std::string& title);

/// News about any number of invitations. A title is "The invitation to NAME …" or "N invitations …", a whole sentence.
struct News {
    std::string kind; // as above
    std::string of_one;
    std::string of_many;
    std::string path_of_many; // of one: the invitation
};
/// Rings once for everybody concerned, however many the invitations: each inviter, or for those that are held because
/// of their inviter everybody who may invite.
void tell_inviters(access::Call& call, const base::OrganisationId& organisation,
                   const std::vector<store::Named>& invitations, const News& news);

} // namespace assetbuddy::invitations
