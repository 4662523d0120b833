#pragma once

#include <string>

#include "base/result.h"

namespace assetbuddy::ui {

/// The heading of a page that refuses: what happened.
std::string title_in_words(const base::Error& error);
/// What happened and what to do next, for a refusal's code; the error's own detail wins where there is one.
std::string in_words(const base::Error& error);

} // namespace assetbuddy::ui
