#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/call.h"
#include "accounts/account.h"
#include "base/result.h"
#include "base/time.h"
#include "platform/crypto/passkey.h"

namespace assetbuddy::accounts {

struct Passkey {
    std::string id; // a UUID
    std::string name;
    base::Time created_at;
    std::optional<base::Time> last_used_at;
    platform::crypto::PasskeyKey key;
};

/// Where passkeys belong to: the host of the base URL. None where it is a bare number, which no passkey takes.
struct PasskeyHome {
    std::string host;
    std::string origin;
    static std::optional<PasskeyHome> of(const access::Policy& policy);
};

/// What a device was asked. Travels sealed in a cookie of the browser that was asked, for `passkey_challenge_life`;
/// each is taken once, for its purpose alone.
struct PasskeyChallenge {
    enum class Purpose { add, step, sign_in } purpose = Purpose::sign_in;
    std::string account = {}; // whose passkey is awaited; empty: anybody's
    std::string challenge = {};

    static PasskeyChallenge make(const access::Kernel& kernel, Purpose purpose, const std::string& account);
    [[nodiscard]] std::string to_text() const;
    /// Nothing for anything `to_text` did not make.
    static std::optional<PasskeyChallenge> from_text(std::string_view text);
};

/// What the browser brings back.
struct PasskeyAnswer {
    std::string credential_id; // base64url
    std::string user_handle;   // the account, as the device keeps it; empty where it keeps none
    platform::crypto::PasskeyBytes bytes;
    /// As it travels: every member base64url, the last two empty where there is none. Nothing when it is none, or
    /// longer than any device's answer.
    struct Members {
        std::string id = {};
        std::string client_data = {};
        std::string authenticator_data = {};
        std::string signature = {};
        std::string user_handle = {};
    };
    static std::optional<PasskeyAnswer> from_members(const Members& members);
    /// The same as JSON of assets/js/passkeys.js.
    static std::optional<PasskeyAnswer> from_json(std::string_view text);
};

/// Both together.
struct PasskeyShown {
    PasskeyChallenge challenge;
    PasskeyAnswer answer;
};

/// Those of the caller's account, oldest first. Errors: forbidden (an API token asks).
base::Result<std::vector<Passkey>> passkeys_of(access::Call& call);
/// Those of an account that shows itself in another way as well.
std::vector<Passkey> passkeys_of_account(access::Call& call, const base::AccountId& account);

/// Adds a passkey to the caller's account. Other sessions end, the address is told. Answers recovery codes, shown once;
/// none where some are left. Errors: forbidden, reauthenticate (R-SESS-8), invalid (`name`), too_many, wrong_state
/// (the answer does not fit the challenge, which was used or is another's; a passkey that is known already).
base::Result<std::vector<std::string>> add_passkey(access::Call& call, const access::Credential& credential,
                                                   const PasskeyShown& shown, const std::string& name);
/// Errors: forbidden, invalid (`name`), not_found.
base::Done rename_passkey(access::Call& call, const std::string& id, const std::string& name);
/// The address is told. Errors: forbidden, reauthenticate, not_found.
base::Done remove_passkey(access::Call& call, const access::Credential& credential, const std::string& id);

/// Takes the challenge, which must be of this purpose and account, and checks the answer with the account's own
/// credential; the counter must go on, where there is one. Signing in with the passkey alone also needs a device that
/// checked its owner and names the account. False: it opens nothing, and the challenge is spent all the same;
/// signing in, that is written to the audit log of the account's last place (a second step's caller does so itself).
bool use_passkey(access::Call& call, const Account& account, PasskeyChallenge::Purpose purpose,
                 const PasskeyShown& shown);
/// The account of a credential, for signing in with it alone.
std::optional<base::AccountId> account_of_passkey(access::Call& call, const std::string& credential_id);

} // namespace assetbuddy::accounts
