#include "platform/files/kind.h"

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include <magic.h>

namespace assetbuddy::platform::files {
namespace {

constexpr std::array kinds{
    Kind{"image/jpeg", ".jpg", true},
    Kind{"image/png", ".png", true},
    Kind{"image/webp", ".webp", true},
    Kind{"image/heic", ".heic", true},
    Kind{"image/heif", ".heif", true},
    Kind{"application/pdf", ".pdf"},
    Kind{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"},
    Kind{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"},
    Kind{"application/vnd.oasis.opendocument.text", ".odt"},
    Kind{"application/vnd.oasis.opendocument.spreadsheet", ".ods"},
    Kind{"text/plain", ".txt"},
    Kind{"text/csv", ".csv"},
};

struct CloseMagic {
    void operator()(magic_t cookie) const { magic_close(cookie); }
};
using Magic = std::unique_ptr<magic_set, CloseMagic>;

Magic open_magic()
{
    Magic magic{magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS)};
    if (!magic || magic_load(magic.get(), nullptr) != 0)
        throw std::runtime_error{"libmagic cannot read its list of file types; install libmagic-mgc"};
    return magic;
}

} // namespace

std::optional<Kind> kind_of(std::string_view bytes)
{
    constexpr std::size_t enough = 1024 * 1024;
    thread_local const Magic magic = open_magic(); // one a thread: it is not to be shared, and slow to load
    const auto seen = bytes.substr(0, enough);
    if (seen.empty()) return std::nullopt;
    const char* const type = magic_buffer(magic.get(), seen.data(), seen.size());
    if (type == nullptr) return std::nullopt;
    const auto* const found = std::ranges::find(kinds, std::string_view{type}, &Kind::type);
    if (found == kinds.end()) return std::nullopt;
    return *found;
}

} // namespace assetbuddy::platform::files
