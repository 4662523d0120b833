#pragma once

#include <string>
#include <vector>

namespace assetbuddy::platform::labels {

/// What is printed on a label: a QR code of the address, and beside it two texts.
struct Label {
    std::string address;
    std::string code;
    std::string name;
};

/// A label alone, 70 mm by 35 mm, as an SVG file with a title for who cannot see it. The texts are left to the fonts of
/// whatever shows it; a name longer than six lines ends in an ellipsis.
std::string svg_of(const Label& label);

/// A text in lines of at most `columns` columns (wide letters take two), broken between words where that is possible;
/// what is beyond `most` lines ends in an ellipsis.
std::vector<std::string> lines_of(const std::string& text, int columns, std::size_t most);

} // namespace assetbuddy::platform::labels
