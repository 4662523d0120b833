#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "access/call.h"
#include "base/id.h"
#include "base/time.h"

namespace assetbuddy::accounts {

/// R-AUTH-7: after this many failures in a row the waiting begins, doubling from a second to the longest; at the last
/// one it ends only with a new password (by mail) or a success elsewhere.
inline constexpr std::int64_t free_failures = 5;
inline constexpr std::int64_t most_failures = 100;
inline constexpr std::chrono::seconds longest_delay{15 * 60};

/// How long nobody may try after so many failures in a row; from `most_failures` on a reset is the only way.
std::chrono::seconds delay_after(std::int64_t failures);

/// One try at a password, counted before the password is looked at, so that tries at the same time cannot slip through
/// together. A try while waiting is not counted and must be refused exactly like a wrong password (R-AUTH-9).
struct Attempt {
    std::string bucket;
    bool may_check = false;
    std::int64_t failures = 0; // in a row, this one included
};

/// Buckets of failures: keyed hashes, so that known and unknown addresses leave the same rows.
/// Each with the present key's first, then those of older keys (R-CRYPTO-2).
std::vector<std::string> buckets_of_address(const access::Kernel& kernel, std::string_view email_key);
std::vector<std::string> buckets_of_session(const access::Kernel& kernel, const base::AccountId& account);
std::vector<std::string> buckets_of_second_factor(const access::Kernel& kernel, const base::AccountId& account);
std::string bucket_of_address(const access::Kernel& kernel, std::string_view email_key);
std::string bucket_of_device(const access::Kernel& kernel, const base::AccountId& account, std::string_view device);
/// For passwords asked in a session, so that guessing there locks nobody out of signing in.
std::string bucket_of_session(const access::Kernel& kernel, const base::AccountId& account);
/// For codes of the second step; only somebody who knows the password gets there.
std::string bucket_of_second_factor(const access::Kernel& kernel, const base::AccountId& account);

/// Counts a try; writes one row whether it may go on or not.
Attempt begin_attempt(access::Call& call, const std::string& bucket);
/// The password was right, or was reset: the count starts anew.
void forgive(access::Call& call, const std::string& bucket);

} // namespace assetbuddy::accounts
