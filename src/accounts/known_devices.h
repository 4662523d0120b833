#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/kernel.h"
#include "accounts/account.h"

namespace assetbuddy::accounts {

inline constexpr std::chrono::hours device_cookie_life{24 * 90};
/// People who share a browser, such as a tablet on the shop floor.
inline constexpr std::size_t most_people_of_device = 5;

/// What a browser's sealed cookie remembers: who has signed in here with success (R-AUTH-8). It proves nothing and
/// opens nothing; it only chooses a bucket of failures of its own, so that strangers cannot lock the person out.
class KnownDevices {
  public:
    KnownDevices() = default;
    /// Anything but what `to_text` made counts as an empty one.
    static KnownDevices from_text(std::string_view text);
    [[nodiscard]] std::string to_text() const;

    /// The device's name for this account, unless its password was set anew since.
    [[nodiscard]] std::optional<std::string> find(const Account& account) const;
    /// Remembers a sign-in now; the person longest unseen is forgotten.
    void note(const access::Kernel& kernel, const base::AccountId& account);

  private:
    struct Mark {
        base::AccountId account;
        base::Time since;
        std::string device;
    };
    std::vector<Mark> marks_; // latest first
};

/// `__Host-device` over https.
std::string_view device_cookie_name(bool secure);

} // namespace assetbuddy::accounts
