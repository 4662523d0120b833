#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/permission.h"
#include "access/role_sets.h"
#include "base/company_id.h"
#include "base/email_address.h"
#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

namespace assetbuddy::invitations {

/// INV-10. `expired` is never stored: it is `pending` past its time.
enum class State { pending, locked, accepted, declined, revoked, expired };

/// Why a pending invitation waits for somebody entitled (INV-14, INV-23).
enum class Hold { none, inviter, site };

/// What became of the mail (INV-12). `cancelled`: it was still waiting when the invitation ended.
enum class Delivery { queued, sent, kept, failed, cancelled };

std::string_view to_text(State state);
std::string_view to_text(Delivery delivery);
std::string_view to_text(Hold hold); // empty for none
std::optional<State> read_state(std::string_view text);
std::optional<Delivery> read_delivery(std::string_view text);

/// How the inviter and the site stand at this moment, read together with the invitation.
struct Standing {
    bool inviter_is_active = true; // and not deleted
    access::Role inviter_role = access::Role::owner;
    bool inviter_is_external = false;
    access::RoleSets sets = {}; // of the inviter's role and the offered one
    bool site_is_active = true; // also where no site is chosen
};

/// The offer of a place to an email address (product.md INV).
struct Invitation {
    base::InvitationId id = {};
    base::OrganisationId organisation = {};
    base::UserId user = {}; // the id its user will have (INV-24)
    std::string name = {};
    std::string email = {};     // as typed, for display
    std::string email_key = {}; // where mail goes (R-VAL-2)
    access::Role role = access::Role::operator_;
    std::optional<base::SiteId> site = {};
    std::string job_title = {};
    std::string phone = {};
    bool is_external = false;
    std::string company_name = {};
    std::optional<base::CompanyId> company = {}; // of that name (EXT-8)
    std::string company_address = {};
    State stored_state = State::pending;
    std::int64_t generation = 1;
    std::int64_t attempts = 0;
    std::int64_t lifetime_days = 7;
    base::Time expires_at = {};
    base::Time sent_at = {};
    base::UserId invited_by = {};
    base::Time created_at = {};
    std::optional<base::Time> closed_at = {};
    std::optional<base::UserId> accepted_user = {};
    std::int64_t version = 1;
    bool is_held = false;                           // the inviter lost the right; until somebody keeps it (INV-23)
    std::optional<std::string> access_ends_on = {}; // a date; the last day of access (EXT-7)
    std::string message = {};                       // INV-21
    bool is_code_told = false;                      // by phone: mails carry the link alone (INV-12)
    std::optional<base::Time> reminded_at = {};     // INV-25
    std::optional<base::Time> asked_at = {};        // the invitee asked for a new one (INV-18)

    // Of the rows it points to.
    std::string invited_by_name = {};
    std::string organisation_name = {};
    std::string time_zone = {};
    std::string site_name = {}; // empty: none chosen
    Delivery delivery = Delivery::queued;
    std::string delivery_detail = {};
    Standing standing = {};
    /// The asker is not shown how to reach this person: email, phone and the mail server's words are empty then.
    bool is_contact_hidden = false;

    [[nodiscard]] State state(base::Time now) const;
    /// Pending, locked or expired: what stands in the way of another one to the same address (INV-11).
    [[nodiscard]] bool is_open() const { return stored_state == State::pending || stored_state == State::locked; }
    /// What stands against the offer at this moment, whatever its state.
    [[nodiscard]] Hold obstacle() const;
    /// The same while it is pending: nobody can accept it then.
    [[nodiscard]] Hold hold(base::Time now) const { return state(now) == State::pending ? obstacle() : Hold::none; }
    [[nodiscard]] std::int64_t attempts_left() const;
    /// What the holder of a link is told when this is not pending and free: 410 `accepted`, `declined`, `revoked`,
    /// `expired`, 423 `locked`, `held`. Nothing when it can be accepted.
    [[nodiscard]] std::optional<base::Error> refusal(base::Time now) const;
    /// The rights of the place offered, by the sets of this moment.
    [[nodiscard]] access::GrantSet offered() const { return standing.sets.of(role, is_external); }
    /// When one that is sent at `at` ends: after its lifetime, at the latest with the last day of access.
    [[nodiscard]] base::Time expiry_from(base::Time at) const;
};

/// An offer as somebody typed it.
struct OfferRequest {
    std::string name = {};
    std::string email = {};
    std::string role = {}; // slug
    std::string site_id = {};
    std::string job_title = {};
    std::string phone = {};
    /// Nothing: not said. A Contractor is external then (INV-3).
    std::optional<bool> is_external = {};
    std::string company_name = {};
    std::string company_address = {};
    std::string access_ends_on = {}; // YYYY-MM-DD; empty: without end
    std::string message = {};
    std::optional<std::int64_t> lifetime_days = {};
};

/// What the database knew about the things an offer names.
struct OfferSurroundings {
    enum class Site { none, active, unknown } site = Site::none;
    std::int64_t organisation_lifetime_days = 7;
    access::RoleSets sets = {};
    base::Time now = {};
    std::string time_zone = "UTC"; // decides which day it is
};

/// An offer whose every field passed the rules of INV-3, INV-4, INV-10, INV-15, INV-21, EXT-7 and R-VAL-8.
struct Offer {
    std::string name;
    base::EmailAddress email;
    access::Role role;
    std::optional<base::SiteId> site;
    std::string job_title;
    std::string phone;
    bool is_external;
    std::string company_name;
    std::string company_address;
    std::optional<std::string> access_ends_on;
    std::string message;
    std::int64_t lifetime_days;
    /// The rights the place would have; these are compared with the inviter's own (INV-4).
    access::GrantSet grants;

    /// Errors: invalid, with every refused field.
    static base::Result<Offer> checked(const OfferRequest& request, const OfferSurroundings& surroundings);
};

/// INV-9: what the invitee may correct while accepting. Nothing: as the invitation says.
struct Corrections {
    std::optional<std::string> name = {};
    std::optional<std::string> job_title = {};
    std::optional<std::string> phone = {};
    /// Trimmed, in NFC. Errors: invalid, with every refused field.
    [[nodiscard]] base::Result<Corrections> checked() const;
};

} // namespace assetbuddy::invitations
