#include "accounts/sealed.h"

#include <map>
#include <vector>

#include "accounts/second_factor.h"
#include "accounts/store_sealed.h"
#include "accounts/throttle.h"

namespace assetbuddy::accounts {

const access::SealedPlace sealed_secrets{.name = "secrets of authenticator apps",
                                         .purpose = secret_purpose,
                                         .list = store::list_secrets,
                                         .replace = store::update_secret,
                                         .count = store::count_secrets};

std::string carry_failures_over(platform::sql::Transaction& tx, const access::Kernel& kernel, const std::string& after,
                                std::int64_t most)
{
    const auto accounts = store::list_accounts(tx, after, most);
    std::map<std::string, std::string> present; // bucket of an older key → of the present one
    const auto note = [&](const std::vector<std::string>& buckets) {
        for (std::size_t i = 1; i < buckets.size(); ++i) present.emplace(buckets[i], buckets.front());
    };
    for (const auto& account : accounts) {
        note(buckets_of_address(kernel, account.email_key));
        note(buckets_of_session(kernel, account.id));
        note(buckets_of_second_factor(kernel, account.id));
    }
    std::vector<std::string> former;
    for (const auto& [bucket, next] : present) former.push_back(bucket);
    for (const auto& bucket : store::list_buckets(tx, former)) store::move_failures(tx, bucket, present.at(bucket));
    return accounts.empty() ? std::string{} : accounts.back().id.text();
}

bool has_recovery_codes_of(platform::sql::Transaction& tx, const std::string& key_id)
{
    return store::has_recovery_codes_of(tx, key_id);
}

} // namespace assetbuddy::accounts
