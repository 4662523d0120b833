#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/actor.h"
#include "base/id.h"
#include "base/time.h"
#include "invitations/invitation.h"
#include "invitations/list.h"
#include "platform/sql/database.h"

namespace assetbuddy::invitations::store {

using platform::sql::Transaction;

/// The hashes under which a generation's secrets are found again, never the secrets.
struct Hashes {
    std::string token;
    std::string code;
    std::string key_id; // of the instance key that made `code`
};

std::optional<Invitation> find(Transaction& tx, const base::OrganisationId& organisation, const base::InvitationId& id);
/// The pending, locked or expired invitation to an address (INV-11).
std::optional<Invitation> find_open(Transaction& tx, const base::OrganisationId& organisation,
                                    const std::string& email_key);
/// The one whose acceptance made this user.
std::optional<Invitation> find_accepted_by(Transaction& tx, const base::OrganisationId& organisation,
                                           const base::UserId& user);

/// What a link's token leads to. The organisation is not known before: for transactions of system reach.
struct ByToken {
    base::OrganisationId organisation;
    base::InvitationId id;
    bool is_replaced = false;
};
std::optional<ByToken> find_by_token(Transaction& tx, const std::string& token_hash);
std::optional<Hashes> find_hashes(Transaction& tx, const base::OrganisationId& organisation,
                                  const base::InvitationId& id);

/// Where a page of the list begins: after this moment and id, newest first.
struct Position {
    std::int64_t created_at = 0;
    std::string id;
};
std::vector<Invitation> list(Transaction& tx, const access::Visible<Invitation>& visible, const ListRequest& request,
                             base::Time now, const std::optional<Position>& after);
std::int64_t count(Transaction& tx, const access::Visible<Invitation>& visible, const ListRequest& request,
                   base::Time now);

std::int64_t find_lifetime_days(Transaction& tx, const base::OrganisationId& organisation);

/// False when there is an open one to that address already: the unique index decided (R-INV-15).
bool insert_open(Transaction& tx, const Invitation& invitation, const Hashes& hashes, const base::LetterId& letter);

/// Makes the next generation of an open invitation (R-INV-13) and remembers the old token as replaced. `invitation` is
/// as read; false when another change came first.
bool update_generation(Transaction& tx, const Invitation& invitation, const Hashes& hashes,
                       const base::LetterId& letter, base::Time now, base::Time expires_at);
/// When the resends of this invitation since `since` were made, oldest first.
std::vector<base::Time> list_resends(Transaction& tx, const Invitation& invitation, base::Time since);

/// False when it is no longer open.
bool update_revoked(Transaction& tx, const Invitation& invitation, base::Time now);

/// Waits until nobody else counts a code of this invitation, so that parallel guesses cannot outrun the counter.
void hold(Transaction& tx, const base::OrganisationId& organisation, const base::InvitationId& id);
/// Counts a wrong code; the last one locks. Nothing when it is not pending in this generation any more.
std::optional<std::int64_t> update_attempts(Transaction& tx, const Invitation& invitation);

/// R-INV-4 (c): the one statement that decides who wins. False: answer by the present state.
bool update_accepted(Transaction& tx, const Invitation& invitation, base::Time now);

} // namespace assetbuddy::invitations::store
