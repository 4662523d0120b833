#include "accounts/forgotten_password.h"
#include "access/sessions.h"

#include "accounts/find.h"
#include "accounts/guesses.h"
#include "accounts/letter.h"
#include "accounts/limits.h"
#include "accounts/password.h"
#include "accounts/set_password.h"
#include "accounts/store.h"
#include "base/email_address.h"
#include "outbox/outbox.h"

namespace assetbuddy::accounts {
namespace {

namespace crypto = platform::crypto;
using base::Done;
using base::refused;
using base::Result;

/// Counted for every address alike, known or not: the count and the wait for the disk tell nothing.
bool may_mail(access::Call& call, const base::EmailAddress& email)
{
    const base::Time day = std::chrono::floor<std::chrono::days>(call.now);
    const auto name = "forgotten password of " + call.kernel.key.keyed_hash("forgotten-password", email.key());
    return store::count_up(call.tx, name, day, day + std::chrono::days{2}) <= most_resets_a_day;
}

/// Why a token opens nothing; nothing when it does.
std::optional<base::Error> refusal(const std::optional<store::Reset>& reset, base::Time now)
{
    if (!reset) return base::Error{"not_found", {}, "This link leads nowhere. Open the link in the newest email."};
    if (reset->used_at)
        return base::Error{
            "used", {}, "This link was used already. Sign in with your new password, or ask for another link."};
    if (reset->voided_at)
        return base::Error{
            "replaced", {}, "There is a newer link, or the password was changed since. Use the newest email."};
    if (reset->expires_at <= now) return base::Error{"expired", {}, "This link has expired. Ask for a new one."};
    return std::nullopt;
}

/// What strangers know of the account behind a live token.
Result<std::vector<std::string>> inspect(access::Call& call, const std::string& token)
{
    const auto reset = store::find_reset(call.tx, crypto::sha256(token));
    if (auto wrong = refusal(reset, call.now)) return refused(*std::move(wrong));
    const auto account = find(call, reset->account);
    return account ? context_words(call, *account) : std::vector<std::string>{};
}

Result<std::vector<std::string>> inspect(const access::Kernel& kernel, const access::Origin& origin,
                                         const std::string& token)
{
    if (auto may = may_guess(kernel, origin); !may) return refused(may.error());
    auto words = access::look_as_nobody(kernel, origin, "password reset by its link",
                                        [&](access::Call& call) { return inspect(call, token); });
    if (!words) note_if_wrong(kernel, origin, words.error());
    return words;
}

Done settle(access::Call& call, const std::string& token_hash, const std::string& hash)
{
    const auto id = store::use_reset(call.tx, token_hash, call.now);
    if (!id) {
        auto wrong = refusal(store::find_reset(call.tx, token_hash), call.now);
        if (!wrong) throw platform::sql::Retryable("a reset changed while it was used");
        return refused(*std::move(wrong));
    }
    const auto account = find(call, *id);
    if (!account) throw platform::sql::DatabaseError("a reset belongs to no account");
    set_password(call, *account, hash, "account.password_reset");
    access::end_tokens_of_account(call, *id); // R-SESS-5: whoever had the password may have made some
    return {};
}

} // namespace

Done forgot_password(const access::Kernel& kernel, const access::Origin& origin, const std::string& typed)
{
    const auto email = base::EmailAddress::parse(typed);
    if (!email)
        return base::invalid({{"email", typed.empty() ? "required" : "malformed",
                               "Enter a whole email address, such as name@example.org."}});
    return access::change_as_nobody(kernel, origin, "forgotten password", [&](access::Call& call) -> Done {
        const bool may = may_mail(call, *email);
        const auto account = find_confirmed(call, *email);
        if (!may || !account) return {};
        const ResetData data{issue_reset(call, account->id, reset_life)};
        outbox::enqueue(call, reset_letter(*account, data, call.now + reset_life));
        return {};
    });
}

std::string issue_reset(access::Call& call, const base::AccountId& account, std::chrono::hours life)
{
    auto token = crypto::make_token(call.kernel.random);
    store::void_resets(call.tx, account, call.now);
    store::insert_reset(call.tx, crypto::sha256(token), account, call.now + life, call.now);
    return token;
}

Done inspect_reset(const access::Kernel& kernel, const access::Origin& origin, const std::string& token)
{
    const auto words = inspect(kernel, origin, token);
    if (!words) return refused(words.error());
    return {};
}

Done reset_password(const access::Kernel& kernel, const access::Origin& origin, const ResetPassword& request)
{
    const auto words = inspect(kernel, origin, request.token);
    if (!words) return refused(words.error());
    if (auto good = require_good_password(kernel, request.password, *words, "password"); !good) return good;
    const auto hash = kernel.hasher.hash(normalised_password(request.password));
    const auto token_hash = crypto::sha256(request.token);
    return access::change_as_nobody(kernel, origin, "password reset by its link",
                                    [&](access::Call& call) { return settle(call, token_hash, hash); });
}

} // namespace assetbuddy::accounts
