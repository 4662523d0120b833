#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/id.h"
#include "base/time.h"

namespace assetbuddy::access {

/// Wrong passwords, wrong codes and unknown tokens from one address (IPv6: its /64), in this process's memory
/// (`--guess-limit`; security.md section 7). Right ones never count. Thread-safe, bounded to 100,000 addresses.
class GuessLimiter {
  public:
    explicit GuessLimiter(std::int64_t per_minute) : per_minute_(per_minute) {}
    /// Seconds to wait when the address has used its minute up; 0: go on. Ask before checking a secret.
    std::int64_t seconds_to_wait(std::string_view address, base::Time now);
    void note_wrong(std::string_view address, base::Time now);

  private:
    struct Bucket {
        base::Time since;
        std::int64_t wrong = 0;
    };
    std::mutex mutex_;
    std::int64_t per_minute_;
    std::unordered_map<std::string, Bucket> buckets_;
};

/// Sessions that were used and not yet written: at most one write a minute each (section 0), flushed by a background
/// worker of server/ in one transaction. Thread-safe.
class LastUses {
  public:
    struct Use {
        base::SessionId session;
        base::OrganisationId organisation;
        base::UserId user;
        base::Time at;
        std::string api_token = {}; // instead of a session
    };
    void note(Use use);
    std::vector<Use> take();

  private:
    std::mutex mutex_;
    std::unordered_map<std::string, Use> uses_;
};

} // namespace assetbuddy::access
