#include "organisations/me.h"

#include "organisations/store.h"

namespace assetbuddy::organisations {
namespace {

users::User user_of(const store::PlaceRow& row)
{
    return {.id = row.id,
            .organisation = row.organisation,
            .account = row.account,
            .name = row.name,
            .email = row.email,
            .pending_email = row.pending_email,
            .role = row.role,
            .site = row.site,
            .job_title = row.job_title,
            .phone = row.phone,
            .is_active = row.is_active,
            .is_external = row.is_external,
            .company_name = row.company_name,
            .company = row.company,
            .company_address = row.company_address,
            .access_ends_on = row.access_ends_on,
            .last_seen_at = row.last_seen_at,
            .created_at = row.created_at,
            .version = row.version};
}

} // namespace

Me find_me(access::Call& call)
{
    call.tx.leave(); // an account's places lie in several organisations
    Me me;
    for (const auto& row : store::list_own_places(call.tx, call.actor.facts().account)) {
        me.places.push_back({row.organisation, row.organisation_name, row.id, row.name, row.role, row.is_active});
        if (row.id != call.actor.user()) continue;
        me.user = user_of(row);
        me.organisation_name = row.organisation_name;
    }
    if (me.user.id.empty()) throw platform::sql::DatabaseError("a signed-in user has no row");
    return me;
}

} // namespace assetbuddy::organisations
