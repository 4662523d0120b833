#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace assetbuddy::platform::crypto {

/// Argon2id, 16-byte salt, 32-byte tag, one lane. standard: 19 MiB, t=2; strong: 64 MiB, t=3 (R-AUTH-5). `minimal`
/// (8 KiB, t=1) is for tests of everything but hashing.
enum class PasswordCost { standard, strong, minimal };

/// The queue is full: 503 with Retry-After (R-AUTH-6).
class HashingBusy : public std::runtime_error {
    using runtime_error::runtime_error;
};

struct PasswordCheck {
    bool matches = false;
    /// True when the stored hash is weaker than the present cost: hash again and store.
    bool outdated = false;
};

/// Hashes passwords on threads of its own: one per core, nice 10, queue of 64 (R-AUTH-6), so that sign-ins cannot
/// starve pages. Callers wait (parked, see platform/workers) and may be any number of threads. Passwords are hashed as
/// given: normalise (NFKC) and bound (1,024 bytes) them first.
class PasswordHasher {
  public:
    PasswordHasher(PasswordCost cost, std::size_t threads);
    ~PasswordHasher();
    PasswordHasher(const PasswordHasher&) = delete;
    PasswordHasher& operator=(const PasswordHasher&) = delete;

    /// PHC string. Throws HashingBusy.
    std::string hash(std::string_view password);
    /// Without a stored hash a dummy one of the present cost is computed, so that the time is the same (R-AUTH-9).
    PasswordCheck check(std::string_view password, const std::optional<std::string>& stored);

  private:
    struct Pool;
    std::unique_ptr<Pool> pool_;
};

} // namespace assetbuddy::platform::crypto
