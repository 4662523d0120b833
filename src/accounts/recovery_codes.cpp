#include "accounts/recovery_codes.h"

#include <algorithm>

#include "accounts/limits.h"
#include "accounts/store_factors.h"
#include "platform/crypto/crypto.h"

namespace assetbuddy::accounts {
namespace {

namespace crypto = platform::crypto;

std::string hashed_text(const base::AccountId& account, std::string_view code)
{
    return account.text() + ":" + std::string{code};
}

} // namespace

std::vector<std::string> make_recovery_codes(access::Call& call, const base::AccountId& account)
{
    store::delete_recovery_codes(call.tx, account);
    const auto& key = call.kernel.key;
    std::vector<std::string> codes;
    for (int i = 0; i < recovery_codes; ++i) {
        const auto code = crypto::make_code(call.kernel.random);
        store::insert_recovery_code(call.tx, account, key.keyed_hash(recovery_purpose, hashed_text(account, code)),
                                    key.id());
        codes.push_back(crypto::shown_code(code));
    }
    return codes;
}

bool use_recovery_code(access::Call& call, const base::AccountId& account, std::string_view typed)
{
    const auto code = crypto::read_code(typed);
    if (!code) return false;
    // A code that was made under an older key is found by that key's hash (R-CRYPTO-2).
    return std::ranges::any_of(
        call.kernel.key.keyed_hashes(recovery_purpose, hashed_text(account, *code)),
        [&](const std::string& hash) { return store::use_recovery_code(call.tx, account, hash, call.now); });
}

} // namespace assetbuddy::accounts
