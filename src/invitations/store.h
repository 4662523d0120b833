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
/// Whether an address has one; `find_open` says which.
bool has_open(Transaction& tx, const base::OrganisationId& organisation, const std::string& email_key);
void foresee_has_open(Transaction& tx, const base::OrganisationId& organisation, const std::string& email_key);
std::optional<Invitation> find_open(Transaction& tx, const base::OrganisationId& organisation,
                                    const std::string& email_key);
/// The one whose acceptance made this user.
std::optional<Invitation> find_accepted_by(Transaction& tx, const base::OrganisationId& organisation,
                                           const base::UserId& user);

/// `first`: the link of the generation's mail; `join` and `link`: further ones (INV-7, INV-12).
enum class LinkKind { first, replaced, join, link };

/// What a link's token leads to. The organisation is not known before: for transactions of system reach.
struct ByToken {
    base::OrganisationId organisation;
    base::InvitationId id;
    LinkKind kind = LinkKind::first;
    std::optional<base::Time> expires_at = {}; // of a link that ends by itself
};
std::optional<ByToken> find_by_token(Transaction& tx, const std::string& token_hash);
std::optional<Hashes> find_hashes(Transaction& tx, const base::OrganisationId& organisation,
                                  const base::InvitationId& id);

/// Where a page of the list begins: after this moment and id, newest first.
struct Position {
    std::int64_t created_at = 0;
    std::string id;
};
struct Listed {
    std::vector<Invitation> invitations; // up to one more than asked for
    bool is_cut = false;                 // a search found more, or looked at more, than it may
    std::optional<std::int64_t> total;   // of a search always
};
Listed list(Transaction& tx, const access::Visible<Invitation>& visible, const ListRequest& request, base::Time now,
            const std::optional<Position>& after);

struct Settings {
    std::int64_t lifetime_days = 7;
    bool hand_over_code = false;
};
void foresee_settings(Transaction& tx, const base::OrganisationId& organisation);
Settings find_settings(Transaction& tx, const base::OrganisationId& organisation);

/// False when there is an open one to that address already: the unique index decided (R-INV-15).
bool insert_open(Transaction& tx, const Invitation& invitation, const Hashes& hashes, const base::LetterId& letter);

/// Makes the next generation of an open invitation (R-INV-13) and remembers the old tokens as replaced. `invitation` is
/// as read; false when another change came first.
bool update_generation(Transaction& tx, const Invitation& invitation, const Hashes& hashes,
                       const base::LetterId& letter, base::Time now, base::Time expires_at);
/// When the resends of this invitation since `since` were made, oldest first.
std::vector<base::Time> list_resends(Transaction& tx, const Invitation& invitation, base::Time since);

/// The next generation, with attempts and expiry as they were (INV-25).
bool update_reminded(Transaction& tx, const Invitation& invitation, const Hashes& hashes, const base::LetterId& letter,
                     base::Time now);
/// A reminder whose mail has a further link of the present generation.
bool update_reminded_by_link(Transaction& tx, const Invitation& invitation, const base::LetterId& letter,
                             base::Time now);
void skip_reminder(Transaction& tx, const Invitation& invitation, base::Time now);

/// INV-23. False when another change came first.
bool update_responsible(Transaction& tx, const Invitation& invitation, const base::UserId& user);

/// Writes the fields of `next`, and whom it hangs on; `next.version` is the version read. False when another change
/// came first. Throws Retryable when its address was invited meanwhile.
bool update_fields(Transaction& tx, const Invitation& next);

/// A new code for the present generation, told by phone; links whose code was proven before are void.
bool update_code(Transaction& tx, const Invitation& invitation, const Hashes& hashes, const base::LetterId& letter,
                 base::Time now);
struct NewLink {
    std::string token_hash;
    LinkKind kind = LinkKind::link; // or join
    base::Time expires_at;
    base::Time created_at;
};
void insert_link(Transaction& tx, const Invitation& invitation, const NewLink& link);
/// Links mailed alone since `since`, and when the first of them was.
struct LinkCount {
    std::int64_t count = 0;
    base::Time first;
};
LinkCount count_links(Transaction& tx, const Invitation& invitation, base::Time since);

/// False when it ended or was replaced meanwhile.
bool update_declined(Transaction& tx, const Invitation& invitation, base::Time now);
/// False when it was asked for after `since` already.
bool update_asked(Transaction& tx, const Invitation& invitation, base::Time now, base::Time since);

/// The kinds of offers that wait in somebody's name and are not held yet (INV-23).
struct OfferKind {
    access::Role role;
    bool is_external = false;
};
std::vector<OfferKind> list_offers_of(Transaction& tx, const base::OrganisationId& organisation,
                                      const base::UserId& inviter);
/// Who may have such offers open: everybody of this role.
std::vector<base::UserId> list_inviters_of_role(Transaction& tx, const base::OrganisationId& organisation,
                                                access::Role role);
/// An invitation as far as a notice of it needs.
struct Named {
    base::InvitationId id;
    std::string name;
    std::string email_key;
    base::UserId invited_by;
    bool is_held = false; // INV-23
};
std::vector<Named> hold_offers(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& inviter,
                               const OfferKind& kind);
/// USR-6: the open invitations of one pass to another.
std::vector<base::InvitationId> pass_on(Transaction& tx, const base::OrganisationId& organisation,
                                        const base::UserId& from, const base::UserId& to);
std::vector<Named> list_open_at_site(Transaction& tx, const base::OrganisationId& organisation,
                                     const base::SiteId& site);

/// Organisations with mails of invitations that were given up on, and nobody was told. For transactions of system
/// reach.
std::vector<base::OrganisationId> list_with_untold_failures(Transaction& tx, std::int64_t most);
/// Notes that they were told at `now`; answers the open invitations whose latest mail is one of them.
std::vector<Named> take_untold_failures(Transaction& tx, const base::OrganisationId& organisation, base::Time now);

/// INV-7: pending invitations of an address in whatever organisation, newest first.
struct Candidate {
    base::OrganisationId organisation;
    base::InvitationId id;
    std::int64_t generation = 1;
    std::string code_hash;
};
std::vector<Candidate> list_pending_to(Transaction& tx, const std::string& email_key, base::Time now,
                                       std::int64_t most);

/// One that is due for something, and where a walk through them stands.
struct Due {
    base::Time expires_at = {};
    base::InvitationId id = {};
    base::OrganisationId organisation = {};
};
/// INV-25: pending ones that end before `until` and were not reminded of, where the organisation wants it, after
/// `after`. For transactions of system reach.
std::vector<Due> list_to_remind(Transaction& tx, base::Time now, base::Time until, const Due& after, std::int64_t most);

struct Outlived {
    Due due;
    base::UserId user;
    bool was_open = false; // never answered
};
/// What ended before `moment`. For transactions of system reach.
std::vector<Outlived> list_outlived(Transaction& tx, base::Time moment, std::int64_t most);
void remove(Transaction& tx, const base::OrganisationId& organisation, const base::InvitationId& id);

/// USR-5: name, address and words of the person go from the invitation that became them and from closed ones to the
/// same address; answers which.
std::vector<base::InvitationId> erase_person(Transaction& tx, const base::OrganisationId& organisation,
                                             const base::UserId& user, const std::string& email_key,
                                             const std::string& name);

/// Counters that hold across processes; a window is a whole day of UTC.
std::int64_t count_today(Transaction& tx, const std::string& name, base::Time now);
std::int64_t find_count_today(Transaction& tx, const std::string& name, base::Time now);

/// False when it is no longer open.
bool update_revoked(Transaction& tx, const Invitation& invitation, base::Time now);

/// Waits until nobody else counts a code of this invitation, so that parallel guesses cannot outrun the counter.
void hold(Transaction& tx, const base::OrganisationId& organisation, const base::InvitationId& id);
/// Counts a wrong code; the last one locks. Nothing when it is not pending in this generation any more.
std::optional<std::int64_t> update_attempts(Transaction& tx, const Invitation& invitation);

/// R-INV-4 (c): the one statement that decides who wins. False: answer by the present state.
bool update_accepted(Transaction& tx, const Invitation& invitation, base::Time now);

} // namespace assetbuddy::invitations::store
