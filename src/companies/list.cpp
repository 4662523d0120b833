#include "companies/list.h"

#include <algorithm>

#include "access/contact.h"
#include "access/cursor.h"
#include "companies/store.h"

namespace assetbuddy::companies {
namespace {

using access::Permission;

std::optional<access::Visible<Company>> visible_to(const access::Actor& actor)
{
    if (auto visible = actor.visible<Company>(Permission::users_view)) return visible;
    return actor.visible<Company>(Permission::contractors_contact);
}

Company shown_to(const access::Actor& asker, Company company)
{
    if (access::may_reach_outsiders(asker)) return company;
    company.phone.clear();
    company.email.clear();
    company.is_contact_hidden = true;
    return company;
}

std::vector<Listed> with_sizes(access::Call& call, std::vector<Company> companies)
{
    std::vector<base::CompanyId> ids;
    for (const auto& company : companies) ids.push_back(company.id);
    const auto sizes = store::sizes(call.tx, call.organisation(), ids);
    std::vector<Listed> listed;
    for (auto& company : companies) {
        const auto size = sizes.at(company.id);
        listed.push_back({shown_to(call.actor, std::move(company)), size.people, size.invited});
    }
    return listed;
}

} // namespace

bool may_see_companies(const access::Actor& actor)
{
    return visible_to(actor).has_value();
}

base::Result<CompanyPage> list(access::Call& call, const ListRequest& request)
{
    const auto visible = visible_to(call.actor);
    if (!visible)
        return base::refused("forbidden", {}, "Your role does not show you the companies of people from outside.");
    std::optional<access::KeyPosition> after;
    if (!request.cursor.empty()) {
        after = access::read_key_cursor(request.cursor);
        if (!after) return base::refused("malformed", "cursor", "This cursor was not given by the list.");
    }
    auto bounded = request;
    bounded.limit = std::clamp<std::int64_t>(request.limit, 1, longest_page);
    auto found = store::list(call.tx, *visible, bounded, after);
    CompanyPage page;
    const auto limit = static_cast<std::size_t>(bounded.limit);
    if (found.companies.size() > limit) {
        found.companies.resize(limit);
        page.next_cursor = access::written_cursor(found.positions[limit - 1]);
    }
    page.companies = with_sizes(call, std::move(found.companies));
    if (request.with_total) page.total = store::count(call.tx, *visible, request.query);
    return page;
}

base::Result<Listed> find_visible(access::Call& call, const base::CompanyId& id)
{
    const auto visible = visible_to(call.actor);
    auto company = visible ? store::find(call.tx, visible->organisation(), id) : std::nullopt;
    if (!company) return base::refused("not_found", {}, "There is no such company.");
    return std::move(with_sizes(call, {*std::move(company)}).front());
}

std::optional<base::CompanyId> find_by_name(access::Call& call, const std::string& name)
{
    const auto visible = visible_to(call.actor);
    const auto company = visible ? store::find_by_key(call.tx, visible->organisation(), key_of(name)) : std::nullopt;
    return company ? std::optional{company->id} : std::nullopt;
}

std::vector<std::string> list_names(access::Call& call)
{
    const auto visible = visible_to(call.actor);
    if (!visible) return {};
    std::vector<std::string> names;
    for (const auto& company : store::list(call.tx, *visible, {.limit = most_offered - 1}, {}).companies)
        names.push_back(company.name);
    return names;
}

} // namespace assetbuddy::companies
