#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace assetbuddy::defects {

enum class What {
    reported,
    edited,
    assigned,
    unassigned,
    awaiting_parts,
    resumed,
    closed_out,
    approved,
    rejected,
    closed,
    note
};
std::string_view to_text(What what);
What read_what(std::string_view text);

/// One line of a defect's timeline.
struct Event {
    std::string id = {};
    What what = What::reported;
    base::Time at = {};
    std::int64_t turn = 0;
    std::string actor_name = {};  // empty: the program itself
    std::string before_name = {}; // of an assignment: who had it, and who got it
    std::string after_name = {};
    std::string words = {};
};

/// "Dana Fitter closed it out".
std::string in_words(const Event& event);

} // namespace assetbuddy::defects
