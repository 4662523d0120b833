#include "invitations/secrets.h"

namespace assetbuddy::invitations {

namespace crypto = platform::crypto;

Secrets Secrets::make(const access::Kernel& kernel)
{
    return {crypto::make_token(kernel.random), crypto::make_code(kernel.random)};
}

namespace {

std::string hashed_text(const base::InvitationId& id, std::int64_t generation, std::string_view code)
{
    return id.text() + ":" + std::to_string(generation) + ":" + std::string{code};
}

} // namespace

std::string code_hash(const access::Kernel& kernel, const base::InvitationId& id, std::int64_t generation,
                      std::string_view code)
{
    return kernel.key.keyed_hash(code_purpose, hashed_text(id, generation, code));
}

bool is_code(const access::Kernel& kernel, const base::InvitationId& id, std::int64_t generation, std::string_view code,
             std::string_view hash)
{
    return kernel.key.is_keyed_hash(hash, code_purpose, hashed_text(id, generation, code));
}

store::Hashes hashes_of(const access::Kernel& kernel, const base::InvitationId& id, std::int64_t generation,
                        const Secrets& secrets)
{
    return {crypto::sha256(secrets.token), code_hash(kernel, id, generation, secrets.code), kernel.key.id()};
}

} // namespace assetbuddy::invitations
