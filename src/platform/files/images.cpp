#include "platform/files/images.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>
#include <mutex>
#include <semaphore>
#include <string>
#include <string_view>

#include <vips/vips.h>

#include "platform/files/limits.h"

namespace assetbuddy::platform::files {
namespace {

using std::chrono::steady_clock;

constexpr int quality = 88;
constexpr int small_quality = 80;

struct Unref {
    void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

/// Only the four readers we mean, whatever a file pretends to be; no cache, since no picture comes twice.
void start_once()
{
    static std::once_flag once;
    std::call_once(once, [] {
        if (VIPS_INIT("assetbuddy") != 0) throw std::runtime_error{"libvips cannot be started"};
        // What it has to say of odd files is no matter for the log; refusals are answered.
        g_log_set_handler("VIPS", G_LOG_LEVEL_WARNING, [](const char*, GLogLevelFlags, const char*, void*) {}, nullptr);
        vips_concurrency_set(1);
        vips_cache_set_max(0);
        vips_operation_block_set("VipsForeignLoad", TRUE);
        for (const char* reader :
             {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadHeif"})
            vips_operation_block_set(reader, FALSE);
    });
}

std::counting_semaphore<pictures_at_once>& turns()
{
    static std::counting_semaphore<pictures_at_once> semaphore{pictures_at_once};
    return semaphore;
}

class Turn {
  public:
    Turn() : is_ours_(turns().try_acquire_for(picture_turn)) {}
    ~Turn()
    {
        if (is_ours_) turns().release();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    [[nodiscard]] bool is_ours() const { return is_ours_; }

  private:
    bool is_ours_;
};

struct Watch {
    steady_clock::time_point end = steady_clock::now() + picture_time;
    bool is_over = false;
};

void look_at_watch(VipsImage* image, VipsProgress*, void* given)
{
    auto& watch = *static_cast<Watch*>(given);
    if (steady_clock::now() < watch.end) return;
    watch.is_over = true;
    vips_image_set_kill(image, TRUE);
}

void put_under(VipsImage* image, Watch& watch)
{
    vips_image_set_progress(image, TRUE);
    g_signal_connect(image, "eval", reinterpret_cast<GCallback>(look_at_watch), &watch);
}

/// Looks at the header alone.
std::expected<void, BadPicture> check_size(const std::string& path)
{
    const Image header{vips_image_new_from_file(path.c_str(), "access", VIPS_ACCESS_SEQUENTIAL, nullptr)};
    if (!header) return std::unexpected(BadPicture::damaged);
    const std::int64_t width = vips_image_get_width(header.get());
    const std::int64_t height = vips_image_get_height(header.get());
    if (width > longest_edge || height > longest_edge || width * height > most_pixels)
        return std::unexpected(BadPicture::too_large);
    return {};
}

/// No larger than `edge`, upright, in sRGB.
Image shrunk(const std::string& path, int edge)
{
    VipsImage* made = nullptr;
    if (vips_thumbnail(path.c_str(), &made, edge, "height", edge, "size", VIPS_SIZE_DOWN, "export_profile", "srgb",
                       "fail_on", VIPS_FAIL_ON_TRUNCATED, nullptr) != 0)
        return nullptr;
    return Image{made};
}

/// Whatever came beside the pixels. Writers are told to strip too, but that of WebP keeps Exif.
Image bare(VipsImage* image)
{
    VipsImage* copy = nullptr;
    if (vips_copy(image, &copy, nullptr) != 0) return nullptr;
    char** const fields = vips_image_get_fields(copy);
    for (char** each = fields; each != nullptr && *each != nullptr; ++each) vips_image_remove(copy, *each);
    g_strfreev(fields);
    return Image{copy};
}

bool write(VipsImage* image, const Kind& kind, int quality_wanted, const std::string& path)
{
    if (kind.type == "image/png") return vips_pngsave(image, path.c_str(), "strip", TRUE, nullptr) == 0;
    if (kind.type == "image/webp")
        return vips_webpsave(image, path.c_str(), "Q", quality_wanted, "strip", TRUE, nullptr) == 0;
    return vips_jpegsave(image, path.c_str(), "Q", quality_wanted, "strip", TRUE, nullptr) == 0;
}

/// libvips tells a full disk as it tells a damaged picture; its words are the system's.
void refuse_full_disk()
{
    const std::string_view words{vips_error_buffer()};
    for (const int error : {ENOSPC, EDQUOT, EFBIG, EROFS}) {
        const std::string reason = std::strerror(error);
        if (!words.contains(reason)) continue;
        vips_error_clear();
        throw StorageFull{"a picture cannot be written: " + reason};
    }
}

constexpr Kind jpeg{"image/jpeg", ".jpg", true};

bool make(const std::string& from, int edge, const Kind& kind, int quality_wanted, const Draft& to, Watch& watch)
{
    const auto upright = shrunk(from, edge);
    const auto image = upright ? bare(upright.get()) : nullptr;
    if (!image) return false;
    put_under(image.get(), watch);
    return write(image.get(), kind, quality_wanted, to.path());
}

} // namespace

std::expected<Picture, BadPicture> remake(const std::filesystem::path& file, const Kind& kind, const Store& store)
{
    start_once();
    const Turn turn;
    if (!turn.is_ours()) return std::unexpected(BadPicture::busy);
    const auto path = file.string();
    if (const auto fits = check_size(path); !fits) return std::unexpected(fits.error());

    const bool is_heif = kind.type == "image/heic" || kind.type == "image/heif";
    Picture picture{is_heif ? jpeg : kind, store.draft(), store.draft()};
    Watch watch;
    const bool is_made = make(path, kept_edge, picture.kind, quality, picture.full, watch) &&
                         make(picture.full.path(), thumbnail_edge, jpeg, small_quality, picture.small, watch);
    vips_thread_shutdown();
    if (!is_made && !watch.is_over) refuse_full_disk();
    vips_error_clear();
    if (watch.is_over) return std::unexpected(BadPicture::too_slow);
    if (!is_made) return std::unexpected(BadPicture::damaged);
    return picture;
}

} // namespace assetbuddy::platform::files
