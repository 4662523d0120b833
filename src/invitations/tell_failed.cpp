#include "invitations/tell_failed.h"

#include "access/call.h"
#include "invitations/limits.h"
#include "invitations/store.h"
#include "invitations/tell.h"

namespace assetbuddy::invitations {
namespace {

base::Result<std::int64_t> tell_organisation(access::Call& call, const base::OrganisationId& organisation)
{
    call.tx.enter(organisation);
    const auto failed = store::take_untold_failures(call.tx, organisation, call.now);
    if (!failed.empty())
        tell_inviters(call, organisation, failed,
                      {.kind = "invitation.failed",
                       .of_one = "could not be delivered. Check the address, then send it again.",
                       .of_many = "could not be delivered. Check the addresses, then send them again.",
                       .path_of_many = "/users?tab=invitations&delivery=failed"});
    return static_cast<std::int64_t>(failed.size());
}

} // namespace

std::int64_t tell_failed(const access::Kernel& kernel)
{
    const auto organisations =
        access::look_as_nobody(kernel, access::nobody_asked, "mails given up on", [](access::Call& call) {
            return store::list_with_untold_failures(call.tx, background_batch);
        });
    std::int64_t told = 0;
    for (const auto& organisation : organisations)
        told += access::change_as_nobody(kernel, access::nobody_asked, "mails given up on", [&](access::Call& call) {
                    return tell_organisation(call, organisation);
                }).value_or(0);
    return told;
}

} // namespace assetbuddy::invitations
