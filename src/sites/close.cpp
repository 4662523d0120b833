#include "sites/close.h"

#include <algorithm>

#include "access/role_sets.h"
#include "sites/find.h"
#include "sites/store.h"

namespace assetbuddy::sites {
namespace {

using access::Permission;

base::Result<Site> find_for(access::Call& call, const base::SiteId& id, Permission permission,
                            std::optional<std::int64_t> expected_version)
{
    auto site = find_visible(call, id);
    if (!site) return site;
    if (!call.actor.may(permission))
        return base::refused("forbidden", {}, "Your role does not let you do this to sites.");
    if (expected_version && *expected_version != site->version)
        return base::refused("stale", {}, "Somebody changed this site meanwhile.");
    return site;
}

void record_site(access::Call& call, const Site& site, std::string action, std::vector<access::Change> changes = {})
{
    access::record(call, {.organisation = site.organisation,
                          .action = std::move(action),
                          .record_type = "site",
                          .record_id = site.id.text(),
                          .changes = std::move(changes)});
}

/// USR-7: only who could edit each of these people may move them.
bool may_move(access::Call& call, const std::vector<store::RoleAtSite>& people)
{
    const auto sets = access::grants_of_all(call, call.organisation());
    const auto lies_within = [&](const store::RoleAtSite& held) {
        // An unknown role: nobody's reach covers it but the Owner's.
        const auto role = access::read_role(held.role).value_or(access::Role::owner);
        return call.actor.may_hand_out(sets.of(role, held.is_external));
    };
    return call.actor.may(Permission::users_edit) && std::ranges::all_of(people, lies_within);
}

base::Done check_target(access::Call& call, const Site& from, const ChoiceForUsers& choice)
{
    if (choice.kind != ChoiceForUsers::Kind::move) return {};
    if (choice.to != from.id && store::hold_active(call.tx, call.organisation(), choice.to)) return {};
    return base::invalid({{"users", "unknown_value", "Choose another site that is active."}});
}

/// USR-6: the Owner stays; and nobody puts themselves out.
base::Done deactivate_people(access::Call& call, const Site& site, const std::vector<store::RoleAtSite>& people)
{
    const bool has_owner =
        std::ranges::any_of(people, [](const auto& held) { return held.role == access::to_text(access::Role::owner); });
    if (has_owner)
        return base::invalid({{"users", "not_available",
                               "The Owner works at this site and cannot be deactivated. Choose where people go."}});
    if (call.actor.facts().site == site.id)
        return base::invalid({{"users", "not_available",
                               "You work at this site yourself. Choose where people go, yourself among them."}});
    for (const auto& user : store::deactivate_users(call.tx, call.organisation(), site.id)) {
        call.announce(access::UserLostRights{call.organisation(), user});
        call.announce(access::UserLeft{call.organisation(), user});
        access::record(call, {.organisation = site.organisation,
                              .action = "user.deactivated",
                              .record_type = "user",
                              .record_id = user.text(),
                              .changes = {{"is_active", "true", "false"}}});
    }
    return {};
}

/// Nobody active is assigned to the site when this succeeds.
base::Done empty(access::Call& call, const Site& site, const ChoiceForUsers& choice)
{
    const auto people = store::list_roles_at(call.tx, call.organisation(), site.id);
    if (people.empty()) return {};
    if (choice.kind == ChoiceForUsers::Kind::none) {
        return base::refused(
            base::Error{"site_in_use", {}, "People are assigned to this site: choose where they go."}.with(
                "users", store::count_users_at(call.tx, call.organisation(), site.id)));
    }
    if (!may_move(call, people))
        return base::refused("forbidden", {}, "Your role does not let you change where these people work.");
    if (auto target = check_target(call, site, choice); !target) return target;
    if (choice.kind == ChoiceForUsers::Kind::deactivate) return deactivate_people(call, site, people);
    const auto to = choice.kind == ChoiceForUsers::Kind::move ? std::optional{choice.to} : std::nullopt;
    const auto site_after = to ? std::optional{to->text()} : std::nullopt;
    for (const auto& user : store::move_users(call.tx, call.organisation(), site.id, to)) {
        access::record(call, {.organisation = site.organisation,
                              .action = "user.edited",
                              .record_type = "user",
                              .record_id = user.text(),
                              .changes = {{"site_id", site.id.text(), site_after}}});
    }
    return {};
}

base::Result<Site> write_active(access::Call& call, Site site, bool is_active)
{
    if (!store::update_active(call.tx, site, is_active))
        return base::refused("stale", {}, "Somebody changed this site meanwhile.");
    record_site(call, site, is_active ? "site.reactivated" : "site.deactivated",
                {{"is_active", is_active ? "false" : "true", is_active ? "true" : "false"}});
    site.is_active = is_active;
    ++site.version;
    return site;
}

} // namespace

base::Result<Site> deactivate(access::Call& call, const base::SiteId& id, const ChoiceForUsers& users,
                              std::optional<std::int64_t> expected_version)
{
    auto site = find_for(call, id, Permission::sites_edit, expected_version);
    if (!site || !site->is_active) return site;
    // The row first: from here on nobody can be assigned to the site until this transaction ends.
    auto closed = write_active(call, *std::move(site), false);
    if (!closed) return closed;
    if (auto emptied = empty(call, *closed, users); !emptied) return base::refused(emptied.error());
    call.announce(access::SiteClosed{closed->organisation, closed->id});
    return closed;
}

base::Result<Site> reactivate(access::Call& call, const base::SiteId& id, std::optional<std::int64_t> expected_version)
{
    auto site = find_for(call, id, Permission::sites_edit, expected_version);
    if (!site || site->is_active) return site;
    return write_active(call, *std::move(site), true);
}

base::Done remove(access::Call& call, const base::SiteId& id, const ChoiceForUsers& users,
                  std::optional<std::int64_t> expected_version)
{
    const auto site = find_for(call, id, Permission::sites_delete, expected_version);
    if (!site) return base::refused(site.error());
    if (auto emptied = empty(call, *site, users); !emptied) return emptied;
    if (store::is_referred_to(call.tx, call.organisation(), id)) {
        return base::refused("site_in_use", {},
                             "Equipment, locations, invitations or past records name this site. Deactivate it instead; "
                             "it then leaves every "
                             "list and its history stays.");
    }
    if (!store::remove(call.tx, *site)) return base::refused("stale", {}, "Somebody changed this site meanwhile.");
    record_site(call, *site, "site.deleted", {{"name", site->name, std::nullopt}});
    return {};
}

} // namespace assetbuddy::sites
