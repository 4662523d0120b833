#include "invitations/ask_anew.h"

#include "invitations/by_token.h"
#include "invitations/guesses.h"
#include "invitations/limits.h"
#include "invitations/store.h"
#include "invitations/tell.h"

namespace assetbuddy::invitations {
namespace {

using base::refused;

base::Done may_ask(const Invitation& invitation, base::Time now)
{
    switch (invitation.state(now)) {
    case State::expired:
    case State::locked:
    case State::revoked:
        return {};
    case State::accepted:
    case State::declined:
        return refused(*invitation.refusal(now));
    case State::pending:
        break;
    }
    return refused("wrong_state", {}, "This invitation still works: open the link and enter your invite code.");
}

base::Result<Invitation> ask(access::Call& call, const std::string& token)
{
    const auto found = find_by_token(call, token);
    if (!found) return refused(found.error());
    auto invitation = store::find(call.tx, found->organisation, found->id);
    if (!invitation) return refused("not_found", {}, "This link leads to no invitation.");
    if (auto may = may_ask(*invitation, call.now); !may) return refused(may.error());
    if (store::update_asked(call.tx, *invitation, call.now, call.now - ask_anew_pause)) {
        tell_inviter(call, *invitation, "invitation.asked_anew", invitation->name + " asks for a new invitation.");
        access::record(call, {.organisation = invitation->organisation,
                              .action = "invitation.asked_anew",
                              .record_type = "invitation",
                              .record_id = invitation->id.text(),
                              .changes = {}});
    }
    return *std::move(invitation);
}

} // namespace

base::Result<Invitation> ask_anew(const access::Kernel& kernel, const access::Origin& origin, const std::string& token)
{
    if (auto may = may_guess(kernel, origin); !may) return refused(may.error());
    auto answer = access::change_as_nobody(kernel, origin, "asking for a new invitation",
                                           [&](access::Call& call) { return ask(call, token); });
    if (!answer) note_if_wrong(kernel, origin, answer.error());
    return answer;
}

} // namespace assetbuddy::invitations
