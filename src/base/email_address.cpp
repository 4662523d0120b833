#include "base/email_address.h"

#include <algorithm>
#include <memory>

#include <idn2.h>

#include "base/text.h"

namespace assetbuddy::base {
namespace {

constexpr std::size_t longest_local = 64;   // RFC 5321 4.5.3.1.1
constexpr std::size_t longest_domain = 253; // RFC 1035 2.3.4, written
constexpr std::size_t longest_whole = 254;  // RFC 5321 4.5.3.1.3 less the angle brackets
constexpr std::size_t longest_typed = 1024;

bool is_letter_or_digit(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9');
}

bool is_local_part(std::string_view text)
{
    static constexpr std::string_view others = ".!#$%&'*+/=?^_`{}|~-";
    if (text.empty() || text.size() > longest_local) return false;
    if (text.front() == '.' || text.back() == '.' || text.find("..") != std::string_view::npos) return false;
    return std::ranges::all_of(
        text, [](char c) { return is_letter_or_digit(c) || others.find(c) != std::string_view::npos; });
}

bool is_host_name(std::string_view domain)
{
    if (domain.empty() || domain.size() > longest_domain || domain.find('.') == std::string_view::npos) return false;
    std::size_t label = 0;
    for (std::size_t i = 0; i <= domain.size(); ++i) {
        if (i < domain.size() && domain[i] != '.') {
            if (!is_letter_or_digit(domain[i]) && domain[i] != '-') return false;
            if (domain[i] == '-' && (label == 0 || i + 1 == domain.size() || domain[i + 1] == '.')) return false;
            ++label;
            continue;
        }
        if (label == 0 || label > 63) return false;
        label = 0;
    }
    const auto last = domain.substr(domain.rfind('.') + 1);
    return !std::ranges::all_of(last, [](char c) { return c >= '0' && c <= '9'; }); // no address of a machine
}

/// libidn2 drops or maps what it does not like (blanks, brackets, ideographic full stops); what a person sees must be
/// what is compared, so such characters are refused before it is asked.
bool is_plain_domain(std::string_view domain)
{
    static constexpr std::string_view other_full_stops[] = {"\u3002", "\uFF0E", "\uFF61"};
    const bool is_plain_ascii = std::ranges::all_of(domain, [](char c) {
        return (static_cast<unsigned char>(c) & 0x80) != 0 || is_letter_or_digit(c) || c == '-' || c == '.';
    });
    const bool has_other_full_stop = std::ranges::any_of(
        other_full_stops, [&](std::string_view stop) { return domain.find(stop) != std::string_view::npos; });
    return is_plain_ascii && !has_other_full_stop && to_nfkc(domain) == domain && !has_invisible_characters(domain);
}

std::optional<std::string> to_a_labels(std::string_view domain)
{
    if (!is_plain_domain(domain)) return std::nullopt;
    char* output = nullptr;
    const std::string text{domain};
    const int flags = IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL | IDN2_USE_STD3_ASCII_RULES;
    const int status = idn2_to_ascii_8z(text.c_str(), &output, flags);
    const std::unique_ptr<char, void (*)(void*)> owned{output, idn2_free};
    if (status != IDN2_OK) return std::nullopt;
    return std::string{owned.get()};
}

std::string lower(std::string text)
{
    for (auto& character : text)
        if (character >= 'A' && character <= 'Z') character = static_cast<char>(character - 'A' + 'a');
    return text;
}

std::string_view without_ascii_blanks(std::string_view text)
{
    const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

} // namespace

std::optional<EmailAddress> EmailAddress::parse(std::string_view text)
{
    if (text.size() > longest_typed) return std::nullopt;
    const auto typed = without_ascii_blanks(text);
    if (!is_clean_text(typed)) return std::nullopt;
    const auto at = typed.find('@');
    if (at == std::string_view::npos || typed.find('@', at + 1) != std::string_view::npos) return std::nullopt;
    const auto local = typed.substr(0, at);
    if (!is_local_part(local)) return std::nullopt;
    const auto domain = to_a_labels(typed.substr(at + 1));
    if (!domain || !is_host_name(*domain)) return std::nullopt;
    auto key = lower(std::string{local} + "@" + *domain);
    if (key.size() > longest_whole) return std::nullopt;
    return EmailAddress{std::string{typed}, std::move(key)};
}

std::string masked(std::string_view email)
{
    const auto at = email.rfind('@');
    if (at == std::string_view::npos) return "****";
    return std::string{email.substr(0, std::min<std::size_t>(at, 2))} + "****" + std::string{email.substr(at)};
}

} // namespace assetbuddy::base
