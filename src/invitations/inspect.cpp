#include "invitations/inspect.h"

#include "accounts/find.h"
#include "invitations/by_token.h"
#include "invitations/guesses.h"
#include "invitations/store.h"

namespace assetbuddy::invitations {
namespace {

base::Result<Inspection> look_at(access::Call& call, const std::string& token)
{
    const auto found = find_by_token(call, token);
    if (!found) return base::refused(found.error());
    auto invitation = store::find(call.tx, found->organisation, found->id);
    if (!invitation) return base::refused("not_found", {}, "This link leads to no invitation.");
    const auto email = base::EmailAddress::parse(invitation->email_key);
    Inspection inspection{.invitation = *std::move(invitation)};
    inspection.refusal = refusal_of_link(*found, inspection.invitation, call.now);
    inspection.is_code_proven = found->kind == store::LinkKind::join;
    inspection.state = inspection.invitation.state(call.now);
    inspection.is_held = inspection.invitation.hold(call.now) != Hold::none;
    const auto account = email ? accounts::find_confirmed(call, *email) : std::nullopt;
    if (account) inspection.account = account->id;
    return inspection;
}

} // namespace

base::Result<Inspection> inspect(const access::Kernel& kernel, const access::Origin& origin, const std::string& token)
{
    if (auto may = may_guess(kernel, origin); !may) return base::refused(may.error());
    auto answer = access::look_as_nobody(kernel, origin, "invitation by its link",
                                         [&](access::Call& call) { return look_at(call, token); });
    if (!answer) note_if_wrong(kernel, origin, answer.error());
    return answer;
}

} // namespace assetbuddy::invitations
