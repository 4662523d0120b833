#include "organisations/organisation.h"

#include <type_traits>

#include "base/text.h"
#include "base/time_zones.h"
#include "organisations/limits.h"

namespace assetbuddy::organisations {

std::string_view to_text(ContractorSummary often)
{
    switch (often) {
    case ContractorSummary::off:
        return "off";
    case ContractorSummary::daily:
        return "daily";
    case ContractorSummary::weekly:
        return "weekly";
    }
    return {};
}

std::optional<ContractorSummary> read_contractor_summary(std::string_view text)
{
    for (const auto each : {ContractorSummary::off, ContractorSummary::daily, ContractorSummary::weekly})
        if (to_text(each) == text) return each;
    return std::nullopt;
}

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

namespace {

void check_range(std::vector<base::FieldError>& errors, const char* field, std::int64_t value, Range range)
{
    if (value >= range.least && value <= range.most) return;
    errors.push_back({field, "out_of_range",
                      "This must be from " + std::to_string(range.least) + " to " + std::to_string(range.most) + "."});
}

std::string in_words(bool flag)
{
    return flag ? "true" : "false";
}

template <class T>
void add_change(std::vector<access::Change>& changes, const char* field, const T& before, const T& after)
{
    if (before == after) return;
    if constexpr (std::is_same_v<T, std::string>)
        changes.push_back({field, before, after});
    else if constexpr (std::is_same_v<T, bool>)
        changes.push_back({field, in_words(before), in_words(after)});
    else
        changes.push_back({field, std::to_string(before), std::to_string(after)});
}

} // namespace

base::Result<Settings> Settings::checked() const
{
    std::vector<base::FieldError> errors;
    auto settings = *this;
    settings.name = checked_name(errors, "name", "The name of the organisation", name);
    check_range(errors, "invitation_lifetime_days", invitation_lifetime_days, lifetime_days);
    if (!base::is_time_zone(time_zone))
        errors.push_back({"time_zone", "unknown_value", "Choose a time zone such as Europe/London."});
    check_range(errors, "session_idle_minutes", session_idle_minutes, idle_minutes);
    check_range(errors, "session_hours", session_hours, whole_hours);
    if (!read_contractor_summary(contractor_summary))
        errors.push_back({"contractor_summary", "unknown_value", "Choose weekly, daily or off."});
    if (!errors.empty()) return base::invalid(std::move(errors));
    return settings;
}

std::vector<access::Change> changes_between(const Settings& before, const Settings& after)
{
    std::vector<access::Change> changes;
    add_change(changes, "name", before.name, after.name);
    add_change(changes, "invitation_lifetime_days", before.invitation_lifetime_days, after.invitation_lifetime_days);
    add_change(changes, "reminders", before.reminders, after.reminders);
    add_change(changes, "time_zone", before.time_zone, after.time_zone);
    add_change(changes, "session_idle_minutes", before.session_idle_minutes, after.session_idle_minutes);
    add_change(changes, "session_hours", before.session_hours, after.session_hours);
    add_change(changes, "require_second_factor", before.require_second_factor, after.require_second_factor);
    add_change(changes, "hand_over_code", before.hand_over_code, after.hand_over_code);
    add_change(changes, "receive_hs_notifications", before.receive_hs_notifications, after.receive_hs_notifications);
    add_change(changes, "contractor_summary", before.contractor_summary, after.contractor_summary);
    return changes;
}

bool touches_security(const Settings& before, const Settings& after)
{
    return before.session_idle_minutes != after.session_idle_minutes || before.session_hours != after.session_hours ||
           before.require_second_factor != after.require_second_factor || before.hand_over_code != after.hand_over_code;
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
