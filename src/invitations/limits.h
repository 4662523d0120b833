#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace assetbuddy::invitations {

/// What the fields may hold, in code points (R-VAL-8 for names; the rest as roomy as real life needs).
inline constexpr std::size_t most_name = 100;
inline constexpr std::size_t most_job_title = 100;
inline constexpr std::size_t most_phone = 40;
inline constexpr std::size_t most_company_name = 100;
inline constexpr std::size_t most_company_address = 500;

/// INV-10: how many days an invitation lives.
inline constexpr std::int64_t shortest_lifetime_days = 1;
inline constexpr std::int64_t longest_lifetime_days = 30;
inline constexpr std::int64_t longest_managing_lifetime_days = 3;

/// R-INV-3: counted wrong codes of one generation; the last of them locks the invitation.
inline constexpr std::int64_t most_attempts = 5;

/// R-INV-13.
inline constexpr std::chrono::seconds resend_pause{60};
inline constexpr std::chrono::hours resend_window{1};
inline constexpr std::int64_t most_resends_in_window = 3;

/// Page sizes of the list (contract.md), and how much of a search is looked at: more words only narrow it further.
inline constexpr std::int64_t usual_page = 25;
inline constexpr std::int64_t longest_page = 200;
inline constexpr std::size_t most_search_words = 5;

} // namespace assetbuddy::invitations
