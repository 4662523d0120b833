#include "invitations/by_token.h"

#include "platform/crypto/crypto.h"

namespace assetbuddy::invitations {

base::Error replaced()
{
    return {"replaced", {}, "A newer invitation was sent to you. Open the link in the latest email."};
}

base::Result<store::ByToken> find_by_token(access::Call& call, const std::string& token)
{
    // Unknown and malformed alike are hashed and looked up, so that they take the same time (R-INV-16).
    const auto found = store::find_by_token(call.tx, platform::crypto::sha256(token));
    if (!found) return base::refused("not_found", {}, "This link leads to no invitation.");
    call.tx.enter(found->organisation);
    if (found->kind == store::LinkKind::replaced) return base::refused(replaced());
    return *found;
}

std::optional<base::Error> refusal_of_link(const store::ByToken& link, const Invitation& invitation, base::Time now)
{
    if (auto refusal = invitation.refusal(now); refusal && refusal->code != "held") return refusal;
    if (link.kind == store::LinkKind::join && link.expires_at && *link.expires_at <= now)
        return base::Error{"expired", {}, "This link was good for one hour. Ask for another one with your invite code."}
            .with("join_again", true);
    return invitation.refusal(now);
}

} // namespace assetbuddy::invitations
