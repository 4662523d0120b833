#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/permission.h"

namespace assetbuddy::roles {

// How this room's pages name permissions and how far they reach.

/// Permissions about one thing, in the order people care about.
struct Group {
    std::string_view title; // "Defects"
    std::vector<access::Permission> permissions;
};
std::vector<Group> groups();

/// "Report defects".
std::string title_of(access::Permission permission);

/// A cell of the matrix: "Yes", "Site", "Given", "Own".
std::string_view short_words(access::Scope scope);
/// A choice for a permission: "Yes", "Everywhere", "At their site", "Only what is given to them", "Only their own".
std::string_view choice_words(access::Permission permission, access::Scope scope);

} // namespace assetbuddy::roles
