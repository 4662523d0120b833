#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/audit.h"

namespace assetbuddy::access {

/// Notes a field that differs; an empty text stands for nothing entered.
inline void add_change(std::vector<Change>& changes, const char* field, const std::string& before,
                       const std::string& after, Privacy privacy = Privacy::plain)
{
    if (before != after) changes.push_back({field, before, after, privacy});
}

} // namespace assetbuddy::access
