#include "invitations/decline.h"

#include "invitations/by_token.h"
#include "invitations/end.h"
#include "invitations/prove.h"
#include "invitations/store.h"
#include "invitations/tell.h"

namespace assetbuddy::invitations {
namespace {

using base::refused;

base::Done write(access::Call& call, const Invitation& proven)
{
    call.tx.enter(proven.organisation);
    if (store::update_declined(call.tx, proven, call.now)) {
        note_ended(call, proven, "invitation.declined", State::declined);
        tell_inviter(call, proven, "invitation.declined", proven.name + " declined the invitation.");
        return {};
    }
    const auto present = store::find(call.tx, proven.organisation, proven.id);
    if (!present) return refused("not_found", {}, "This link leads to no invitation.");
    if (present->generation != proven.generation) return refused(replaced());
    if (auto refusal = present->refusal(call.now)) return refused(*std::move(refusal));
    throw platform::sql::Retryable("an invitation changed while it was declined");
}

} // namespace

base::Done decline(const access::Kernel& kernel, const access::Origin& origin, const std::string& token,
                   const std::string& code)
{
    const auto proven = prove(kernel, origin, token, code, Purpose::decline);
    if (!proven) return refused(proven.error());
    return access::change_as_nobody(kernel, origin, "declining an invitation",
                                    [&](access::Call& call) { return write(call, proven->invitation); });
}

} // namespace assetbuddy::invitations
