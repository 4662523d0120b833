#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "defects/defect.h"
#include "organisations/organisation.h"

namespace assetbuddy::defects {

/// The morning of the next round of summaries after `now`: tomorrow's, or Monday's (EXT-6).
base::Time next_round(base::Time now, std::string_view time_zone, organisations::ContractorSummary often);

/// "3 defects to do, 1 overdue"; `has_more`: more than were counted.
std::string to_do_words(const std::vector<Defect>& defects, const std::string& today, bool has_more);

/// What a mail says of one: its name, its equipment and site, its day; a line each.
std::string summary_lines(const Defect& defect, const std::string& today);

} // namespace assetbuddy::defects
