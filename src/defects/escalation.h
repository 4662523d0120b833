#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "defects/defect.h"

namespace assetbuddy::defects {

// NOT-1, Defect Escalation: a Critical or High defect that nobody has for 24 hours, or one that is three days overdue,
// is told to those who verify at its site, once a day.

/// Whether it can come to that at all, as the defect stands.
bool may_escalate(const Defect& defect);

/// When it is told next; nothing: never, as it stands. `last`: when it was told before. For the first time a day after
/// nobody had it any more, or on the third morning after its due date; then every morning.
std::optional<base::Time> next_escalation(const Defect& defect, const std::optional<base::Time>& last,
                                          std::string_view time_zone);

/// "has had nobody for 24 hours", "is 3 days overdue".
std::string why_escalated(const Defect& defect, base::Time now, std::string_view time_zone);

} // namespace assetbuddy::defects
