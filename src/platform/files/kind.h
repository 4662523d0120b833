#pragma once

#include <optional>
#include <string_view>

namespace assetbuddy::platform::files {

/// A kind of file that is taken. Whatever is not in this list is refused: what a browser runs (HTML, SVG, scripts), and
/// archives, which hide what they hold.
struct Kind {
    std::string_view type;   // as it is handed out again
    std::string_view ending; // of its name, with the dot
    bool is_picture = false;
};

/// What the bytes are, by libmagic, never by a name or a header from outside; nothing for what is not taken.
std::optional<Kind> kind_of(std::string_view bytes);

} // namespace assetbuddy::platform::files
