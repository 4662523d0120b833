#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "access/kernel.h"
#include "base/result.h"

namespace assetbuddy::accounts {

/// R-AUTH-1. Longer is refused with a message, never cut.
inline constexpr std::size_t least_password = 15; // code points after NFKC
inline constexpr std::size_t most_password = 256;
inline constexpr std::size_t most_password_bytes = 1024;
/// Section 0 of security.md: by zxcvbn, with the context words in its dictionary.
inline constexpr double least_password_bits = 27;

/// Why a new password cannot be taken (R-AUTH-1..3), in plain words, field `password`, code `weak_password`; nothing
/// when it is good. Context words are whatever a stranger knows of the person: organisation, name, address, role; they
/// may stand in a password, they only count for little.
std::optional<base::FieldError> check_new_password(std::string_view password,
                                                   std::span<const std::string> context_words);

/// The same, and refused when it is in the operator's list of leaked passwords (R-AUTH-4), which is a file: never ask
/// inside a transaction. Throws std::runtime_error when the file cannot be read any more.
std::optional<base::FieldError> check_new_password(const access::Kernel& kernel, std::string_view password,
                                                   std::span<const std::string> context_words);

/// NFKC, nothing else: what is hashed and checked (section 0). Text that is no password we would ever take (too long,
/// not UTF-8) gives an empty one, which no account has.
std::string normalised_password(std::string_view password);

} // namespace assetbuddy::accounts
