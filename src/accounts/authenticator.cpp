#include "accounts/authenticator.h"

#include "access/sessions.h"
#include "accounts/factors.h"
#include "accounts/recovery_codes.h"
#include "accounts/second_factor.h"
#include "accounts/store_factors.h"
#include "platform/crypto/totp.h"

namespace assetbuddy::accounts {
namespace {

namespace crypto = platform::crypto;
using base::Done;
using base::refused;
using base::Result;

const base::AccountId& account_of(const access::Call& call)
{
    return call.actor.facts().account;
}

AppSecret shown(const access::Call& call, const std::string& secret)
{
    return {crypto::shown_totp_secret(secret), crypto::totp_uri(secret, "AssetBuddy", call.actor.facts().email)};
}

/// The secret in the making. Errors: wrong_state.
Result<std::string> open_unconfirmed(access::Call& call)
{
    const auto found = store::find_authenticator(call.tx, account_of(call));
    if (!found || found->confirmed_at) return refused("wrong_state", {}, "Start setting up the app again.");
    return open_secret(call.kernel, account_of(call), found->secret_box);
}

} // namespace

Result<SecondFactors> second_factors_of(access::Call& call)
{
    if (auto person = access::require_session(call); !person) return refused(person.error());
    const auto found = store::find_authenticator(call.tx, account_of(call));
    return SecondFactors{found ? found->confirmed_at : std::nullopt,
                         store::count_recovery_codes(call.tx, account_of(call))};
}

Result<AppSecret> begin_app(access::Call& call, const access::Credential& credential)
{
    if (auto fresh = access::require_fresh_password(call, credential); !fresh) return refused(fresh.error());
    const auto secret = crypto::make_totp_secret(call.kernel.random);
    const auto box = sealed_secret(call.kernel, account_of(call), secret);
    if (!store::put_authenticator(call.tx, account_of(call), box, call.now))
        return refused("wrong_state", {}, "An authenticator app is set up already. Remove it first.");
    return shown(call, secret);
}

Result<AppSecret> app_being_set_up(access::Call& call, const access::Credential& credential)
{
    if (auto fresh = access::require_fresh_password(call, credential); !fresh) return refused(fresh.error());
    const auto secret = open_unconfirmed(call);
    if (!secret) return refused(secret.error());
    return shown(call, *secret);
}

Result<std::vector<std::string>> confirm_app(access::Call& call, const access::Credential& credential,
                                             const std::string& code)
{
    if (auto fresh = access::require_fresh_password(call, credential); !fresh) return refused(fresh.error());
    const auto secret = open_unconfirmed(call);
    if (!secret) return refused(secret.error());
    const auto step = crypto::find_totp_step(*secret, digits_of(code), call.now);
    if (!step)
        return refused("wrong_code", "code",
                       "This is not the code the app shows now. Wait for its next one; check the clock of your phone.");
    if (!store::confirm_authenticator(call.tx, account_of(call), *step, call.now))
        return refused("wrong_state", {}, "Start setting up the app again.");
    return settle_added(call, {"account.authenticator_added", "An authenticator app was set up for signing in"});
}

Result<std::vector<std::string>> renew_recovery_codes(access::Call& call, const access::Credential& credential)
{
    if (auto fresh = access::require_fresh_password(call, credential); !fresh) return refused(fresh.error());
    if (!store::has_factor(call.tx, account_of(call)))
        return refused("wrong_state", {}, "Set up a second step first; the codes come with it.");
    auto codes = make_recovery_codes(call, account_of(call));
    tell_of_factor(call, account_of(call),
                   {"account.recovery_codes_renewed", "New recovery codes were made, and the old ones are void"});
    return codes;
}

Done remove_app(access::Call& call, const access::Credential& credential)
{
    if (auto fresh = access::require_fresh_password(call, credential); !fresh) return fresh;
    if (!store::delete_authenticator(call.tx, account_of(call)))
        return refused("wrong_state", {}, "No authenticator app is set up.");
    settle_removed(call, {"account.authenticator_removed", "The authenticator app was removed from signing in"});
    return {};
}

} // namespace assetbuddy::accounts
