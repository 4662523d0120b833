#include "users/own_address.h"

#include "accounts/guesses.h"
#include "accounts/prove_password.h"
#include "outbox/outbox.h"
#include "users/find.h"
#include "users/place.h"
#include "users/request_email_change.h"

namespace assetbuddy::users {
namespace {

using base::Done;
using base::refused;
using base::Result;

Result<base::EmailAddress> check(const OwnAddress& request)
{
    std::vector<base::FieldError> errors;
    const auto address = base::EmailAddress::parse(request.email);
    if (!address) errors.push_back({"email", "invalid_email", "Enter an email address such as name@example.org."});
    if (request.password.empty()) errors.push_back({"password", "required", "Enter your present password."});
    if (!errors.empty()) return base::invalid(std::move(errors));
    return *address;
}

Done ask(access::Call& call, const base::EmailAddress& address)
{
    const auto& facts = call.actor.facts();
    if (!facts.email_confirmed)
        return refused("email_unconfirmed", {},
                       "Confirm your present email address first: enter the code from the mail we sent you.");
    const auto before = find(call, call.organisation(), facts.user);
    if (!before) return refused("sign_in_required");
    if (const auto present = base::EmailAddress::parse(before->email); present && present->key() == address.key())
        return base::invalid({{"email", "unchanged", "You sign in with this address already. Enter the new one."}});
    if (auto sent = outbox::count_send(call); !sent) return sent;
    auto after = *before;
    after.pending_email = address.typed();
    const auto written = write_place(call, *before, after, std::nullopt);
    if (!written) return refused(written.error());
    begin_email_change(call, *written, address, NewAddress::of_the_account);
    return {};
}

} // namespace

Done ask_for_own_address(const access::Kernel& kernel, const access::Credential& credential,
                         const access::Origin& origin, const OwnAddress& request)
{
    const auto address = check(request);
    if (!address) return refused(address.error());
    if (auto may = accounts::may_guess(kernel, origin); !may) return may;
    const auto proof = accounts::prove_own_password(kernel, credential, origin, request.password, "password");
    if (!proof) {
        accounts::note_if_wrong(kernel, origin, proof.error());
        return refused(proof.error());
    }
    return access::change(kernel, credential, origin, [&](access::Call& call) -> Done {
        if (auto used = accounts::use(call, *proof); !used) return used;
        call.tx.enter(call.organisation());
        return ask(call, *address);
    });
}

} // namespace assetbuddy::users
