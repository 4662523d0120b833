#pragma once

#include <optional>
#include <string>

#include "access/permission.h"
#include "base/id.h"

namespace assetbuddy::access {

/// Proof that the asker may see some records of `Noun`, and which. Only an Actor makes one, from its grants, so a store
/// function that takes it cannot be called without the permission (house rule 1).
template <class Noun>
class Visible {
  public:
    [[nodiscard]] const base::OrganisationId& organisation() const { return organisation_; }
    [[nodiscard]] Scope scope() const { return scope_; }
    /// The asker, for scopes `assigned` and `own`.
    [[nodiscard]] const base::UserId& user() const { return user_; }
    /// Only for scope `site`; none means all sites (ROL-2).
    [[nodiscard]] const std::optional<base::SiteId>& site() const { return site_; }

  private:
    friend class Actor;
    Visible(base::OrganisationId organisation, Scope scope, base::UserId user, std::optional<base::SiteId> site)
        : organisation_(std::move(organisation)), scope_(scope), user_(std::move(user)), site_(std::move(site))
    {}
    base::OrganisationId organisation_;
    Scope scope_;
    base::UserId user_;
    std::optional<base::SiteId> site_;
};

/// Who asks: a user standing in one organisation, read afresh from the database in the transaction that serves the
/// request (USR-4, R-SESS-5). `nobody()` is the asker of public calls and holds no grant.
class Actor {
  public:
    struct Facts {
        base::AccountId account;
        base::OrganisationId organisation;
        std::string organisation_name;
        base::UserId user;
        base::SessionId session;
        std::string name;
        std::string email;
        Role role = Role::operator_;
        std::optional<base::SiteId> site;
        bool is_external = false;
        /// False until the Owner who signed up has proven the mailbox (INV-1): sending is 403 `email_unconfirmed`.
        bool email_confirmed = true;
        std::string time_zone = "Europe/London";
        /// Of the API token that asks; empty: a session does.
        std::string api_token = {};
        /// Whether a second factor was shown in this session.
        bool has_second_factor = false;
        /// The organisation asks for a second factor, and none was shown: nothing but setting one up is open.
        bool lacks_second_factor = false;
        /// What the role may do here; nothing: its default.
        std::optional<GrantSet> role_set = std::nullopt;
    };
    explicit Actor(Facts facts);
    static const Actor& nobody();

    [[nodiscard]] bool signed_in() const { return !facts_.user.empty(); }
    [[nodiscard]] const Facts& facts() const { return facts_; }
    [[nodiscard]] const base::OrganisationId& organisation() const { return facts_.organisation; }
    [[nodiscard]] const base::UserId& user() const { return facts_.user; }
    [[nodiscard]] const GrantSet& grants() const { return grants_; }
    [[nodiscard]] std::optional<Grant> grant(Permission permission) const { return grants_.find(permission); }
    [[nodiscard]] bool may(Permission permission) const { return grant(permission).has_value(); }
    /// INV-4.
    [[nodiscard]] bool may_hand_out(const GrantSet& offered) const { return grants_.contains(offered); }

    template <class Noun>
    [[nodiscard]] std::optional<Visible<Noun>> visible(Permission permission) const
    {
        const auto held = grant(permission);
        if (!held) return std::nullopt;
        return Visible<Noun>{facts_.organisation, held->scope, facts_.user, facts_.site};
    }

  private:
    Actor() = default;
    Facts facts_;
    GrantSet grants_;
};

} // namespace assetbuddy::access
