#pragma once

#include <cstddef>
#include <string>

#include "platform/crypto/crypto.h"

namespace assetbuddy::accounts {

/// Five of 877 words: 48 bits, far beyond what the throttle lets anybody guess.
inline constexpr std::size_t suggested_words = 5;

/// A passphrase for people who would rather not think of one: words in lower case with blanks between.
std::string suggest_passphrase(platform::crypto::Random& random);

} // namespace assetbuddy::accounts
