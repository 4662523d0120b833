#pragma once

#include "access/announcement.h"
#include "access/call.h"

namespace assetbuddy::invitations {

// Answers to what is announced below, in the announcing transaction (server/reactions.cpp).

/// INV-23: open invitations of somebody who may no longer hand out what they offer are held until somebody entitled
/// keeps or revokes them, who is told at once.
void hold_orphaned(access::Call& call, const access::UserLostRights& lost);
void hold_orphaned(access::Call& call, const access::RoleLostRights& lost);

/// USR-6: the open invitations of the former Owner are the new one's.
void pass_to_new_owner(access::Call& call, const access::OwnershipMoved& moved);

/// USR-5: nothing of an erased person stays in the invitations they answered, nor in what the audit log tells of these.
void forget_person(access::Call& call, const access::PersonErased& erased);

/// INV-14: nobody can accept an invitation to a site that was deactivated; that is noted, and told to who sent it.
void note_site_closed(access::Call& call, const access::SiteClosed& closed);

} // namespace assetbuddy::invitations
