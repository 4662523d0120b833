#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "platform/html/html.h"
#include "ui/icon_names.h"

namespace assetbuddy::ui {

/// One of `icon_names`; another name does not compile.
class IconName {
  public:
    template <std::size_t Size>
    consteval IconName(const char (&name)[Size])
    {
        const auto found = std::find(icon_names.begin(), icon_names.end(), std::string_view{name, Size - 1});
        if (found == icon_names.end()) throw "add the icon to ui/icon_names.h";
        index_ = static_cast<std::size_t>(found - icon_names.begin());
    }
    [[nodiscard]] constexpr std::size_t index() const { return index_; }

  private:
    std::size_t index_ = 0;
};

/// Inline SVG in the colour of the text around it; hidden from screen readers, so words always stand beside it.
const platform::html::Html& icon(IconName name);

} // namespace assetbuddy::ui
