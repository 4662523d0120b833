#include "base/text.h"

#include <algorithm>
#include <cctype>
#include <memory>
#include <set>
#include <stdexcept>

#include <unicode/casemap.h>
#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/email_address.h"

namespace assetbuddy::base {
namespace {

constexpr std::size_t longest_sort_key = 128; // hex characters
constexpr std::size_t longest_term = 64;      // bytes
constexpr std::size_t most_terms = 40;

void check(UErrorCode status)
{
    if (U_FAILURE(status)) throw std::runtime_error(u_errorName(status));
}

icu::UnicodeString to_icu(std::string_view text)
{
    return icu::UnicodeString::fromUTF8(icu::StringPiece{text.data(), static_cast<int32_t>(text.size())});
}

std::string from_icu(const icu::UnicodeString& text)
{
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

std::string normalised(const icu::Normalizer2* (*form)(UErrorCode&), std::string_view text)
{
    UErrorCode status = U_ZERO_ERROR;
    const auto* normaliser = form(status);
    check(status);
    const auto result = normaliser->normalize(to_icu(text), status);
    check(status);
    return from_icu(result);
}

/// Length of the well-formed sequence at the start (Unicode 15, table 3-7), 0 when there is none.
std::size_t sequence_length(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto follows = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
        return i < text.size() && byte(i) >= low && byte(i) <= high;
    };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
        const unsigned high = first == 0xED ? 0x9F : 0xBF;
        return follows(1, low, high) && follows(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const unsigned low = first == 0xF0 ? 0x90 : 0x80;
        const unsigned high = first == 0xF4 ? 0x8F : 0xBF;
        return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

bool is_allowed_control(unsigned char character, Lines lines)
{
    return lines == Lines::several && (character == '\n' || character == '\t');
}

const icu::Collator& collator()
{
    static thread_local const auto instance = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Collator> made{icu::Collator::createInstance(icu::Locale::getRoot(), status)};
        check(status);
        return made;
    }();
    return *instance;
}

bool is_term_character(UChar32 character)
{
    return u_isalnum(character) != 0 || character == '@' || character == '.' || character == '-' || character == '_' ||
           u_charType(character) == U_NON_SPACING_MARK || u_charType(character) == U_COMBINING_SPACING_MARK;
}

void add_terms(std::set<std::string>& terms, const icu::UnicodeString& text)
{
    icu::UnicodeString word;
    const auto finish = [&] {
        word.trim();
        auto term = from_icu(word);
        word.remove();
        while (!term.empty() && (term.back() == '.' || term.back() == '-')) term.pop_back();
        while (term.size() > longest_term) {
            term.pop_back();
            while (!term.empty() && !is_utf8(term)) term.pop_back();
        }
        if (!term.empty() && terms.size() < most_terms) terms.insert(std::move(term));
    };
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        const auto character = text.char32At(i);
        if (is_term_character(character))
            word.append(character);
        else
            finish();
    }
    finish();
}

/// Letters without the accents above and below them (Combining Diacritical Marks), for those who type none.
std::string without_accents(const std::string& text)
{
    const auto apart = to_icu(normalised(icu::Normalizer2::getNFDInstance, text));
    icu::UnicodeString plain;
    for (int32_t i = 0; i < apart.length(); i = apart.moveIndex32(i, 1))
        if (const auto character = apart.char32At(i); character < 0x300 || character > 0x36F) plain.append(character);
    return to_nfc(from_icu(plain));
}

bool is_name_character(char character)
{
    return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '-';
}

/// name.tld directly before the slash at `slash`.
bool has_host_before(std::string_view text, std::size_t slash)
{
    std::size_t start = slash;
    while (start > 0 && (is_name_character(text[start - 1]) || text[start - 1] == '.')) --start;
    const auto host = text.substr(start, slash - start);
    const auto dot = host.rfind('.');
    if (dot == std::string_view::npos || dot == 0) return false;
    const auto last = host.substr(dot + 1);
    return last.size() >= 2 &&
           std::ranges::all_of(last, [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; });
}

} // namespace

bool is_utf8(std::string_view text)
{
    while (!text.empty()) {
        const auto length = sequence_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

bool is_clean_text(std::string_view text, Lines lines)
{
    if (!is_utf8(text)) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto character = static_cast<unsigned char>(text[i]);
        if ((character < 0x20 && !is_allowed_control(character, lines)) || character == 0x7F) return false;
        if (character == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0) return false; // C1
    }
    return true;
}

bool has_invisible_characters(std::string_view text)
{
    const auto wide = to_icu(text);
    for (int32_t i = 0; i < wide.length(); i = wide.moveIndex32(i, 1)) {
        const auto character = wide.char32At(i);
        const auto type = u_charType(character);
        if (type == U_FORMAT_CHAR || type == U_PRIVATE_USE_CHAR || type == U_LINE_SEPARATOR ||
            type == U_PARAGRAPH_SEPARATOR || u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0)
            return true;
    }
    return false;
}

std::size_t count_code_points(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

std::string trimmed(std::string_view text)
{
    const auto wide = to_icu(text);
    int32_t start = 0;
    int32_t end = wide.length();
    while (start < end && u_isUWhiteSpace(wide.char32At(start)) != 0) start = wide.moveIndex32(start, 1);
    while (end > start && u_isUWhiteSpace(wide.char32At(wide.moveIndex32(end, -1))) != 0)
        end = wide.moveIndex32(end, -1);
    return from_icu(wide.tempSubStringBetween(start, end));
}

std::string to_nfkc(std::string_view text)
{
    return normalised(icu::Normalizer2::getNFKCInstance, text);
}

std::string to_nfc(std::string_view text)
{
    return normalised(icu::Normalizer2::getNFCInstance, text);
}

std::string case_folded(std::string_view text)
{
    // NFKC after folding as well: folding can leave what normalising would change, and the key must be a fixed point.
    const auto folded = to_icu(to_nfkc(text)).foldCase();
    const auto once = from_icu(folded);
    return to_nfkc(from_icu(to_icu(to_nfkc(once)).foldCase()));
}

std::string sort_key(std::string_view text)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::uint8_t bytes[longest_sort_key / 2 + 1];
    const auto wanted = collator().getSortKey(to_icu(text), bytes, static_cast<int32_t>(sizeof(bytes)));
    const auto size = std::min(static_cast<std::size_t>(std::max(wanted, 0)), longest_sort_key / 2);
    std::string hex;
    hex.reserve(size * 2);
    for (std::size_t i = 0; i < size; ++i) {
        hex += digits[bytes[i] >> 4];
        hex += digits[bytes[i] & 0x0F];
    }
    return hex;
}

bool looks_like_web_address(std::string_view text)
{
    std::string lower{text};
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
    if (lower.find("://") != std::string::npos || lower.find("www.") != std::string::npos) return true;
    for (auto slash = lower.find('/'); slash != std::string::npos; slash = lower.find('/', slash + 1))
        if (has_host_before(lower, slash)) return true;
    return false;
}

std::vector<std::string> search_terms(std::span<const std::string> texts)
{
    std::set<std::string> terms;
    for (const auto& text : texts)
        if (const auto email = EmailAddress::parse(text); email && email->key().size() <= longest_term)
            terms.insert(email->key());
    for (const auto& text : texts) add_terms(terms, to_icu(without_accents(case_folded(text))));
    return {terms.begin(), terms.end()};
}

} // namespace assetbuddy::base
