#include "roles/list.h"

#include "roles/store.h"

namespace assetbuddy::roles {
namespace {

base::Done may_see(access::Call& call)
{
    if (call.actor.may(access::Permission::users_view) || call.actor.may(access::Permission::roles_configure))
        return {};
    return base::refused("forbidden", {}, "Your role does not show you what each role may do.");
}

} // namespace

base::Result<std::vector<RoleSet>> list(access::Call& call)
{
    if (auto may = may_see(call); !may) return base::refused(may.error());
    return store::list(call.tx, call.organisation());
}

base::Result<RoleSet> find(access::Call& call, access::Role role)
{
    auto sets = list(call);
    if (!sets) return base::refused(sets.error());
    return std::move((*sets)[static_cast<std::size_t>(role)]);
}

base::Result<std::int64_t> count_holders(access::Call& call, access::Role role)
{
    if (auto may = may_see(call); !may) return base::refused(may.error());
    return store::count_holders(call.tx, call.organisation(), role, most_counted + 1);
}

} // namespace assetbuddy::roles
