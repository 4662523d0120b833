#include "invitations/react.h"

#include "access/forget.h"
#include "access/role_sets.h"
#include "invitations/store.h"
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

/// What somebody may hand out at this moment; nothing for who is not here any more or may not invite.
access::GrantSet reach_of(access::Call& call, const access::RoleSets& sets, const access::UserLostRights& lost)
{
    const auto user = users::find(call, lost.organisation, lost.user);
    if (!user || !user->is_active) return {};
    auto grants = sets.of(user->role, user->is_external);
    return grants.find(access::Permission::users_invite) ? grants : access::GrantSet{};
}

} // namespace

void hold_orphaned(access::Call& call, const access::UserLostRights& lost)
{
    const auto kinds = store::list_offers_of(call.tx, lost.organisation, lost.user);
    if (kinds.empty()) return;
    const auto sets = access::grants_of_all(call, lost.organisation);
    const auto reach = reach_of(call, sets, lost);
    const bool may_invite = reach.find(access::Permission::users_invite).has_value();
    for (const auto& kind : kinds) {
        if (may_invite && reach.contains(sets.of(kind.role, kind.is_external))) continue;
        for (const auto& each : store::hold_offers(call.tx, lost.organisation, lost.user, kind))
            record_held(call, lost.organisation, each.id, "inviter");
    }
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
    for (const auto& id :
         store::erase_person(call.tx, erased.organisation, erased.user, erased.email_key, users::erased_name))
        access::forget_record(call, erased.organisation, "invitation", id.text());
}

void note_site_closed(access::Call& call, const access::SiteClosed& closed)
{
    for (const auto& each : store::list_open_at_site(call.tx, closed.organisation, closed.site))
        record_held(call, closed.organisation, each.id, "site");
}

} // namespace assetbuddy::invitations
