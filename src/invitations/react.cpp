#include "invitations/react.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "access/forget.h"
#include "access/role_sets.h"
#include "invitations/store.h"
#include "invitations/store_imports.h"
#include "invitations/tell.h"
#include "users/erase.h"
#include "users/find.h"

namespace assetbuddy::invitations {
namespace {

void record_held(access::Call& call, const base::OrganisationId& organisation, const base::InvitationId& id,
                 std::string reason)
{
    access::record(call, {.organisation = organisation,
                          .action = "invitation.held",
                          .record_type = "invitation",
                          .record_id = id.text(),
                          .changes = {{"held", "false", "true"}, {"reason", {}, std::move(reason)}}});
}

void tell_held(access::Call& call, const base::OrganisationId& organisation, const std::vector<store::Named>& held,
               const std::string& why_one, const std::string& why_many)
{
    if (held.empty()) return;
    tell_inviters(call, organisation, held,
                  {.kind = "invitation.held",
                   .of_one = "is on hold: " + why_one,
                   .of_many = "are on hold: " + why_many,
                   .path_of_many = "/users?tab=invitations"});
}

void tell_orphaned(access::Call& call, const base::OrganisationId& organisation, const std::vector<store::Named>& held)
{
    tell_held(call, organisation, held, "whoever sent it may no longer offer what it promises. Keep it or revoke it.",
              "whoever sent them may no longer offer what they promise. Keep or revoke each of them.");
}

/// What somebody may hand out at this moment; nothing for who is not here any more or may not invite.
access::GrantSet reach_of(access::Call& call, const access::RoleSets& sets, const base::OrganisationId& organisation,
                          const base::UserId& inviter)
{
    const auto user = users::find(call, organisation, inviter);
    if (!user || !user->is_active) return {};
    auto grants = sets.of(user->role, user->is_external);
    return grants.find(access::Permission::users_invite) ? grants : access::GrantSet{};
}

/// Holds what one inviter may no longer offer; answers what that was. `known` is read when the first one needs it: most
/// people have invited nobody.
std::vector<store::Named> hold_of_inviter(access::Call& call, std::optional<access::RoleSets>& known,
                                          const base::OrganisationId& organisation, const base::UserId& inviter)
{
    std::vector<store::Named> all;
    const auto kinds = store::list_offers_of(call.tx, organisation, inviter);
    if (kinds.empty()) return all;
    if (!known) known = access::grants_of_all(call, organisation);
    const auto& sets = *known;
    const auto reach = reach_of(call, sets, organisation, inviter);
    const bool may_invite = reach.find(access::Permission::users_invite).has_value();
    for (const auto& kind : kinds) {
        if (may_invite && reach.contains(sets.of(kind.role, kind.is_external))) continue;
        for (auto& each : store::hold_offers(call.tx, organisation, inviter, kind)) {
            record_held(call, organisation, each.id, "inviter");
            all.push_back(std::move(each));
        }
    }
    return all;
}

} // namespace

void hold_orphaned(access::Call& call, const access::UserLostRights& lost)
{
    std::optional<access::RoleSets> sets;
    tell_orphaned(call, lost.organisation, hold_of_inviter(call, sets, lost.organisation, lost.user));
}

void hold_orphaned(access::Call& call, const access::RoleLostRights& lost)
{
    std::optional<access::RoleSets> sets;
    std::vector<store::Named> held;
    for (const auto& inviter : store::list_inviters_of_role(call.tx, lost.organisation, lost.role))
        std::ranges::move(hold_of_inviter(call, sets, lost.organisation, inviter), std::back_inserter(held));
    tell_orphaned(call, lost.organisation, held);
}

void pass_to_new_owner(access::Call& call, const access::OwnershipMoved& moved)
{
    for (const auto& id : store::pass_on(call.tx, moved.organisation, moved.from, moved.to))
        access::record(call, {.organisation = moved.organisation,
                              .action = "invitation.passed_on",
                              .record_type = "invitation",
                              .record_id = id.text(),
                              .changes = {{"invited_by", moved.from.text(), moved.to.text()}}});
}

void forget_person(access::Call& call, const access::PersonErased& erased)
{
    store::erase_rows_to(call.tx, erased.organisation, erased.email_key);
    for (const auto& id :
         store::erase_person(call.tx, erased.organisation, erased.user, erased.email_key, users::erased_name))
        access::forget_record(call, erased.organisation, "invitation", id.text());
}

void note_site_closed(access::Call& call, const access::SiteClosed& closed)
{
    const auto held = store::list_open_at_site(call.tx, closed.organisation, closed.site);
    for (const auto& each : held) record_held(call, closed.organisation, each.id, "site");
    tell_held(call, closed.organisation, held, "its site was closed. Choose another site, or all sites.",
              "their site was closed. Choose another site for each of them, or all sites.");
}

} // namespace assetbuddy::invitations
