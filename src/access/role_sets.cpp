#include "access/role_sets.h"

#include <algorithm>

#include "access/call.h"
#include "access/store.h"

namespace assetbuddy::access {
namespace {

bool can_be_granted(Permission permission, Scope scope)
{
    const auto scopes = scopes_of(permission);
    return std::ranges::find(scopes, scope) != scopes.end();
}

} // namespace

const GrantSet& RoleSets::of(Role role) const
{
    const auto found = configured_.find(role);
    return found == configured_.end() ? default_grants(role) : found->second;
}

GrantSet RoleSets::of(Role role, bool is_external) const
{
    return is_external ? of(role).narrowed_to_external() : of(role);
}

void RoleSets::put(Role role, GrantSet grants)
{
    configured_.insert_or_assign(role, std::move(grants));
}

void RoleSets::put(Role role, std::string_view stored)
{
    put(role, read_grants(stored));
}

GrantSet grants_of(Call& call, const base::OrganisationId& organisation, Role role)
{
    return grants_of_all(call, organisation).of(role);
}

void foresee_grants(Call& call, const base::OrganisationId& organisation)
{
    store::foresee_role_sets(call.tx, organisation);
}

RoleSets grants_of_all(Call& call, const base::OrganisationId& organisation)
{
    return store::list_role_sets(call.tx, organisation);
}

std::string to_text(const GrantSet& grants)
{
    std::string text;
    for (const auto& grant : grants.all()) {
        if (!text.empty()) text += ' ';
        text += to_text(grant.permission);
        text += '=';
        text += to_text(grant.scope);
    }
    return text;
}

GrantSet read_grants(std::string_view stored)
{
    std::vector<Grant> grants;
    while (!stored.empty()) {
        const auto end = std::min(stored.find(' '), stored.size());
        const auto item = stored.substr(0, end);
        stored.remove_prefix(std::min(end + 1, stored.size()));
        const auto equals = item.find('=');
        if (equals == std::string_view::npos) continue;
        const auto permission = read_permission(item.substr(0, equals));
        const auto scope = read_scope(item.substr(equals + 1));
        if (permission && scope && can_be_granted(*permission, *scope)) grants.push_back({*permission, *scope});
    }
    return GrantSet{std::move(grants)};
}

} // namespace assetbuddy::access
