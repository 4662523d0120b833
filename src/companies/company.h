#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/audit.h"
#include "base/company_id.h"
#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

namespace assetbuddy::companies {

/// Where people from outside come from (EXT-8). Their own rows hold its name as well, always the same.
struct Company {
    base::CompanyId id = {};
    base::OrganisationId organisation = {};
    std::string name = {};
    std::string phone = {};
    std::string email = {};
    std::string address = {}; // several lines
    base::Time created_at = {};
    std::int64_t version = 1;
    /// The asker is not shown how to reach it: phone and email are empty then (access/contact.h).
    bool is_contact_hidden = false;
};

/// The fields a person may write, as typed.
struct CompanyFields {
    std::string name = {};
    std::string phone = {};
    std::string email = {};
    std::string address = {};

    static CompanyFields of(const Company& company);
    /// Trimmed and in NFC, or every mistake at once. Errors: invalid.
    [[nodiscard]] base::Result<CompanyFields> checked() const;
};

/// What differs, for the audit log (AUD-1).
std::vector<access::Change> changes_between(const CompanyFields& before, const CompanyFields& after);

/// What makes two names the same one: without regard to case, width and blanks.
std::string key_of(std::string_view name);

} // namespace assetbuddy::companies
