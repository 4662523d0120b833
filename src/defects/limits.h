#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace assetbuddy::defects {

/// In code points: one line that names the trouble.
inline constexpr std::size_t most_title = 150;
/// What is wrong, what was done: a page or two, typed on a phone.
inline constexpr std::size_t most_description = 4000;
inline constexpr std::size_t most_notes = 4000;
inline constexpr std::size_t most_reason = 1000;
/// "Dana of Lift Services Ltd and her apprentice".
inline constexpr std::size_t most_repaired_by = 150;
/// £9,999,999.99: a mistyped cost, not a repair.
inline constexpr std::int64_t most_pence = 999'999'999;
/// Repairs planned for later than this are none.
inline constexpr std::chrono::years furthest_due{10};

/// Page sizes of the list (contract.md).
inline constexpr std::int64_t usual_page = 25;
inline constexpr std::int64_t longest_page = 200;
/// In each list of the dashboard of somebody from outside: more than anybody does in a month.
inline constexpr std::int64_t most_on_dashboard = 100;
/// Named in one mail; the page has the rest.
inline constexpr std::size_t most_in_summary = 20;
/// Read together, and sent in one turn of the background, so that its other duties get theirs.
inline constexpr std::int64_t summaries_together = 100;
inline constexpr std::int64_t most_summaries_a_turn = 1000;
inline constexpr std::int64_t most_rounds_a_turn = 50;
/// Looked at together, and so often in one turn of the background.
inline constexpr std::int64_t escalations_together = 500;
inline constexpr std::int64_t most_looks_a_turn = 20;
/// Defects that one notice of many names.
inline constexpr std::size_t most_named = 10;
/// Entries of one timeline that are shown, the newest ones.
inline constexpr std::int64_t most_events = 500;
/// Names offered at once to whom a defect may be assigned; a search narrows them.
inline constexpr std::int64_t most_assignees = 100;
/// Open defects of one person that are given to another in one go.
inline constexpr std::int64_t most_reassigned = 100;
/// Holders of a permission who are told of one defect.
inline constexpr std::int64_t most_told = 100;
/// Pieces of equipment offered at once in the first step of a report.
inline constexpr std::int64_t most_equipment = 20;

} // namespace assetbuddy::defects
