#pragma once

#include <cstddef>
#include <cstdint>

namespace assetbuddy::assets {

/// What the fields of a piece of equipment and of a category may hold, in code points.
inline constexpr std::size_t most_name = 120;
inline constexpr std::size_t most_make = 80;
inline constexpr std::size_t most_model = 80;
inline constexpr std::size_t most_serial = 80;
inline constexpr std::size_t most_notes = 4000;
inline constexpr std::size_t most_reason = 500;
inline constexpr std::size_t most_category_name = 80;
inline constexpr std::size_t most_regulation = 120;
/// Letters of a code before its number.
inline constexpr std::size_t most_prefix = 6;

/// Categories and subcategories of one organisation: they are shown as one list and offered as one choice.
inline constexpr std::int64_t most_categories = 300;

/// Page sizes of the register (contract.md), and how far back one asset's page looks.
inline constexpr std::int64_t usual_page = 25;
inline constexpr std::int64_t longest_page = 200;
inline constexpr std::int64_t most_events = 100;

/// Rows of one file for spreadsheets, which has room for a little more, and how many are read together.
inline constexpr std::int64_t most_exported = 1'000'000;
inline constexpr std::int64_t exported_together = 2000;

/// One table that is imported: it is added in one go, in about a second.
inline constexpr std::size_t most_imported = 2000;
inline constexpr std::size_t longest_import = 2UL * 1024 * 1024;
inline constexpr std::size_t most_import_columns = 30;
/// Wrong lines that a page names.
inline constexpr std::size_t most_troubles_shown = 100;

/// Labels on the sheets of one PDF: drawn in about a second.
inline constexpr std::int64_t most_labels = 500;

} // namespace assetbuddy::assets
