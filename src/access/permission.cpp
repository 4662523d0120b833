#include "access/permission.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace assetbuddy::access {
namespace {

struct PermissionText {
    Permission permission;
    std::string_view name;
    std::string_view words;
    /// The scopes it exists with (ROL-1), a letter each: O organisation, s site, a assigned, m my own. Only one that
    /// exists with `assigned` may be kept by an external person (EXT-2).
    std::string_view scopes;
};

using enum Permission;

constexpr std::array permission_texts{
    PermissionText{users_view, "users:view", "see the people of the organisation and who is invited", "O"},
    PermissionText{users_invite, "users:invite", "invite people", "O"},
    PermissionText{users_edit, "users:edit", "edit, deactivate and reactivate people", "O"},
    PermissionText{users_delete, "users:delete", "delete people", "O"},
    PermissionText{roles_configure, "roles:configure", "change what each role may do", "O"},
    PermissionText{organisation_settings, "organisation:settings", "change the organisation's settings", "O"},
    PermissionText{audit_view, "audit:view", "read the audit log", "O"},
    PermissionText{dashboard_view, "dashboard:view", "see the dashboard", "Osm"},
    PermissionText{contractor_dashboard_view, "contractor_dashboard:view", "see the contractor dashboard", "m"},
    PermissionText{sites_view, "sites:view", "see the sites", "O"},
    PermissionText{sites_create, "sites:create", "add sites", "O"},
    PermissionText{sites_edit, "sites:edit", "edit, deactivate and reactivate sites", "O"},
    PermissionText{sites_delete, "sites:delete", "delete empty sites", "O"},
    PermissionText{assets_view, "assets:view", "see equipment", "Osa"},
    PermissionText{assets_create, "assets:create", "add equipment", "Os"},
    PermissionText{assets_edit, "assets:edit", "edit equipment", "Os"},
    PermissionText{assets_delete, "assets:delete", "delete equipment", "Os"},
    PermissionText{assets_change_status, "assets:change_status", "take equipment out of service and back", "Os"},
    PermissionText{categories_manage, "categories:manage", "manage the categories of equipment", "O"},
    PermissionText{templates_view, "templates:view", "see check templates", "O"},
    PermissionText{templates_create, "templates:create", "write check templates", "O"},
    PermissionText{templates_edit, "templates:edit", "edit check templates", "O"},
    PermissionText{templates_delete, "templates:delete", "delete check templates", "O"},
    PermissionText{checks_view, "checks:view", "see checks", "Os"},
    PermissionText{checks_perform, "checks:perform", "carry out checks", "Os"},
    PermissionText{checks_assign, "checks:assign", "assign checks", "Os"},
    PermissionText{checks_schedule, "checks:schedule", "schedule checks", "Os"},
    PermissionText{defects_view, "defects:view", "see defects", "Osa"},
    PermissionText{defects_create, "defects:create", "report defects", "Os"},
    PermissionText{defects_assign, "defects:assign", "assign defects", "Os"},
    PermissionText{defects_close_out, "defects:close_out", "close out defects", "Osa"},
    PermissionText{defects_verify, "defects:verify", "verify and close defects", "Os"},
    PermissionText{contractors_contact, "contractors:contact", "see how to reach contractors", "Os"},
    PermissionText{documents_view, "documents:view", "read documents", "Osa"},
    PermissionText{documents_upload, "documents:upload", "add documents", "Os"},
    PermissionText{documents_delete, "documents:delete", "delete documents", "Os"},
};

constexpr auto permissions_in_order = [] {
    std::array<Permission, permission_texts.size()> list{};
    for (std::size_t i = 0; i < list.size(); ++i) list[i] = permission_texts[i].permission;
    return list;
}();

constexpr const PermissionText& text_of(Permission permission)
{
    return permission_texts[static_cast<std::size_t>(permission)];
}

static_assert([] {
    for (std::size_t i = 0; i < permission_texts.size(); ++i)
        if (static_cast<std::size_t>(permission_texts[i].permission) != i) return false;
    return true;
}());

struct RoleText {
    Role role;
    std::string_view slug;
    std::string_view words;
};

constexpr std::array role_texts{
    RoleText{Role::owner, "owner", "Owner"},
    RoleText{Role::hs_admin, "hs_admin", "H&S Admin"},
    RoleText{Role::site_manager, "site_manager", "Site Manager"},
    RoleText{Role::engineering, "engineering", "Engineering"},
    RoleText{Role::supervisor, "supervisor", "Supervisor"},
    RoleText{Role::operator_, "operator", "Operator"},
    RoleText{Role::director, "director", "Director"},
    RoleText{Role::contractor, "contractor", "Contractor"},
};

constexpr auto roles_in_order = [] {
    std::array<Role, role_texts.size()> list{};
    for (std::size_t i = 0; i < list.size(); ++i) list[i] = role_texts[i].role;
    return list;
}();

/// One line of the table ROL: a letter a role, in the order owner, hs_admin, site_manager, engineering, supervisor,
/// operator, director, contractor. O organisation, s site, a assigned, m my own, . nothing.
struct DefaultLine {
    Permission permission;
    std::string_view reach;
};

constexpr std::array default_lines{
    DefaultLine{users_view, "OOO...O."},
    DefaultLine{users_invite, "O......."},
    DefaultLine{users_edit, "O......."},
    DefaultLine{users_delete, "O......."},
    DefaultLine{roles_configure, "O......."},
    DefaultLine{organisation_settings, "O......."},
    DefaultLine{audit_view, "OOO...O."},
    DefaultLine{dashboard_view, "OOsOmmO."},
    DefaultLine{contractor_dashboard_view, ".......m"},
    DefaultLine{sites_view, "OOOOOOO."},
    DefaultLine{sites_create, "OOO....."},
    DefaultLine{sites_edit, "OOO....."},
    DefaultLine{sites_delete, "OOO....."},
    DefaultLine{assets_view, "OOsOssOa"},
    DefaultLine{assets_create, "OOsOs..."},
    DefaultLine{assets_edit, "OOsOs..."},
    DefaultLine{assets_delete, "OOs....."},
    DefaultLine{assets_change_status, "OOsO...."},
    DefaultLine{categories_manage, "OO......"},
    DefaultLine{templates_view, "OOOOOOO."},
    DefaultLine{templates_create, "OO.O...."},
    DefaultLine{templates_edit, "OO.O...."},
    DefaultLine{templates_delete, "OO.O...."},
    DefaultLine{checks_view, "OOsOssO."},
    DefaultLine{checks_perform, "OOsOss.."},
    DefaultLine{checks_assign, "OOsOs..."},
    DefaultLine{checks_schedule, "OOsOs..."},
    DefaultLine{defects_view, "OOsOssOa"},
    DefaultLine{defects_create, "OOOOss.."},
    DefaultLine{defects_assign, "OOsOs..."},
    DefaultLine{defects_close_out, "OOsaaa.a"},
    DefaultLine{defects_verify, "OOs....."},
    DefaultLine{contractors_contact, "OOOOO..."},
    DefaultLine{documents_view, "OOsOssOa"},
    DefaultLine{documents_upload, "OOsOs..."},
    DefaultLine{documents_delete, "OOs....."},
};
static_assert(default_lines.size() == permission_texts.size());

constexpr std::optional<Scope> scope_of(char letter)
{
    switch (letter) {
    case 'O':
        return Scope::organisation;
    case 's':
        return Scope::site;
    case 'a':
        return Scope::assigned;
    case 'm':
        return Scope::own;
    default:
        return std::nullopt;
    }
}

GrantSet default_set(std::size_t role)
{
    std::vector<Grant> grants;
    for (const auto& line : default_lines)
        if (const auto scope = scope_of(line.reach[role])) grants.push_back({line.permission, *scope});
    return GrantSet{std::move(grants)};
}

bool reaches_others(const Grant& grant)
{
    return grant.permission != contractor_dashboard_view &&
           (grant.scope == Scope::organisation || grant.scope == Scope::site);
}

bool lies_within(const Grant& inner, const Grant& outer)
{
    return outer.scope == Scope::organisation || outer.scope == inner.scope;
}

} // namespace

std::string_view to_text(Permission permission)
{
    return text_of(permission).name;
}

std::string_view in_words(Permission permission)
{
    return text_of(permission).words;
}

std::optional<Permission> read_permission(std::string_view text)
{
    const auto found = std::ranges::find(permission_texts, text, &PermissionText::name);
    if (found == permission_texts.end()) return std::nullopt;
    return found->permission;
}

std::span<const Permission> all_permissions()
{
    return permissions_in_order;
}

std::string_view to_text(Scope scope)
{
    switch (scope) {
    case Scope::organisation:
        return "organisation";
    case Scope::site:
        return "site";
    case Scope::assigned:
        return "assigned";
    case Scope::own:
        return "own";
    }
    throw std::logic_error("a scope nobody named");
}

std::optional<Scope> read_scope(std::string_view text)
{
    for (const auto scope : {Scope::organisation, Scope::site, Scope::assigned, Scope::own})
        if (to_text(scope) == text) return scope;
    return std::nullopt;
}

std::vector<Scope> scopes_of(Permission permission)
{
    std::vector<Scope> scopes;
    for (const auto letter : text_of(permission).scopes)
        if (const auto scope = scope_of(letter)) scopes.push_back(*scope);
    return scopes;
}

std::string_view to_text(Role role)
{
    return role_texts[static_cast<std::size_t>(role)].slug;
}

std::string_view in_words(Role role)
{
    return role_texts[static_cast<std::size_t>(role)].words;
}

std::optional<Role> read_role(std::string_view slug)
{
    const auto found = std::ranges::find(role_texts, slug, &RoleText::slug);
    if (found == role_texts.end()) return std::nullopt;
    return found->role;
}

std::span<const Role> all_roles()
{
    return roles_in_order;
}

GrantSet::GrantSet(std::vector<Grant> grants) : grants_(std::move(grants))
{
    std::ranges::sort(grants_, {}, &Grant::permission);
    if (std::ranges::adjacent_find(grants_, {}, &Grant::permission) != grants_.end())
        throw std::logic_error("a permission was granted twice");
}

std::optional<Grant> GrantSet::find(Permission permission) const
{
    const auto found = std::ranges::lower_bound(grants_, permission, {}, &Grant::permission);
    if (found == grants_.end() || found->permission != permission) return std::nullopt;
    return *found;
}

GrantSet GrantSet::narrowed_to_external() const
{
    std::vector<Grant> narrowed{{contractor_dashboard_view, Scope::own}};
    for (const auto& grant : grants_)
        if (grant.permission != contractor_dashboard_view && text_of(grant.permission).scopes.contains('a'))
            narrowed.push_back({grant.permission, Scope::assigned});
    return GrantSet{std::move(narrowed)};
}

bool GrantSet::contains(const GrantSet& offered) const
{
    return std::ranges::all_of(offered.grants_, [this](const Grant& inner) {
        if (!reaches_others(inner)) return true;
        const auto outer = find(inner.permission);
        return outer && lies_within(inner, *outer);
    });
}

bool GrantSet::manages_users() const
{
    return find(users_invite) || find(users_edit) || find(users_delete);
}

const GrantSet& default_grants(Role role)
{
    static const auto sets = [] {
        std::array<GrantSet, role_texts.size()> all;
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = default_set(i);
        return all;
    }();
    return sets[static_cast<std::size_t>(role)];
}

} // namespace assetbuddy::access
