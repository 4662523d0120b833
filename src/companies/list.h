#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/call.h"
#include "base/result.h"
#include "companies/company.h"
#include "companies/limits.h"

namespace assetbuddy::companies {

struct ListRequest {
    std::string query = {}; // a part of the name
    std::int64_t limit = usual_page;
    std::string cursor = {}; // as `next_cursor` gave it; empty: from the start
    bool with_total = false;
};

/// A company and how many people of it are here and invited.
struct Listed : Company {
    std::int64_t people = 0;
    std::int64_t invited = 0;
};

struct CompanyPage {
    std::vector<Listed> companies; // by name
    std::string next_cursor;       // empty: the end
    std::optional<std::int64_t> total;
};

/// Whoever sees people, or how to reach those from outside.
bool may_see_companies(const access::Actor& actor);

/// The organisation's companies by name. Errors: forbidden,
/// malformed (cursor).
base::Result<CompanyPage> list(access::Call& call, const ListRequest& request);

/// Errors: not_found (also for whoever may see none, ROL-1).
base::Result<Listed> find_visible(access::Call& call, const base::CompanyId& id);

/// The company of that name, found without regard to case, for whoever may see companies.
std::optional<base::CompanyId> find_by_name(access::Call& call, const std::string& name);

/// The first names in order, at most `most_offered`: what a form offers while one types. No permission asked: for forms
/// of those who may write the name.
std::vector<std::string> list_names(access::Call& call);

} // namespace assetbuddy::companies
