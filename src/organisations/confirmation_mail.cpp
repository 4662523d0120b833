#include "organisations/confirmation_mail.h"

#include "accounts/find.h"
#include "organisations/letter.h"
#include "organisations/limits.h"
#include "organisations/store.h"
#include "outbox/outbox.h"

namespace assetbuddy::organisations {

namespace crypto = platform::crypto;

namespace {

std::string hashed_text(const std::string& confirmation, std::string_view code)
{
    return confirmation + ":" + std::string{code};
}

} // namespace

void mail_confirmation(access::Call& call, const users::User& owner, const base::EmailAddress& email,
                       const std::string& organisation)
{
    const ConfirmationData data{.token = crypto::make_token(call.kernel.random),
                                .code = crypto::make_code(call.kernel.random),
                                .name = owner.name,
                                .organisation = organisation,
                                .has_account = accounts::find_confirmed(call, email).has_value(),
                                .expires_at = owner.created_at + unconfirmed_life};
    const auto id = call.make_id<base::Id<struct ConfirmationTag>>().text();
    const Confirmation confirmation{.id = id,
                                    .account = owner.account,
                                    .organisation = owner.organisation,
                                    .user = owner.id,
                                    .code_hash = confirmation_code_hash(call.kernel, id, data.code),
                                    .attempts = 0,
                                    .expires_at = data.expires_at,
                                    .used_at = std::nullopt,
                                    .voided_at = std::nullopt};
    store::void_confirmations(call.tx, owner.organisation, owner.id, call.now);
    store::insert_confirmation(call.tx, confirmation, crypto::sha256(data.token), call.now);
    outbox::enqueue(call, confirmation_letter(confirmation, email, data, call.now));
}

std::string confirmation_code_hash(const access::Kernel& kernel, const std::string& confirmation, std::string_view code)
{
    return kernel.key.keyed_hash(code_purpose, hashed_text(confirmation, code));
}

bool is_confirmation_code(const access::Kernel& kernel, const std::string& confirmation, std::string_view code,
                          std::string_view hash)
{
    return kernel.key.is_keyed_hash(hash, code_purpose, hashed_text(confirmation, code));
}

} // namespace assetbuddy::organisations
