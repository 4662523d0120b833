#include "users/place.h"

#include <algorithm>

#include "access/places.h"
#include "access/sessions.h"
#include "accounts/void_resets.h"
#include "companies/hold.h"
#include "users/authority.h"
#include "users/details.h"
#include "users/searchable.h"
#include "users/store.h"

namespace assetbuddy::users {
namespace {

std::string action_of(const User& before, const User& after)
{
    if (before.is_active == after.is_active) return "user.edited";
    return after.is_active ? "user.reactivated" : "user.deactivated";
}

void tell_rooms_above(access::Call& call, const User& before, const User& after)
{
    if (before.is_active && !after.is_active) {
        end_place(call, after);
        return;
    }
    if (!grants_of(call, after).contains(grants_of(call, before)))
        call.announce(access::UserLostRights{after.organisation, after.id});
}

} // namespace

base::Result<User> write_place(access::Call& call, const User& before, const User& wanted,
                               std::optional<std::int64_t> expected_version)
{
    auto after = wanted;
    if (after.company_name != before.company_name || after.is_external != before.is_external)
        companies::point(call, after);
    auto changes = differences(before, after);
    if (changes.empty()) return before;
    if (!store::update(call.tx, after)) return base::refused(stale_or_again(expected_version));
    auto written = after;
    ++written.version;
    find_anew(call.tx, written);
    access::record(call, {.organisation = after.organisation,
                          .action = action_of(before, after),
                          .record_type = "user",
                          .record_id = after.id.text(),
                          .changes = std::move(changes)});
    tell_rooms_above(call, before, written);
    return written;
}

void end_place(access::Call& call, const User& user)
{
    access::leave_place(call, user.account, user.organisation, user.id);
    const auto places = access::places_of(call, user.account);
    call.tx.enter(user.organisation);
    const bool has_another = std::ranges::any_of(
        places, [&](const access::Place& place) { return place.is_active && place.user != user.id; });
    if (!has_another) accounts::void_resets(call, user.account);
    call.announce(access::UserLostRights{user.organisation, user.id});
    call.announce(access::UserLeft{user.organisation, user.id});
}

} // namespace assetbuddy::users
