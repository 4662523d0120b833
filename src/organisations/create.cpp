#include "organisations/create.h"

#include "accounts/add.h"
#include "accounts/find.h"
#include "accounts/forgotten_password.h"
#include "accounts/limits.h"
#include "organisations/found.h"
#include "organisations/organisation.h"

namespace assetbuddy::organisations {
namespace {

struct Draft {
    std::string name;
    std::string owner_name;
    std::optional<base::EmailAddress> email;
};

base::Result<Draft> check(const CreateRequest& request)
{
    std::vector<base::FieldError> errors;
    Draft draft;
    draft.name = checked_name(errors, "name", "The name of the organisation", request.name);
    draft.owner_name = checked_name(errors, "owner_name", "The Owner's name", request.owner_name);
    draft.email = base::EmailAddress::parse(request.owner_email);
    if (!draft.email)
        errors.push_back({"owner_email", "malformed", "Give a whole email address, such as name@example.org."});
    if (!errors.empty()) return base::invalid(std::move(errors));
    return draft;
}

std::string link_for(access::Call& call, const base::AccountId& account, bool has_password)
{
    if (has_password) return call.kernel.policy.base_url + "/sign-in";
    return call.kernel.policy.base_url + "/reset/" + accounts::issue_reset(call, account, accounts::set_up_life);
}

base::Result<Created> write(access::Call& call, const Draft& draft)
{
    const auto existing = accounts::find_confirmed(call, *draft.email);
    const auto account = existing ? existing->id : accounts::add(call, *draft.email, {}, call.now);
    const bool has_password = existing && existing->password_hash;
    auto link = link_for(call, account, has_password);
    const auto owner = found(call, {draft.name, draft.owner_name, *draft.email, account}, Door::open);
    if (!owner) return base::refused(owner.error());
    return Created{owner->organisation, owner->id, std::move(link)};
}

} // namespace

base::Result<Created> create(const access::Kernel& kernel, const access::Origin& origin, const CreateRequest& request)
{
    const auto draft = check(request);
    if (!draft) return base::refused(draft.error());
    return access::change_as_nobody(kernel, origin, "organisation create",
                                    [&](access::Call& call) { return write(call, *draft); });
}

} // namespace assetbuddy::organisations
