#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace assetbuddy::access {

/// `resource:action` (ROL). Code checks these, never role names.
enum class Permission {
    users_view,
    users_invite,
    users_edit,
    users_delete,
    roles_configure,
    organisation_settings,
    audit_view,
    dashboard_view,
    contractor_dashboard_view,
    sites_view,
    sites_create,
    sites_edit,
    sites_delete,
    assets_view,
    assets_create,
    assets_edit,
    assets_delete,
    assets_change_status,
    categories_manage,
    templates_view,
    templates_create,
    templates_edit,
    templates_delete,
    checks_view,
    checks_perform,
    checks_assign,
    checks_schedule,
    defects_view,
    defects_create,
    defects_assign,
    defects_close_out,
    defects_verify,
    contractors_contact,
    documents_view,
    documents_upload,
    documents_delete,
};

/// How far a permission reaches; evaluated in the query (ROL-1).
enum class Scope { organisation, site, assigned, own };

struct Grant {
    Permission permission;
    Scope scope;
    bool operator==(const Grant&) const = default;
};

std::string_view to_text(Permission permission);
std::string_view to_text(Scope scope);
std::optional<Permission> read_permission(std::string_view text);
std::optional<Scope> read_scope(std::string_view text);
std::span<const Permission> all_permissions();
/// The scopes the permission exists with, widest first (ROL-1): it is granted with no other.
std::vector<Scope> scopes_of(Permission permission);

/// What a person is told the permission lets them do: "invite people", "see the audit log".
std::string_view in_words(Permission permission);

/// The eight roles; every user has exactly one. Slugs are those of contract.md.
enum class Role { owner, hs_admin, site_manager, engineering, supervisor, operator_, director, contractor };

std::string_view to_text(Role role);  // slug
std::string_view in_words(Role role); // "H&S Admin"
std::optional<Role> read_role(std::string_view slug);
std::span<const Role> all_roles();

/// The permissions of a role, at most one grant a permission, in the order of the enum.
class GrantSet {
  public:
    GrantSet() = default;
    explicit GrantSet(std::vector<Grant> grants);
    [[nodiscard]] std::optional<Grant> find(Permission permission) const;
    [[nodiscard]] const std::vector<Grant>& all() const { return grants_; }

    /// EXT-2: what is left for an external person: scope `assigned` only; a permission that has no such scope is off;
    /// contractor_dashboard:view is on.
    [[nodiscard]] GrantSet narrowed_to_external() const;
    /// INV-4: each grant of `offered` lies within one of these (organisation contains site). Scopes `assigned` and
    /// `own`, and contractor_dashboard:view, never count.
    [[nodiscard]] bool contains(const GrantSet& offered) const;
    /// True when the set holds any users:* permission beyond users:view (INV-10: at most 3 days of lifetime).
    [[nodiscard]] bool manages_users() const;
    bool operator==(const GrantSet&) const = default;

  private:
    std::vector<Grant> grants_;
};

/// The default set of a role (table ROL of product.md). What a role may do in an organisation is in its role sets:
/// access/role_sets.h.
const GrantSet& default_grants(Role role);

} // namespace assetbuddy::access
