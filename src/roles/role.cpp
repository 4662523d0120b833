#include "roles/role.h"

#include <algorithm>
#include <optional>
#include <set>

namespace assetbuddy::roles {
namespace {

using access::Grant;
using access::GrantSet;
using access::Permission;
using access::Scope;

bool exists_with(Permission permission, Scope scope)
{
    const auto scopes = access::scopes_of(permission);
    return std::ranges::find(scopes, scope) != scopes.end();
}

std::string place_of(std::size_t number, const char* member)
{
    return "permissions[" + std::to_string(number) + "]." + member;
}

std::optional<std::string> scope_text(const GrantSet& grants, Permission permission)
{
    const auto grant = grants.find(permission);
    if (!grant) return std::nullopt;
    return std::string{access::to_text(grant->scope)};
}

/// Scopes are in the order of their reach, widest first; `assigned` and `own` do not contain each other.
bool reaches_as_far(Scope after, Scope before)
{
    return after == before || (after < before && after <= Scope::site);
}

} // namespace

base::Result<GrantSet> checked(const std::vector<WantedGrant>& wanted)
{
    std::vector<base::FieldError> errors;
    std::vector<Grant> grants;
    std::set<Permission> seen;
    for (std::size_t each = 0; each < wanted.size(); ++each) {
        const auto permission = access::read_permission(wanted[each].permission);
        const auto scope = access::read_scope(wanted[each].scope);
        if (!permission)
            errors.push_back({place_of(each, "permission"), "unknown_value", "There is no such permission."});
        else if (!seen.insert(*permission).second)
            errors.push_back({place_of(each, "permission"), "twice", "This permission is named twice."});
        if (!scope)
            errors.push_back(
                {place_of(each, "scope"), "unknown_value", "The scope is organisation, site, assigned or own."});
        else if (permission && !exists_with(*permission, *scope))
            errors.push_back(
                {place_of(each, "scope"), "wrong_scope", "This permission does not exist with that scope."});
        if (permission && scope) grants.push_back({*permission, *scope});
    }
    if (!errors.empty()) return base::invalid(std::move(errors));
    return GrantSet{std::move(grants)};
}

std::vector<access::Change> changes_between(const GrantSet& before, const GrantSet& after)
{
    std::vector<access::Change> changes;
    for (const auto permission : access::all_permissions()) {
        const auto was = scope_text(before, permission);
        const auto is = scope_text(after, permission);
        if (was != is) changes.push_back({std::string{access::to_text(permission)}, was, is});
    }
    return changes;
}

bool is_narrowed(const GrantSet& before, const GrantSet& after)
{
    return std::ranges::any_of(before.all(), [&](const Grant& was) {
        const auto is = after.find(was.permission);
        return !is || !reaches_as_far(is->scope, was.scope);
    });
}

} // namespace assetbuddy::roles
