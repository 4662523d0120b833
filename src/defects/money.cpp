#include "defects/money.h"

#include <algorithm>

#include "base/text.h"
#include "defects/limits.h"

namespace assetbuddy::defects {
namespace {

constexpr std::int64_t pence_in_a_pound = 100;
constexpr std::size_t digits_in_a_group = 3;

bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

/// Commas stand between groups of three digits, or nowhere.
bool has_sound_commas(std::string_view whole)
{
    const auto first = whole.find(',');
    if (first == std::string_view::npos) return true;
    if (first == 0 || first > digits_in_a_group) return false;
    for (auto at = first; at < whole.size(); at += digits_in_a_group + 1) {
        const auto group = whole.substr(at + 1, digits_in_a_group);
        if (whole[at] != ',' || group.size() != digits_in_a_group || !std::ranges::all_of(group, is_digit))
            return false;
    }
    return true;
}

std::optional<std::int64_t> read_digits(std::string_view digits, std::int64_t value)
{
    for (const char character : digits) {
        if (!is_digit(character)) return std::nullopt;
        value = value * 10 + (character - '0');
        if (value > most_pence) return std::nullopt;
    }
    return value;
}

} // namespace

std::optional<std::int64_t> read_pounds(std::string_view text)
{
    if (!base::is_utf8(text)) return std::nullopt;
    std::string plain = base::trimmed(text);
    constexpr std::string_view pound_sign = "£";
    if (plain.starts_with(pound_sign)) plain = base::trimmed(plain.substr(pound_sign.size()));
    const auto point = std::min(plain.find('.'), plain.size());
    auto whole = plain.substr(0, point);
    auto fraction = plain.substr(std::min(point + 1, plain.size()));
    if (whole.empty() || fraction.size() > 2 || (point < plain.size() && fraction.empty())) return std::nullopt;
    if (!has_sound_commas(whole)) return std::nullopt;
    std::erase(whole, ',');
    fraction.resize(2, '0');
    const auto pounds = read_digits(whole, 0);
    return pounds ? read_digits(fraction, *pounds) : std::nullopt;
}

std::string to_pounds(std::int64_t pence)
{
    const auto fraction = std::to_string(pence % pence_in_a_pound);
    return std::to_string(pence / pence_in_a_pound) + (fraction.size() < 2 ? ".0" : ".") + fraction;
}

std::string pounds_in_words(std::int64_t pence)
{
    auto text = to_pounds(pence);
    for (auto at = text.find('.'); at > digits_in_a_group;) {
        at -= digits_in_a_group;
        text.insert(at, 1, ',');
    }
    return "£" + text;
}

} // namespace assetbuddy::defects
