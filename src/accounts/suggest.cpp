#include "accounts/suggest.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "accounts/passphrase_words.h"

namespace assetbuddy::accounts {
namespace {

std::vector<std::string_view> split(std::string_view text)
{
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

/// Evenly spread: numbers of the last, incomplete round are thrown away.
std::size_t below(std::size_t limit, platform::crypto::Random& random)
{
    constexpr std::size_t range = 65536;
    const auto whole = range - range % limit;
    while (true) {
        std::array<std::uint8_t, 2> bytes{};
        random.fill(bytes.data(), bytes.size());
        const auto number = static_cast<std::size_t>(bytes[0]) * 256 + bytes[1];
        if (number < whole) return number % limit;
    }
}

} // namespace

std::string suggest_passphrase(platform::crypto::Random& random)
{
    static const auto words = split(passphrase_words);
    std::string phrase;
    for (std::size_t each = 0; each < suggested_words; ++each) {
        if (each > 0) phrase += ' ';
        phrase += words[below(words.size(), random)];
    }
    return phrase;
}

} // namespace assetbuddy::accounts
