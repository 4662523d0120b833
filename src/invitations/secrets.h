#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "access/kernel.h"
#include "base/id.h"
#include "invitations/store.h"

namespace assetbuddy::invitations {

/// The two halves of the proof (INV-6): the link's token and the code. They go into one sealed letter and nowhere else.
struct Secrets {
    std::string token;
    std::string code; // eight symbols, without the dash
    static Secrets make(const access::Kernel& kernel);
};

/// What codes are hashed for.
inline constexpr std::string_view code_purpose = "invite-code";

/// The keyed hash under which a code rests; bound to the invitation and its generation, so that an old code of the same
/// letters opens nothing (R-INV-2).
std::string code_hash(const access::Kernel& kernel, const base::InvitationId& id, std::int64_t generation,
                      std::string_view code);

/// Whether this code made the hash, under whichever key it was made (R-CRYPTO-2).
bool is_code(const access::Kernel& kernel, const base::InvitationId& id, std::int64_t generation, std::string_view code,
             std::string_view hash);

/// What the database keeps of the secrets of one generation.
store::Hashes hashes_of(const access::Kernel& kernel, const base::InvitationId& id, std::int64_t generation,
                        const Secrets& secrets);

} // namespace assetbuddy::invitations
