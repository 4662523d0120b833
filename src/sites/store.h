#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/actor.h"
#include "access/cursor.h"
#include "base/id.h"
#include "base/time.h"
#include "platform/sql/database.h"
#include "sites/list.h"
#include "sites/site.h"

namespace assetbuddy::sites::store {

using platform::sql::Transaction;

std::optional<Site> find(Transaction& tx, const base::OrganisationId& organisation, const base::SiteId& id);
std::optional<Site> find_by_name(Transaction& tx, const base::OrganisationId& organisation, const std::string& name);
std::vector<Site> list_active(Transaction& tx, const base::OrganisationId& organisation);

struct Found {
    std::vector<Site> sites; // one more than the limit when there is a next page
    std::vector<access::KeyPosition> positions;
};
/// By name, after a sort key and id.
Found list(Transaction& tx, const access::Visible<Site>& visible, const ListRequest& request,
           const std::optional<access::KeyPosition>& after);
std::int64_t count(Transaction& tx, const access::Visible<Site>& visible, std::optional<bool> is_active);
std::int64_t count_all(Transaction& tx, const base::OrganisationId& organisation);

/// False when the name is taken: the unique index decided.
bool insert(Transaction& tx, const Site& site);
/// False when the row is no longer of `site.version`; the row gets the next version.
bool update(Transaction& tx, const Site& site);
bool update_active(Transaction& tx, const Site& site, bool is_active);
bool remove(Transaction& tx, const Site& site);
/// True when the site is active, and keeps it so until this transaction ends: whoever assigns somebody to it and
/// whoever closes it wait for each other.
bool hold_active(Transaction& tx, const base::OrganisationId& organisation, const base::SiteId& id);

// The people at a site. The rows belong to the room `users`, which stands above this one; these statements are the one
// place below it that touches `users.site_id`, because a site may not close while people are assigned to it (SIT-1).

/// A role held by somebody active at the site, with whether that somebody is external.
struct RoleAtSite {
    std::string role;
    bool is_external = false;
};
std::vector<RoleAtSite> list_roles_at(Transaction& tx, const base::OrganisationId& organisation,
                                      const base::SiteId& id);
std::int64_t count_users_at(Transaction& tx, const base::OrganisationId& organisation, const base::SiteId& id);
/// Moves everybody (nothing: to all sites) and answers who moved.
std::vector<base::UserId> move_users(Transaction& tx, const base::OrganisationId& organisation,
                                     const base::SiteId& from, const std::optional<base::SiteId>& to);
/// Deactivates the places of everybody there and answers whose.
std::vector<base::UserId> deactivate_users(Transaction& tx, const base::OrganisationId& organisation,
                                           const base::SiteId& site);
/// Whether any row, of the past ones too, still names the site.
bool is_referred_to(Transaction& tx, const base::OrganisationId& organisation, const base::SiteId& id);

} // namespace assetbuddy::sites::store
