#pragma once

#include <string>
#include <vector>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "companies/company.h"

namespace assetbuddy::companies {

/// Somebody of a company: here, or invited. Without address and phone where the asker may not see how to reach people
/// from outside (access/contact.h).
struct Person {
    enum class Standing { active, inactive, invited } standing = Standing::active;
    std::string id; // of the user, or of the invitation
    std::string name;
    std::string job_title;
    std::string email;
    std::string phone;
};

/// Who of the company has a place, then who is invited, each by name; at most `most_people` of either. For whoever may
/// see companies. Errors: not_found.
base::Result<std::vector<Person>> list_people(access::Call& call, const base::CompanyId& id);

} // namespace assetbuddy::companies
