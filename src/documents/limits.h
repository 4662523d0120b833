#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace assetbuddy::documents {

/// A scanned certificate or a manual fits; a film does not.
inline constexpr std::int64_t most_bytes = 50LL * 1024 * 1024;
/// What one form brings, its other fields aside: as much as the edge takes (ServerOptions::upload_body). Larger files
/// come in pieces.
inline constexpr std::int64_t most_form_bytes = 25LL * 1024 * 1024;
/// A piece is worth one try over a bad connection; a client may send larger ones, up to the second number.
inline constexpr std::int64_t usual_piece = 1024LL * 1024;
inline constexpr std::int64_t most_piece = 8LL * 1024 * 1024;

inline constexpr std::size_t most_name = 150; // in code points, as of file names
inline constexpr std::size_t most_versions = 100;
/// On one record. Removed ones do not count.
inline constexpr std::int64_t most_on_record = 500;
/// Unfinished uploads of one person.
inline constexpr std::int64_t most_uploads = 20;
/// An upload that nobody finishes is forgotten; so is a file that no row names (a power cut between the two).
inline constexpr std::chrono::hours upload_life{24};
inline constexpr std::chrono::hours orphan_life{25};

inline constexpr std::int64_t usual_page = 25;
inline constexpr std::int64_t longest_page = 200;
/// Pictures in a strip on another page.
inline constexpr std::int64_t strip_length = 12;

} // namespace assetbuddy::documents
