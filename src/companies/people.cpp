#include "companies/people.h"

#include "access/contact.h"
#include "companies/limits.h"
#include "companies/list.h"
#include "companies/store.h"

namespace assetbuddy::companies {

base::Result<std::vector<Person>> list_people(access::Call& call, const base::CompanyId& id)
{
    const auto company = find_visible(call, id);
    if (!company) return base::refused(company.error());
    auto people = store::list_people(call.tx, company->organisation, id, most_people);
    if (access::may_reach_outsiders(call.actor)) return people;
    for (auto& person : people) {
        person.email.clear();
        person.phone.clear();
    }
    return people;
}

} // namespace assetbuddy::companies
