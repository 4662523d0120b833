#pragma once

#include <optional>
#include <vector>

#include "base/id.h"
#include "defects/figures.h"
#include "platform/html/html.h"

namespace assetbuddy::dashboard {

// Pictures as SVG, each with a title, a description in words and the same numbers as a table.

/// What is open, a bar for each severity in parts of each status; the numbers of the table lead to the lists.
platform::html::Html chart_of(const std::vector<defects::KindCount>& kinds, const std::optional<base::SiteId>& site);

/// What was reported and closed week by week; the numbers of the table lead to the lists.
platform::html::Html chart_of(const std::vector<defects::WeekCount>& weeks, const std::optional<base::SiteId>& site);

} // namespace assetbuddy::dashboard
