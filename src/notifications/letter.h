#pragma once

#include <string>
#include <string_view>

#include "base/time.h"
#include "outbox/outbox.h"

namespace assetbuddy::notifications {

inline constexpr std::string_view notice_kind = "notice";

/// What a mailed notice is made of at delivery.
struct NoticeData {
    std::string name; // of the reader
    std::string organisation;
    std::string title;
    std::string path;
    [[nodiscard]] std::string to_json() const;
    /// Throws std::invalid_argument for anything `to_json` did not make.
    static NoticeData from_json(std::string_view text);
};

} // namespace assetbuddy::notifications
