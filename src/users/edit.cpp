#include "users/edit.h"

#include "sites/find.h"
#include "users/authority.h"
#include "users/place.h"
#include "users/request_email_change.h"

namespace assetbuddy::users {
namespace {

using base::Done;
using base::refused;
using base::Result;

bool is_site_open(access::Call& call, const User& before, const EditRequest& request)
{
    if (!request.site_id || request.site_id->empty()) return true;
    const auto site = base::SiteId::parse(*request.site_id);
    return site && (site == before.site || sites::hold_active(call, call.organisation(), *site));
}

bool changes_reach(const User& before, const User& after)
{
    return before.role != after.role || before.site != after.site || before.is_external != after.is_external ||
           (after.is_active && !before.is_active);
}

/// USR-6.
Done keeps_owner(const User& before, const User& after)
{
    if (before.role != access::Role::owner) return {};
    const bool is_same = after.role == before.role && after.is_active && !after.is_external && !after.access_ends_on;
    if (is_same) return {};
    return refused("is_owner", {},
                   "The Owner can be neither deactivated nor given another role, made external or given an end date. "
                   "Transfer the ownership to somebody else first.");
}

/// USR-7: neither more for oneself nor, by mistake, less.
Done leaves_own_place_alone(access::Call& call, const User& before, const User& after)
{
    if (before.id != call.actor.user()) return {};
    const bool is_same = !changes_reach(before, after) && after.is_active == before.is_active &&
                         after.access_ends_on == before.access_ends_on;
    if (is_same) return {};
    return refused("forbidden", {},
                   "Nobody changes their own role, site or access. Ask somebody else who manages users to do it.");
}

Done may_become(access::Call& call, const User& before, const User& after)
{
    if (auto kept = keeps_owner(before, after); !kept) return kept;
    if (auto alone = leaves_own_place_alone(call, before, after); !alone) return alone;
    return changes_reach(before, after) ? may_give_place(call, after) : Done{};
}

/// The address waits for its proof (USR-2); the present one entered again takes a waiting one back.
Result<User> write_with_address(access::Call& call, const User& before, User after, const EditRequest& request)
{
    const auto address = wanted_address(before, request).value();
    if (address) {
        if (auto may = may_change_address(call, after, *address); !may) return refused(may.error());
        after.pending_email = address->typed();
    } else if (request.email) {
        after.pending_email.reset();
    }
    auto written = write_place(call, before, after, request.expected_version);
    if (written && address) begin_email_change(call, *written, *address);
    if (written && before.pending_email && !after.pending_email) take_back_email_change(call, *written);
    return written;
}

} // namespace

Result<User> edit(access::Call& call, const base::UserId& id, const EditRequest& request)
{
    const auto before = find_to_change(call, id, access::Permission::users_edit, request.expected_version);
    if (!before) return before;
    const EditSurroundings surroundings{call.now, call.actor.facts().time_zone, is_site_open(call, *before, request)};
    auto after = changed(*before, request, surroundings);
    if (!after) return refused(after.error());
    if (auto may = may_become(call, *before, *after); !may) return refused(may.error());
    return write_with_address(call, *before, *std::move(after), request);
}

} // namespace assetbuddy::users
