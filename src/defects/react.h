#pragma once

#include "access/announcement.h"
#include "access/call.h"

namespace assetbuddy::defects {

// Answers to what is announced below, in the announcing transaction (server/reactions.cpp).

/// INV-24: what was given to an invitation is the new person's.
void hand_over(access::Call& call, const access::InvitationAccepted& accepted);

/// INV-24: nobody will come; the defects are unassigned again, and whoever had assigned them is told.
void take_back(access::Call& call, const access::InvitationEnded& ended);

/// EXT-7: where a place ended by itself, those who assign are told what is open with its person. Whoever ends one by
/// hand is offered to reassign it at once (USR-3).
void tell_left_behind(access::Call& call, const access::UserLeft& left);

/// USR-5: the name goes from the closeouts, and from what the audit log tells of them.
void forget_person(access::Call& call, const access::PersonErased& erased);

} // namespace assetbuddy::defects
