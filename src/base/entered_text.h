#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/text.h"

namespace assetbuddy::base {

/// What one text field of a form or body may hold.
struct TextRule {
    const char* field;
    const char* called; // "The name"
    std::size_t most;   // code points
    /// What to say where it is missing ("Enter the name of the site."); null: it may be empty.
    const char* when_missing = nullptr;
    Lines lines = Lines::one;
};

/// The text trimmed and in NFC, or a mistake beside its field (R-VAL-1, R-VAL-8). Codes: invalid_characters, too_long,
/// required.
std::string checked_text(const TextRule& rule, const std::string& entered, std::vector<FieldError>& errors);

/// The letters a to z as capitals: codes and their prefixes are typed either way.
std::string in_capitals(std::string text);

} // namespace assetbuddy::base
