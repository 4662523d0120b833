#include "users/remove.h"

#include "users/authority.h"
#include "users/place.h"
#include "users/searchable.h"
#include "users/store.h"
#include "users/store_email_change.h"

namespace assetbuddy::users {

base::Done may_remove(access::Call& call, const User& user)
{
    if (auto may = may_act_on(call, user, access::Permission::users_delete); !may) return may;
    if (user.role == access::Role::owner)
        return base::refused("is_owner", {},
                             "The Owner cannot be deleted. Transfer the ownership to somebody else first.");
    if (user.id == call.actor.user())
        return base::refused("forbidden", {},
                             "Nobody deletes themselves. Ask somebody else who manages users to do it.");
    return {};
}

base::Done write_removed(access::Call& call, const User& user, std::optional<std::int64_t> expected_version)
{
    if (!store::mark_deleted(call.tx, user, call.now)) return base::refused(stale_or_again(expected_version));
    make_unfindable(call.tx, user);
    store::void_email_changes(call.tx, user.organisation, user.id, call.now);
    access::record(call, {.organisation = user.organisation,
                          .action = "user.deleted",
                          .record_type = "user",
                          .record_id = user.id.text(),
                          .changes = {}});
    end_place(call, user);
    return {};
}

base::Done remove(access::Call& call, const base::UserId& id, std::optional<std::int64_t> expected_version)
{
    const auto user = find_to_change(call, id, access::Permission::users_delete, expected_version);
    if (!user) return base::refused(user.error());
    if (auto may = may_remove(call, *user); !may) return may;
    return write_removed(call, *user, expected_version);
}

} // namespace assetbuddy::users
