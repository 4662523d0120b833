#include "users/reactivate.h"

#include "users/edit.h"

namespace assetbuddy::users {

base::Result<User> reactivate(access::Call& call, const base::UserId& id, std::optional<std::int64_t> expected_version)
{
    return edit(call, id, {.is_active = true, .expected_version = expected_version});
}

} // namespace assetbuddy::users
