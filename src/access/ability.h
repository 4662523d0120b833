#pragma once

#include <string>

#include "access/permission.h"

namespace assetbuddy::access {

/// Whether the words are about somebody or said to the person.
enum class Spoken { of_them, to_you };

/// A grant in words: "see defects at Harbour Yard", "close out defects that are given to you". `site` is the name of
/// the person's site, empty for all sites (ROL-2).
std::string in_words(const Grant& grant, const std::string& site, Spoken spoken);

} // namespace assetbuddy::access
