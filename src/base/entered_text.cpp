#include "base/entered_text.h"

namespace assetbuddy::base {

std::string checked_text(const TextRule& rule, const std::string& entered, std::vector<FieldError>& errors)
{
    const std::string called = rule.called;
    if (!is_clean_text(entered, rule.lines) || has_invisible_characters(entered)) {
        errors.push_back({rule.field, "invalid_characters", called + " holds characters that cannot be shown."});
        return entered;
    }
    auto text = to_nfc(trimmed(entered));
    if (text.empty() && rule.when_missing) errors.push_back({rule.field, "required", rule.when_missing});
    if (count_code_points(text) > rule.most)
        errors.push_back(
            {rule.field, "too_long", called + " may have at most " + std::to_string(rule.most) + " characters."});
    return text;
}

std::string in_capitals(std::string text)
{
    for (auto& each : text)
        if (each >= 'a' && each <= 'z') each = static_cast<char>(each - 'a' + 'A');
    return text;
}

} // namespace assetbuddy::base
