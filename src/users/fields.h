#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/text.h"
#include "users/limits.h"

namespace assetbuddy::users {

using Mistakes = std::vector<base::FieldError>;

enum class Needed { required, optional };
enum class WebAddresses { refused, allowed };

/// What a field of a person may hold.
struct TextRule {
    const char* field;
    std::size_t most; // code points
    Needed needed = Needed::optional;
    /// Names go into mails, where a web address would become a link (R-MAIL-7).
    WebAddresses web_addresses = WebAddresses::allowed;
    base::Lines lines = base::Lines::one;
};

inline constexpr TextRule name_rule{"name", most_name, Needed::required, WebAddresses::refused};
inline constexpr TextRule job_title_rule{"job_title", most_job_title};
inline constexpr TextRule phone_rule{"phone", most_phone};
inline constexpr TextRule company_name_rule{"company_name", most_company_name, Needed::optional, WebAddresses::refused};
inline constexpr TextRule company_address_rule{"company_address", most_company_address, Needed::optional,
                                               WebAddresses::allowed, base::Lines::several};

/// Trimmed and in NFC, and a mistake noted where it cannot be taken (R-VAL-1, R-VAL-8).
std::string tidied(const std::string& given, const TextRule& rule, Mistakes& mistakes);

} // namespace assetbuddy::users
