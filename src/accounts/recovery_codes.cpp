#include "accounts/recovery_codes.h"

#include "accounts/limits.h"
#include "accounts/store_factors.h"
#include "platform/crypto/crypto.h"

namespace assetbuddy::accounts {
namespace {

namespace crypto = platform::crypto;

std::string hash_of(const access::Kernel& kernel, const base::AccountId& account, std::string_view code)
{
    return kernel.key.keyed_hash("recovery-code", account.text() + ":" + std::string{code});
}

} // namespace

std::vector<std::string> make_recovery_codes(access::Call& call, const base::AccountId& account)
{
    store::delete_recovery_codes(call.tx, account);
    std::vector<std::string> codes;
    for (int i = 0; i < recovery_codes; ++i) {
        const auto code = crypto::make_code(call.kernel.random);
        store::insert_recovery_code(call.tx, account, hash_of(call.kernel, account, code));
        codes.push_back(crypto::shown_code(code));
    }
    return codes;
}

bool use_recovery_code(access::Call& call, const base::AccountId& account, std::string_view typed)
{
    const auto code = crypto::read_code(typed);
    return code && store::use_recovery_code(call.tx, account, hash_of(call.kernel, account, *code), call.now);
}

} // namespace assetbuddy::accounts
