#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assetbuddy::base {

/// A code point of a text, and how many columns of a line it takes: two for wide letters (UAX 11), none for what is
/// drawn upon the letter before it.
struct Letter {
    std::string text = {};
    int columns = 1;
    bool is_blank = false;
};
/// `text` is UTF-8; what is not becomes U+FFFD.
std::vector<Letter> letters_of(std::string_view text);

} // namespace assetbuddy::base
