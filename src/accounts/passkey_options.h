#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "access/visit.h"
#include "accounts/passkeys.h"

namespace assetbuddy::accounts {

/// Where passkeys belong to, when this page stands there; none at another name of the same server, such as 127.0.0.1
/// beside localhost, where no browser would give one.
std::optional<PasskeyHome> passkey_home_here(const access::Visit& visit);

/// Whom a new passkey is for, as the device shows it.
struct PasskeyOwner {
    base::AccountId account;
    std::string email;
    std::string name;
};

/// What a device is asked, as WebAuthn level 3 writes it in JSON (PublicKeyCredentialCreationOptionsJSON and
/// PublicKeyCredentialRequestOptionsJSON). Each asks anew: its challenge goes into a sealed cookie of the browser, and
/// the last one asked there counts.
boost::json::object options_of_new_passkey(access::Visit& visit, const PasskeyHome& home, const PasskeyOwner& owner,
                                           const std::vector<Passkey>& known);
/// For a second step of this account, with one of these.
boost::json::object options_of_step(access::Visit& visit, const PasskeyHome& home, const base::AccountId& account,
                                    const std::vector<Passkey>& allowed);
/// For signing in with a passkey alone, whosever it is.
boost::json::object options_of_passkey_sign_in(access::Visit& visit, const PasskeyHome& home);

/// Those of an account that a second step may use, before anybody is signed in to it.
std::vector<Passkey> passkeys_for_step(const access::Visit& visit, const base::AccountId& account);

/// What was asked last in this browser, with the answer to it; nothing when either is missing or too old. Ends the
/// cookie.
std::optional<PasskeyShown> shown_for(access::Visit& visit, std::optional<PasskeyAnswer> answer);

} // namespace assetbuddy::accounts
