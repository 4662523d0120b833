#include "organisations/organisation.h"

#include "base/text.h"
#include "organisations/limits.h"

namespace assetbuddy::organisations {

std::string checked_name(std::vector<base::FieldError>& errors, std::string field, std::string_view called,
                         std::string_view text)
{
    const auto refuse = [&](const char* code, const std::string& message) {
        errors.push_back({std::move(field), code, std::string{called} + message});
        return std::string{};
    };
    if (!base::is_clean_text(text) || base::has_invisible_characters(text))
        return refuse("invalid_characters", " holds characters that cannot be shown.");
    auto name = base::to_nfc(base::trimmed(text));
    if (name.empty()) return refuse("required", " is needed.");
    if (base::count_code_points(name) > most_name)
        return refuse("too_long", " may have at most " + std::to_string(most_name) + " characters.");
    if (base::looks_like_web_address(name)) return refuse("web_address", " may not hold a web address.");
    return name;
}

std::optional<base::Error> Confirmation::refusal(base::Time now) const
{
    if (used_at) return base::Error{"used", {}, "This was used already: the email address is confirmed."};
    if (voided_at)
        return base::Error{"replaced", {}, "There is a newer email. Use the link or the code from that one."};
    if (expires_at <= now) return base::Error{"expired", {}, "This has expired. Sign up again."};
    if (attempts >= most_attempts)
        return base::Error{"locked", {}, "There were five wrong codes, so this one is closed. Ask for a new email."};
    return std::nullopt;
}

} // namespace assetbuddy::organisations
