#include "users/fields.h"

namespace assetbuddy::users {

std::string tidied(const std::string& given, const TextRule& rule, Mistakes& mistakes)
{
    const auto note = [&](const char* code, std::string message) {
        mistakes.push_back({rule.field, code, std::move(message)});
    };
    if (!base::is_clean_text(given, rule.lines) || base::has_invisible_characters(given)) {
        note("invalid", "Take out the invisible characters; type it afresh if it was pasted.");
        return given;
    }
    auto text = base::trimmed(base::to_nfc(given));
    if (text.empty() && rule.needed == Needed::required) note("required", "Enter the full name.");
    if (base::count_code_points(text) > rule.most)
        note("too_long", "Use at most " + std::to_string(rule.most) + " characters.");
    if (rule.web_addresses == WebAddresses::refused && base::looks_like_web_address(text))
        note("invalid", "Enter a name without a web address.");
    return text;
}

} // namespace assetbuddy::users
