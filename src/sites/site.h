#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/audit.h"
#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

namespace assetbuddy::sites {

/// Where people of an organisation work (SIT-1).
struct Site {
    base::SiteId id = {};
    base::OrganisationId organisation = {};
    std::string name = {};
    std::string address = {}; // several lines
    std::string postcode = {};
    std::string contact_name = {};
    std::string contact_phone = {};
    std::string contact_email = {};
    bool is_active = true;
    base::Time created_at = {};
    std::int64_t version = 1;
};

/// The fields a person may write, as typed.
struct SiteFields {
    std::string name = {};
    std::string address = {};
    std::string postcode = {};
    std::string contact_name = {};
    std::string contact_phone = {};
    std::string contact_email = {};

    static SiteFields of(const Site& site);
    /// Trimmed and in NFC, or every mistake at once. Errors: invalid.
    [[nodiscard]] base::Result<SiteFields> checked() const;
};

/// What differs, for the audit log (AUD-1).
std::vector<access::Change> changes_between(const SiteFields& before, const SiteFields& after);

/// What becomes of the people at a site that closes: nothing (then it must have none), another site, all sites, or
/// their places are deactivated with it.
struct ChoiceForUsers {
    enum class Kind { none, move, all_sites, deactivate } kind = Kind::none;
    base::SiteId to = {}; // of `move`
    /// Reads `users=` of the contract: empty, `move:SITE_ID`, `all_sites` or `deactivate`. Errors: invalid (field
    /// `users`).
    static base::Result<ChoiceForUsers> read(const std::string& text);
};

} // namespace assetbuddy::sites
