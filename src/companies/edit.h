#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "access/call.h"
#include "base/result.h"
#include "companies/company.h"
#include "companies/list.h"

namespace assetbuddy::companies {

/// Adds a company before anybody of it is invited. Errors: forbidden (users:invite or users:edit), invalid, name_taken
/// (field `name`, with `company_id`), too_many.
base::Result<Listed> create(access::Call& call, const CompanyFields& request);

/// The fields to change; a missing one stays as it is.
struct EditRequest {
    std::optional<std::string> name = {};
    std::optional<std::string> phone = {};
    std::optional<std::string> email = {};
    std::optional<std::string> address = {};
    /// The version the asker saw; another one is refused as `stale`.
    std::optional<std::int64_t> expected_version = {};
};

/// A new name is that of its people too, at once. Errors: not_found, forbidden (users:edit), stale, invalid, name_taken
/// (with `company_id`: `merge` puts the two together).
base::Result<Listed> edit(access::Call& call, const base::CompanyId& id, const EditRequest& request);

/// Everybody and everything of `id` becomes that of `into`, and the company goes; its own phone, email and address fill
/// what `into` lacks. Errors: not_found, forbidden (users:edit), stale, invalid (`into`: none, or the same one).
base::Result<Listed> merge(access::Call& call, const base::CompanyId& id, const base::CompanyId& into,
                           std::optional<std::int64_t> expected_version);

/// USR-5: a company that came with a person and has nobody and nothing of its own any more goes with them, from the
/// audit log too. One that somebody gave a phone, an email or files stays: it is a record of its own. No permission
/// asked.
void forget_if_nobodys(access::Call& call, const base::OrganisationId& organisation, const base::CompanyId& id);

/// Errors: not_found, forbidden (users:delete), stale, in_use (somebody, of the past too, or a file points to it).
base::Done remove(access::Call& call, const base::CompanyId& id, std::optional<std::int64_t> expected_version);

} // namespace assetbuddy::companies
