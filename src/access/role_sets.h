#pragma once

#include <map>
#include <string>
#include <string_view>

#include "access/permission.h"
#include "base/id.h"

namespace assetbuddy::access {

class Call;

/// What the roles of one organisation may do: as configured there, else the default (ROL-3). Empty: every default.
class RoleSets {
  public:
    [[nodiscard]] const GrantSet& of(Role role) const;
    /// The rights of a place with this role; an external one is narrowed (EXT-2).
    [[nodiscard]] GrantSet of(Role role, bool is_external) const;
    void put(Role role, GrantSet grants);
    /// As the database keeps it.
    void put(Role role, std::string_view stored);

  private:
    std::map<Role, GrantSet> configured_;
};

/// What a role may do in an organisation at this moment; what everybody compares with (INV-4, USR-7), never
/// `default_grants`.
GrantSet grants_of(Call& call, const base::OrganisationId& organisation, Role role);
/// The same for all roles, in one statement.
RoleSets grants_of_all(Call& call, const base::OrganisationId& organisation);
/// Says that `grants_of_all` will be asked soon (Transaction::foresee).
void foresee_grants(Call& call, const base::OrganisationId& organisation);

/// A set as the column `role_sets.grants` keeps it: "users:view=organisation assets:view=site".
std::string to_text(const GrantSet& grants);
/// Leaves out what this program does not know (a permission of a newer one): less is granted then, never more.
GrantSet read_grants(std::string_view stored);

} // namespace assetbuddy::access
