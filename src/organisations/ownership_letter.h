#pragma once

#include <string>
#include <string_view>

#include "base/time.h"
#include "outbox/outbox.h"
#include "users/user.h"

namespace assetbuddy::organisations {

inline constexpr std::string_view ownership_given_kind = "ownership_given";
inline constexpr std::string_view ownership_received_kind = "ownership_received";

enum class Side { giver, receiver };

/// What the mails about a new Owner are made of at delivery.
struct OwnershipData {
    std::string organisation;
    std::string from; // names
    std::string to;
    std::string role; // the giver's next, in words
    base::Time at;
    std::string time_zone;
    [[nodiscard]] std::string to_json() const;
    /// Throws std::invalid_argument for anything `to_json` did not make.
    static OwnershipData from_json(std::string_view text);
};

outbox::Letter ownership_letter(const users::User& to, Side side, const OwnershipData& data);

} // namespace assetbuddy::organisations
