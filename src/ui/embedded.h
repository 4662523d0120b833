#pragma once

#include <span>
#include <string_view>

namespace assetbuddy::ui {

/// A run of bytes of the binary, between two symbols of the assembler file the build makes.
class Bytes {
  public:
    constexpr Bytes(const char* begin, const char* end) : begin_(begin), end_(end) {}
    [[nodiscard]] std::string_view view() const { return {begin_, static_cast<std::size_t>(end_ - begin_)}; }

  private:
    const char* begin_;
    const char* end_;
};

/// A file that the build put into the binary, compressed beforehand.
struct EmbeddedFile {
    std::string_view name;    // app.css
    std::string_view address; // app.3f2a….css
    std::string_view media_type;
    std::string_view hash;
    Bytes plain;
    Bytes gzip;
    Bytes brotli;
};

/// Made by assets/build.mjs.
std::span<const EmbeddedFile> embedded_files();

} // namespace assetbuddy::ui
