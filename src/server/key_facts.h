#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "access/sealed.h"
#include "server/keys.h"
#include "server/store_keys.h"

// What keys.cpp, key_rotation.cpp and key_state.cpp share.

namespace assetbuddy::server {

struct KeyKeeper::Facts {
    std::optional<std::string> id;
    std::optional<store::Rotation> rotation;
    std::vector<store::Former> former;

    [[nodiscard]] bool is_replaced(const std::string& key) const
    {
        return std::ranges::any_of(former, [&](const auto& each) { return each.key_id == key && key != id; });
    }
};

inline constexpr std::string_view former_purpose = "former key";

inline std::string part_context(const std::string& key_id, const std::string& purpose)
{
    return key_id + ":" + purpose;
}

inline platform::sql::Reach key_reach()
{
    return platform::sql::Reach::system("instance key");
}

/// Everything that rests sealed, in the order in which it is sealed anew.
const std::array<const access::SealedPlace*, 3>& sealed_places();

/// What keeps a rotation from going on, in words: servers heard since a moment.
std::vector<std::string> servers_in_the_way(platform::sql::Transaction& tx, const store::Rotation& rotation,
                                            base::Time since);

} // namespace assetbuddy::server
