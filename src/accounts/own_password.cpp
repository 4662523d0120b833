#include "accounts/own_password.h"

#include "access/sessions.h"
#include "accounts/find.h"
#include "accounts/guesses.h"
#include "accounts/password.h"
#include "accounts/prove_password.h"
#include "accounts/set_password.h"

namespace assetbuddy::accounts {
namespace {

using base::Done;
using base::refused;
using base::Result;

Result<PasswordProof> prove(const access::Kernel& kernel, const access::Credential& credential,
                            const access::Origin& origin, std::string_view password, const std::string& field)
{
    if (password.empty()) return base::invalid({{field, "required", "Enter your present password."}});
    if (auto may = may_guess(kernel, origin); !may) return refused(may.error());
    auto proof = prove_own_password(kernel, credential, origin, password, field);
    if (!proof) note_if_wrong(kernel, origin, proof.error());
    return proof;
}

/// Good enough, before a hash is spent on it.
Done check_fresh(const access::Kernel& kernel, const access::Credential& credential, const access::Origin& origin,
                 const std::string& password)
{
    const auto words =
        access::look(kernel, credential, origin, [](access::Call& call) -> Result<std::vector<std::string>> {
            const auto account = find(call, call.actor.facts().account);
            return account ? context_words(call, *account) : std::vector<std::string>{};
        });
    if (!words) return refused(words.error());
    return require_good_password(kernel, password, *words, "new");
}

} // namespace

Done confirm_password(const access::Kernel& kernel, const access::Credential& credential, const access::Origin& origin,
                      std::string_view password)
{
    const auto proof = prove(kernel, credential, origin, password, "password");
    if (!proof) return refused(proof.error());
    return access::change(kernel, credential, origin, [&](access::Call& call) -> Done {
        if (auto used = use(call, *proof); !used) return used;
        access::note_reauthenticated(call);
        return {};
    });
}

Result<PasswordChanged> change_password(const access::Kernel& kernel, const access::Credential& credential,
                                        const access::Origin& origin, const ChangePassword& request)
{
    const auto proof = prove(kernel, credential, origin, request.current, "current");
    if (!proof) return refused(proof.error());
    if (auto good = check_fresh(kernel, credential, origin, request.fresh); !good) return refused(good.error());
    const auto hash = kernel.hasher.hash(normalised_password(request.fresh));
    return access::change(kernel, credential, origin, [&](access::Call& call) -> Result<PasswordChanged> {
        if (auto used = use(call, *proof); !used) return refused(used.error());
        set_password(call, proof->account, hash, "account.password_changed");
        call.tx.enter(call.organisation());
        auto token = access::open_session(call, proof->account.id, call.organisation(), call.actor.user(),
                                          access::factors_of(call.actor));
        if (!token) return refused(token.error());
        return PasswordChanged{proof->account.id, *std::move(token)};
    });
}

} // namespace assetbuddy::accounts
