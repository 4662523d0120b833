#include "accounts/password.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <vector>

#include <zxcvbn.h>

#include "base/text.h"
#include "platform/crypto/breached_passwords.h"

namespace assetbuddy::accounts {
namespace {

constexpr std::string_view product = "assetbuddy";
/// Shorter words would make half of all syllables count for nothing.
constexpr std::size_t least_context_word = 4;
constexpr std::size_t least_distinct = 5;
/// A text is a row of keys or letters when so many of its steps go to the neighbour.
constexpr double most_neighbour_share = 0.6;

constexpr std::array<std::string_view, 4> keyboard_rows{"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"};

base::FieldError weak(std::string message)
{
    return {"password", "weak_password", std::move(message)};
}

double bits_of(const std::string& text, std::vector<std::string>& words)
{
    std::vector<const char*> list;
    for (const auto& word : words) list.push_back(word.c_str());
    list.push_back(nullptr);
    return ZxcvbnMatch(text.c_str(), list.data(), nullptr);
}

/// A name as a whole without blanks, and each of its words.
void add_context(std::set<std::string>& words, std::string_view text)
{
    std::string whole;
    std::string word;
    const auto take = [&](std::string& found) {
        if (base::count_code_points(found) >= least_context_word) words.insert(found);
        found.clear();
    };
    for (const char each : base::case_folded(text)) {
        const bool separates = each == ' ' || each == '.' || each == '-' || each == '_' || each == '@' || each == '&';
        if (separates) {
            take(word);
            continue;
        }
        word += each;
        whole += each;
    }
    take(word);
    take(whole);
}

std::vector<std::string> dictionary_of(std::span<const std::string> context_words)
{
    std::set<std::string> words{std::string{product}, "asset", "buddy"};
    for (const auto& text : context_words)
        if (base::is_utf8(text)) add_context(words, text);
    return {words.begin(), words.end()};
}

/// The shortest piece that, said at least twice, makes the text (its last time may be cut short); else the text itself.
std::string_view repeated_piece(std::string_view text)
{
    std::vector<std::size_t> border(text.size() + 1, 0); // Knuth, Morris, Pratt
    for (std::size_t at = 1, length = 0; at < text.size(); ++at) {
        while (length > 0 && text[at] != text[length]) length = border[length];
        if (text[at] == text[length]) ++length;
        border[at + 1] = length;
    }
    const auto period = text.size() - border[text.size()];
    return 2 * period <= text.size() ? text.substr(0, period) : text;
}

bool are_neighbours(char one, char other)
{
    if (std::abs(one - other) <= 1) return true;
    return std::ranges::any_of(keyboard_rows, [&](std::string_view row) {
        const auto first = row.find(one);
        const auto second = row.find(other);
        if (first == std::string_view::npos || second == std::string_view::npos) return false;
        return std::max(first, second) - std::min(first, second) == 1;
    });
}

bool is_a_row(std::string_view folded)
{
    if (std::ranges::any_of(folded, [](char each) { return (static_cast<unsigned char>(each) & 0x80U) != 0; }))
        return false; // bytes of one alphabet lie close together without being a row
    std::size_t near = 0;
    for (std::size_t at = 1; at < folded.size(); ++at) near += are_neighbours(folded[at - 1], folded[at]) ? 1U : 0U;
    return static_cast<double>(near) > most_neighbour_share * static_cast<double>(folded.size() - 1);
}

/// Every second character, from the first or the second on: 1q2w3e4r goes along two rows at once.
std::string every_second(std::string_view text, std::size_t from)
{
    std::string taken;
    for (auto at = from; at < text.size(); at += 2) taken += text[at];
    return taken;
}

bool follows_rows(std::string_view folded)
{
    return is_a_row(folded) || (is_a_row(every_second(folded, 0)) && is_a_row(every_second(folded, 1)));
}

/// Blanks and signs between known words are the first thing a guesser tries: the text without them must be strong too.
double least_bits_of(const std::string& normal, const std::string& folded, std::vector<std::string>& words)
{
    std::string squeezed;
    for (const char each : folded) {
        const bool is_sign =
            each >= ' ' && each <= '~' && !((each >= '0' && each <= '9') || (each >= 'a' && each <= 'z'));
        if (!is_sign) squeezed += each;
    }
    const auto bits = bits_of(normal, words);
    return 2 * squeezed.size() < folded.size() ? bits : std::min(bits, bits_of(squeezed, words));
}

std::size_t count_distinct(std::string_view text)
{
    std::set<std::string_view> seen;
    for (std::size_t at = 0; at < text.size();) {
        auto end = at + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) ++end;
        seen.insert(text.substr(at, end - at));
        at = end;
    }
    return seen.size();
}

std::optional<base::FieldError> check_form(std::string_view password)
{
    if (password.empty()) return weak("Choose a password. Four or more words that do not belong together work well.");
    if (password.size() > most_password_bytes)
        return weak("This is longer than we can take. Use at most 256 characters.");
    if (!base::is_utf8(password) || !base::is_clean_text(password))
        return weak("This holds characters that cannot be typed. Use letters, digits, blanks and signs.");
    const auto length = base::count_code_points(base::to_nfkc(password));
    if (length < least_password)
        return weak("Use at least 15 characters; this has " + std::to_string(length) +
                    ". Four or more words that do not belong together work well.");
    if (length > most_password) return weak("This is longer than we can take. Use at most 256 characters.");
    return std::nullopt;
}

std::optional<base::FieldError> check_strength(const std::string& normal, std::span<const std::string> context_words)
{
    const auto folded = base::case_folded(normal);
    auto words = dictionary_of(context_words);
    if (count_distinct(folded) < least_distinct)
        return weak("This uses the same few characters over and over. Use several different words.");
    const auto piece = repeated_piece(folded);
    if (piece.size() < folded.size() && bits_of(std::string{piece}, words) < least_password_bits)
        return weak("This repeats one short piece. Add other words that do not belong to it.");
    if (follows_rows(folded)) return weak("This follows the keys or the alphabet in a row. Use words instead.");
    if (least_bits_of(normal, folded, words) >= least_password_bits) return std::nullopt;
    std::vector<std::string> nothing;
    if (least_bits_of(normal, folded, nothing) >= least_password_bits)
        return weak("This is made of names that others know, such as yours or your organisation's. Add other words.");
    return weak(
        "This is easy to guess: it is made of common words or patterns. Add words that do not belong together.");
}

} // namespace

std::optional<base::FieldError> check_new_password(std::string_view password,
                                                   std::span<const std::string> context_words)
{
    if (auto wrong = check_form(password)) return wrong;
    const auto normal = normalised_password(password);
    if (normal.empty()) return weak("This is longer than we can take. Use at most 256 characters.");
    return check_strength(normal, context_words);
}

std::optional<base::FieldError> check_new_password(const access::Kernel& kernel, std::string_view password,
                                                   std::span<const std::string> context_words)
{
    if (auto wrong = check_new_password(password, context_words)) return wrong;
    if (kernel.breached_passwords != nullptr && kernel.breached_passwords->contains(normalised_password(password)))
        return weak("This password is known from a leak elsewhere, so others try it first. Choose another one.");
    return std::nullopt;
}

std::string normalised_password(std::string_view password)
{
    if (password.size() > most_password_bytes || !base::is_utf8(password)) return {};
    auto normal = base::to_nfkc(password);
    if (normal.size() > most_password_bytes) return {};
    return normal;
}

} // namespace assetbuddy::accounts
