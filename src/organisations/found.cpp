#include "organisations/found.h"

#include "organisations/sign_up.h"
#include "organisations/store.h"
#include "users/add.h"
#include "users/find.h"

namespace assetbuddy::organisations {
namespace {

base::Done pass(access::Call& call, const base::OrganisationId& organisation, Door door)
{
    const bool may = door == Door::open || is_sign_up_open(call);
    const bool is_first = store::claim_first(call.tx, organisation);
    const bool was_quickest = is_first || door == Door::open || call.kernel.policy.sign_up != access::SignUp::first;
    if (may && was_quickest) return {};
    return base::refused(
        "forbidden", {},
        "Signing up is closed on this server. To join an organisation, ask its people for an invitation.");
}

void record_founding(access::Call& call, const users::User& owner, const std::string& name)
{
    access::record(call, {.organisation = owner.organisation,
                          .action = "organisation.created",
                          .record_type = "organisation",
                          .record_id = owner.organisation.text(),
                          .changes = {{"name", std::nullopt, name}},
                          .actor_user = owner.id,
                          .actor_name = owner.name});
}

} // namespace

base::Result<users::User> found(access::Call& call, const Foundation& foundation, Door door)
{
    const auto organisation = call.make_id<base::OrganisationId>();
    if (auto passed = pass(call, organisation, door); !passed) return base::refused(passed.error());
    users::User owner{.id = call.make_id<base::UserId>(),
                      .organisation = organisation,
                      .account = foundation.account,
                      .name = foundation.owner_name,
                      .email = foundation.email.typed(),
                      .role = access::Role::owner,
                      .created_at = call.now};
    call.tx.enter(organisation);
    store::insert_organisation(call.tx, organisation, foundation.organisation, owner.id, call.now);
    record_founding(call, owner, foundation.organisation);
    users::add(call, owner);
    call.announce(access::OrganisationFounded{organisation});
    return owner;
}

} // namespace assetbuddy::organisations
