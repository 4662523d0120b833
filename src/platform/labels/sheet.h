#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "platform/labels/label.h"

namespace assetbuddy::platform::labels {

/// A grid of labels on a sheet of A4, as sold in shops; lengths in millimetres.
struct Grid {
    std::string_view name;
    std::string_view words;
    int columns;
    int rows;
    double width;
    double height;
    double column_step;
};
inline constexpr Grid grids[] = {
    {"21", "21 on a sheet, 63.5 × 38.1 mm", 3, 7, 63.5, 38.1, 66.0},
    {"14", "14 on a sheet, 99.1 × 38.1 mm", 2, 7, 99.1, 38.1, 101.6},
    {"8", "8 on a sheet, 99.1 × 67.7 mm", 2, 4, 99.1, 67.7, 101.6},
};
std::optional<Grid> grid_of(std::string_view name);

/// The labels in their order, row by row, as a PDF of A4 pages with its fonts in it. A name with letters that no font
/// of this machine has is not printed as boxes: the code alone is, and that the register has the name. Throws
/// std::runtime_error when the library cannot draw.
std::string pdf_of(std::span<const Label> labels, const Grid& grid);

} // namespace assetbuddy::platform::labels
