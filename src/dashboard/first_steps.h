#pragma once

#include <string_view>
#include <vector>

#include "access/call.h"

namespace assetbuddy::dashboard {

/// What a new organisation does first.
struct FirstStep {
    std::string_view name; // for programs
    std::string_view words;
    std::string_view why;
    std::string_view path;
    bool is_done = false;
};

/// The steps that are the caller's to take, for whoever may add sites; none once all of them are done.
std::vector<FirstStep> first_steps(access::Call& call);

} // namespace assetbuddy::dashboard
