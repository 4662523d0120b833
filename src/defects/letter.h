#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assetbuddy::defects {

inline constexpr std::string_view summary_kind = "contractor_summary";
/// The kind of notice it comes with, and its subject: a person has one at most that has not left.
inline constexpr std::string_view summary_notice = "contractor.summary";

/// What the mail to somebody from outside is made of at delivery (EXT-6).
struct SummaryData {
    std::string name = {};
    std::string organisation = {};
    std::string words = {};                // "3 defects to do, 1 overdue"
    std::vector<std::string> defects = {}; // some lines each
    bool is_cut = false;
    std::string unsubscribe = {}; // a path of ours
    [[nodiscard]] std::string to_json() const;
    /// Throws std::invalid_argument for anything `to_json` did not make.
    static SummaryData from_json(std::string_view text);
};

} // namespace assetbuddy::defects
