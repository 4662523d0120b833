#include "accounts/throttle.h"

#include <algorithm>

#include "accounts/store.h"

namespace assetbuddy::accounts {
namespace {

constexpr std::string_view address_purpose = "sign-in-address";
constexpr std::string_view session_purpose = "sign-in-session";
constexpr std::string_view second_factor_purpose = "sign-in-second-factor";

} // namespace

std::chrono::seconds delay_after(std::int64_t failures)
{
    if (failures < free_failures) return std::chrono::seconds{0};
    const auto doublings = std::min<std::int64_t>(failures - free_failures, 20);
    return std::min(longest_delay, std::chrono::seconds{std::int64_t{1} << doublings});
}

std::string bucket_of_address(const access::Kernel& kernel, std::string_view email_key)
{
    return kernel.key.keyed_hash(address_purpose, email_key);
}

std::vector<std::string> buckets_of_address(const access::Kernel& kernel, std::string_view email_key)
{
    return kernel.key.keyed_hashes(address_purpose, email_key);
}

std::string bucket_of_device(const access::Kernel& kernel, const base::AccountId& account, std::string_view device)
{
    return kernel.key.keyed_hash("sign-in-device", account.text() + ":" + std::string{device});
}

std::string bucket_of_session(const access::Kernel& kernel, const base::AccountId& account)
{
    return kernel.key.keyed_hash(session_purpose, account.text());
}

std::vector<std::string> buckets_of_session(const access::Kernel& kernel, const base::AccountId& account)
{
    return kernel.key.keyed_hashes(session_purpose, account.text());
}

std::string bucket_of_second_factor(const access::Kernel& kernel, const base::AccountId& account)
{
    return kernel.key.keyed_hash(second_factor_purpose, account.text());
}

std::vector<std::string> buckets_of_second_factor(const access::Kernel& kernel, const base::AccountId& account)
{
    return kernel.key.keyed_hashes(second_factor_purpose, account.text());
}

Attempt begin_attempt(access::Call& call, const std::string& bucket)
{
    const auto before = store::hold_failures(call.tx, bucket, call.now);
    if (before.count >= most_failures || call.now < before.blocked_until)
        return {.bucket = bucket, .may_check = false, .failures = before.count};
    const auto failures = before.count + 1;
    store::update_failures(call.tx, bucket, {failures, call.now + delay_after(failures)});
    return {.bucket = bucket, .may_check = true, .failures = failures};
}

void forgive(access::Call& call, const std::string& bucket)
{
    store::delete_failures(call.tx, bucket);
}

} // namespace assetbuddy::accounts
