#include "accounts/reset_link.h"

#include <algorithm>

#include "access/operator.h"
#include "access/places.h"
#include "accounts/find.h"
#include "accounts/forgotten_password.h"
#include "accounts/limits.h"
#include "base/email_address.h"

namespace assetbuddy::accounts {
namespace {

using base::refused;
using base::Result;

void record_everywhere(access::Call& call, const std::vector<access::Place>& places)
{
    for (const auto& place : places)
        access::record(call, {.organisation = place.organisation,
                              .action = "account.reset_link_made",
                              .record_type = "user",
                              .record_id = place.user.text(),
                              .changes = {},
                              .actor_user = {},
                              .actor_name = std::string{access::operator_name}});
}

Result<ResetLink> make(access::Call& call, const base::EmailAddress& email)
{
    const auto account = find_confirmed(call, email);
    if (!account)
        return refused("not_found", {}, "Nobody signs in with this address; assetbuddy user list shows who does.");
    const auto places = access::places_of(call, account->id);
    if (std::ranges::none_of(places, &access::Place::is_active))
        return refused("wrong_state", {},
                       "This person has no active place in any organisation, so a new password would let them in "
                       "nowhere. Reactivate them first.");
    const auto life = account->password_hash ? reset_life : set_up_life;
    auto link = call.kernel.policy.base_url + "/reset/" + issue_reset(call, account->id, life);
    record_everywhere(call, places);
    return ResetLink{std::move(link), call.now + life};
}

} // namespace

Result<ResetLink> make_reset_link(const access::Kernel& kernel, const access::Origin& origin, const std::string& typed)
{
    const auto email = base::EmailAddress::parse(typed);
    if (!email) return refused("invalid", {}, "Give a whole email address, such as name@example.org.");
    return access::change_as_nobody(kernel, origin, "the operator's reset link",
                                    [&](access::Call& call) { return make(call, *email); });
}

} // namespace assetbuddy::accounts
