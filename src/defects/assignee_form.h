#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "defects/assignees.h"
#include "ui/form.h"

namespace assetbuddy::defects::pages {

/// Whom a form offers; a choice is "user:ID" or "invitation:ID".
std::vector<ui::Option> assignee_options(const std::vector<Candidate>& candidates);

/// "user:ID", "invitation:ID" or "nobody". Errors: invalid (`to`).
base::Result<Assignee> read_choice(const std::string& text);

} // namespace assetbuddy::defects::pages
