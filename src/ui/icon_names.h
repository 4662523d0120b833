#pragma once

#include <array>
#include <string_view>

namespace assetbuddy::ui {

/// The icons of the program, by their names in Tabler's outline set. The build embeds exactly these:
/// assets/build.mjs reads this list.
inline constexpr std::array<std::string_view, 42> icon_names{
    "alert-circle", "alert-triangle", "arrow-left",     "bell",         "building",      "building-factory-2",
    "calendar",     "chart-bar",      "check",          "chevron-down", "chevron-right", "circle-check",
    "clock",        "copy",           "device-desktop", "dots",         "eye",           "eye-off",
    "filter",       "forklift",       "info-circle",    "list-search",  "lock",          "login",
    "logout",       "mail",           "mail-forward",   "map-pin",      "menu-2",        "moon",
    "pencil",       "plus",           "refresh",        "search",       "settings",      "shield-check",
    "sun",          "tool",           "trash",          "user",         "user-plus",     "users",
};

} // namespace assetbuddy::ui
