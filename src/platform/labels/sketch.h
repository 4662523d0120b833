#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assetbuddy::platform::labels {

/// What a sketch shows; its shape is recognised, no more.
enum class Shape { forklift, ladder, cabinet, extinguisher, vessel, van, machine };

/// Stands where an example has no photo: one piece of equipment, where it is broken or mended, and words below.
struct Sketch {
    Shape shape = Shape::machine;
    std::string caption = {};
    bool is_mended = false;
    /// Which of a few colours of wall and which place of the mark.
    unsigned variant = 0;
};
/// 1,280 by 960 pixels. Throws std::runtime_error when the library cannot draw.
std::string png_of(const Sketch& sketch);

/// One page of A4 with a heading and lines below. Throws as above.
std::string pdf_of(std::string_view heading, const std::vector<std::string>& lines);

} // namespace assetbuddy::platform::labels
