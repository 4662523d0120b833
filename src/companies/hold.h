#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/call.h"
#include "companies/company.h"

namespace assetbuddy::companies {

/// The company of that name in the organisation: found without regard to case, or made (EXT-8). No permission asked:
/// for verbs that place or invite somebody from outside. `address`: what a new one is given; a known one keeps its own.
/// Two who name the same one at once get the same one. The name must be checked and not empty.
Company hold(access::Call& call, const base::OrganisationId& organisation, const std::string& name,
             const std::string& address);

/// Many at once, by `key_of` their names; those that are not known are made.
std::map<std::string, Company> hold_all(access::Call& call, const base::OrganisationId& organisation,
                                        std::span<const CompanyFields> named);

/// Lets somebody's row, a User or an Invitation as read or made, point to the company it names, under the name that
/// company has; who is not from outside points to none.
template <class Row>
void point(access::Call& call, Row& row)
{
    if (!row.is_external || row.company_name.empty()) {
        row.company.reset();
        return;
    }
    const auto company = hold(call, row.organisation, row.company_name, row.company_address);
    row.company = company.id;
    row.company_name = company.name;
}

/// The same for many rows of one organisation, in two questions where nothing new is named.
template <class Row>
void point_all(access::Call& call, std::vector<Row>& rows)
{
    std::vector<CompanyFields> named;
    for (const auto& row : rows)
        if (row.is_external && !row.company_name.empty())
            named.push_back({.name = row.company_name, .address = row.company_address});
    if (named.empty()) return;
    const auto companies = hold_all(call, rows.front().organisation, named);
    for (auto& row : rows) {
        if (!row.is_external || row.company_name.empty()) continue;
        const auto& company = companies.at(key_of(row.company_name));
        row.company = company.id;
        row.company_name = company.name;
    }
}

} // namespace assetbuddy::companies
