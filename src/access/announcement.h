#pragma once

#include <string>
#include <variant>

#include "access/permission.h"
#include "base/id.h"

namespace assetbuddy::access {

class Call;

// What rooms above may have to answer when something happens below, in the same transaction: `call.announce(…)`,
// answered by the list in server/reactions.cpp. Add a kind when a room needs one.

/// A user's grants became fewer: another role, made external, deactivated, deleted. Their open invitations may have to
/// be held (INV-23).
struct UserLostRights {
    base::OrganisationId organisation;
    base::UserId user;
};

/// The same for everybody who holds a role, whose set was narrowed: one announcement, however many they are.
struct RoleLostRights {
    base::OrganisationId organisation;
    Role role;
};

/// A user can no longer be here: deactivated or deleted (USR-3, USR-5). What was theirs wants another holder.
struct UserLeft {
    base::OrganisationId organisation;
    base::UserId user;
};

/// The Owner's place changed hands (USR-6); the giver's open invitations pass to the new one.
struct OwnershipMoved {
    base::OrganisationId organisation;
    base::UserId from;
    base::UserId to;
};

/// Erase personal data (USR-5): every room removes what it holds of this person.
struct PersonErased {
    base::OrganisationId organisation;
    base::UserId user;
    std::string email_key;
};

/// A site was deactivated (INV-14: invitations that name it are held).
struct SiteClosed {
    base::OrganisationId organisation;
    base::SiteId site;
};

/// An invitation can no longer become a user: revoked, declined, expired for good (INV-24). `user`: the id it reserved.
struct InvitationEnded {
    base::OrganisationId organisation;
    base::InvitationId invitation;
    base::UserId user;
};

/// An invitation became the user whose id it had reserved (INV-24).
struct InvitationAccepted {
    base::OrganisationId organisation;
    base::InvitationId invitation;
    base::UserId user;
};

/// An organisation begins (AST-3). Nobody is signed in to it yet.
struct OrganisationFounded {
    base::OrganisationId organisation;
};

/// An account has another sign-in address, proven (USR-2): its places show it too. Reaches all organisations.
struct AccountEmailChanged {
    base::AccountId account;
    std::string email; // as typed
};

using Announcement = std::variant<UserLostRights, RoleLostRights, UserLeft, OwnershipMoved, PersonErased, SiteClosed,
                                  InvitationEnded, InvitationAccepted, OrganisationFounded, AccountEmailChanged>;

/// Answers an announcement within the call's transaction.
using React = void (*)(Call& call, const Announcement& announcement);

} // namespace assetbuddy::access
