#include "companies/hold.h"

#include <array>

#include "companies/store.h"

namespace assetbuddy::companies {
namespace {

Company make(access::Call& call, const base::OrganisationId& organisation, const std::string& name,
             const std::string& address)
{
    const Company company{.id = call.make_id<base::CompanyId>(),
                          .organisation = organisation,
                          .name = name,
                          .address = address,
                          .created_at = call.now};
    if (!store::insert(call.tx, company)) {
        if (auto other = store::find_by_key(call.tx, organisation, key_of(name))) return *std::move(other);
        // The other transaction is not over, or this one does not see it: run again, it is then found.
        throw platform::sql::Retryable("a company of this name was made at the same moment");
    }
    access::record(call, {.organisation = organisation,
                          .action = "company.created",
                          .record_type = "company",
                          .record_id = company.id.text(),
                          .changes = changes_between({}, CompanyFields::of(company))});
    return company;
}

} // namespace

Company hold(access::Call& call, const base::OrganisationId& organisation, const std::string& name,
             const std::string& address)
{
    const std::array keys{key_of(name)};
    store::hold_names(call.tx, organisation, keys);
    if (auto known = store::find_by_key(call.tx, organisation, keys.front())) return *std::move(known);
    return make(call, organisation, name, address);
}

std::map<std::string, Company> hold_all(access::Call& call, const base::OrganisationId& organisation,
                                        std::span<const CompanyFields> named)
{
    std::vector<std::string> keys;
    for (const auto& each : named) keys.push_back(key_of(each.name));
    store::hold_names(call.tx, organisation, keys);
    auto companies = store::list_by_keys(call.tx, organisation, keys);
    for (const auto& each : named) {
        const auto key = key_of(each.name);
        if (!companies.contains(key)) companies.emplace(key, make(call, organisation, each.name, each.address));
    }
    return companies;
}

} // namespace assetbuddy::companies
