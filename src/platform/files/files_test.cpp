#include <csignal>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <vips/vips.h>
#include <zlib.h>

#include "platform/files/files.h"
#include "platform/files/images.h"
#include "platform/files/kind.h"
#include "platform/files/limits.h"
#include "testing/databases.h"

namespace assetbuddy::platform::files {
namespace {

namespace fs = std::filesystem;
using testing_support::TemporaryFolder;

constexpr auto one = "01930000-0000-7000-8000-000000000001";
constexpr auto two = "01930000-0000-7000-8000-000000000002";

class Files : public ::testing::Test {
  protected:
    TemporaryFolder folder_;
    FolderStore store_{folder_.path() / "files"};

    static void SetUpTestSuite() { ASSERT_EQ(VIPS_INIT("tests"), 0); }

    void keep(const std::string& id, std::string_view bytes)
    {
        auto draft = store_.draft();
        draft.append(bytes);
        store_.keep(id, draft);
    }
    [[nodiscard]] bool is_workshop_empty() const { return fs::is_empty(store_.workshop()); }
    Draft drafted(std::string_view bytes)
    {
        auto draft = store_.draft();
        draft.append(bytes);
        return draft;
    }
    /// A picture of one colour with an orientation and a place in its Exif.
    Draft picture(const char* ending, int width = 60, int height = 30)
    {
        auto draft = store_.draft();
        VipsImage* image = nullptr;
        vips_black(&image, width, height, "bands", 3, nullptr);
        vips_image_set_string(image, "exif-ifd3-GPSLatitude",
                              "51/1 30/1 0/1 (51, 30, 0, Rational, 3 components, 24 bytes)");
        vips_image_set_string(image, "exif-ifd0-Artist",
                              "Someone Secret (Someone Secret, ASCII, 15 components, 15 bytes)");
        vips_image_set_int(image, "orientation", 6);
        void* bytes = nullptr;
        std::size_t size = 0;
        if (vips_image_write_to_buffer(image, ending, &bytes, &size, nullptr) != 0)
            throw std::runtime_error{vips_error_buffer()};
        draft.append({static_cast<const char*>(bytes), size});
        g_free(bytes);
        g_object_unref(image);
        return draft;
    }
    static std::string text_of(const Draft& draft) { return std::string{draft.read()->view()}; }
    std::expected<Picture, BadPicture> remade(const Draft& draft)
    {
        return remake(draft.path(), *kind_of(text_of(draft)), store_);
    }
};

TEST_F(Files, AreThereWholeOrNotAtAll)
{
    keep(one, "bytes");
    ASSERT_TRUE(store_.open(one));
    EXPECT_EQ(store_.open(one)->view(), "bytes");
    EXPECT_EQ(store_.open(two), nullptr);
    {
        const auto lost = drafted("never kept");
        EXPECT_FALSE(is_workshop_empty());
    }
    EXPECT_TRUE(is_workshop_empty()) << "a draft nobody kept is gone";
    EXPECT_EQ(fs::status(store_.workshop()).permissions(), fs::perms::owner_all);
}

TEST_F(Files, StayReadableWhileTheyAreRemoved)
{
    keep(one, "bytes");
    const auto open = store_.open(one);
    store_.remove(one);
    store_.remove(one);
    EXPECT_EQ(open->view(), "bytes");
    EXPECT_EQ(store_.open(one), nullptr);
}

TEST_F(Files, AreNamedByIdsAlone)
{
    auto draft = drafted("x");
    for (const auto* name : {"../../etc/passwd", "", "a", "01930000-0000-7000-8000-00000000000/"})
        EXPECT_THROW(store_.keep(name, draft), std::logic_error) << name;
    keep(two, "b");
    keep(one, "a");
    EXPECT_EQ(store_.list("", 10), (std::vector<std::string>{one, two}));
    EXPECT_EQ(store_.list(one, 10), std::vector<std::string>{two});
    EXPECT_EQ(store_.list("", 1), std::vector<std::string>{one});
}

/// A full disk as the system tells it: nothing half written stays.
TEST_F(Files, AFullDiskLeavesNothingBehind)
{
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{.rlim_cur = 1000, .rlim_max = before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    EXPECT_THROW(keep(one, std::string(5000, 'x')), StorageFull);
    setrlimit(RLIMIT_FSIZE, &before);
    EXPECT_EQ(store_.open(one), nullptr);
    EXPECT_TRUE(is_workshop_empty());
    keep(one, "room again");
    EXPECT_TRUE(store_.open(one));
}

/// F-2: what libvips writes itself, too; the photo is not called damaged.
TEST_F(Files, AFullDiskIsNotTakenForADamagedPicture)
{
    std::signal(SIGXFSZ, SIG_IGN);
    for (const char* ending : {".jpg", ".png", ".webp"}) {
        const auto photo = picture(ending, 400, 300);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit small{.rlim_cur = 50, .rlim_max = before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        EXPECT_THROW(static_cast<void>(remade(photo)), StorageFull) << ending;
        setrlimit(RLIMIT_FSIZE, &before);
        EXPECT_TRUE(remade(photo)) << ending;
    }
    EXPECT_TRUE(is_workshop_empty());
}

struct Sample {
    const char* words;
    std::string bytes;
    const char* type; // empty: refused
};

TEST(FileKind, IsWhatTheBytesAre)
{
    using namespace std::string_literals;
    const Sample samples[] = {
        {"PDF", "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", "application/pdf"},
        {"text", "Torque: 40 Nm\nChecked by hand.\n", "text/plain"},
        {"a web page", "<!DOCTYPE html><html><script>alert(1)</script></html>", ""},
        {"a web page behind blanks", "   \n<html><body onload=alert(1)>", ""},
        {"a drawing with script", R"(<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>)",
         ""},
        {"a drawing without a head", R"x(<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>)x", ""},
        {"a shell script", "#!/bin/sh\nrm -rf /\n", ""},
        {"a program",
         "\x7f"
         "ELF\x02\x01\x01"s +
             std::string(60, '\0'),
         ""},
        {"a program of Windows", "MZ"s + std::string(100, '\0') + "PE\0\0"s, ""},
        {"an archive", "PK\x03\x04\x14\0\0\0\0\0"s + std::string(30, 'x'), ""},
        {"GIF, also JavaScript", "GIF89a/*" + std::string(20, '\0') + "*/=alert(1)", ""},
        {"PostScript", "%!PS-Adobe-3.0\n", ""},
        {"nothing", "", ""},
    };
    for (const auto& sample : samples) {
        const auto kind = kind_of(sample.bytes);
        EXPECT_EQ(kind ? kind->type : "", sample.type) << sample.words;
    }
}

TEST_F(Files, PicturesLoseEverythingButTheirPixels)
{
    for (const auto* ending : {".jpg", ".png", ".webp"}) {
        const auto from = picture(ending);
        const auto made = remade(from);
        ASSERT_TRUE(made) << ending << static_cast<int>(made.error());
        for (const auto* draft : {&made->full, &made->small}) {
            const auto bytes = text_of(*draft);
            for (const auto* trace : {"GPS", "Someone Secret", "ICC_PROFILE", "http://ns.adobe.com"})
                EXPECT_EQ(bytes.find(trace), std::string::npos) << ending << " " << trace;
            VipsImage* image = vips_image_new_from_file(draft->path().c_str(), nullptr);
            ASSERT_NE(image, nullptr);
            EXPECT_EQ(vips_image_get_typeof(image, "exif-ifd3-GPSLatitude"), 0U) << ending;
            EXPECT_EQ(vips_image_get_typeof(image, "exif-ifd0-Artist"), 0U) << ending;
            // libvips writes an Exif block of its own into WebP: the resolution, nothing of ours.
            const bool is_free = made->kind.type == "image/webp" || vips_image_get_typeof(image, "exif-data") == 0U;
            EXPECT_TRUE(is_free) << ending;
            g_object_unref(image);
        }
        EXPECT_EQ(made->kind.type, kind_of(text_of(from))->type);
    }
    const auto with_place = text_of(picture(".jpg"));
    EXPECT_NE(with_place.find("Someone Secret"), std::string::npos) << "the sample had something to lose";
}

TEST_F(Files, PicturesStandUpright)
{
    const auto from = picture(".jpg", 60, 30); // orientation 6: to be turned by a quarter
    const auto made = remade(from);
    ASSERT_TRUE(made);
    VipsImage* image = vips_image_new_from_file(made->full.path().c_str(), nullptr);
    EXPECT_EQ(vips_image_get_width(image), 30);
    EXPECT_EQ(vips_image_get_height(image), 60);
    g_object_unref(image);
}

TEST_F(Files, PicturesOfTelephonesAreReadToo)
{
    const auto from = picture(".heic", 64, 64);
    ASSERT_TRUE(kind_of(text_of(from)));
    const auto made = remade(from);
    ASSERT_TRUE(made) << static_cast<int>(made.error());
    EXPECT_EQ(made->kind.type, "image/jpeg") << "every browser shows it";
    EXPECT_EQ(kind_of(text_of(made->full))->type, "image/jpeg");
}

TEST_F(Files, WhatHidesBehindAPictureIsNotKept)
{
    auto from = drafted(text_of(picture(".jpg")) + "<html><script>alert(1)</script></html>PK\x03\x04 secret");
    const auto made = remade(from);
    ASSERT_TRUE(made);
    EXPECT_EQ(text_of(made->full).find("script"), std::string::npos);
    EXPECT_EQ(text_of(made->full).find("secret"), std::string::npos);
}

TEST_F(Files, CutAndDamagedPicturesAreRefused)
{
    for (const auto* ending : {".jpg", ".png", ".webp"}) {
        const auto whole = text_of(picture(ending, 600, 600));
        const auto half = drafted(whole.substr(0, whole.size() / 2));
        const auto made = remake(half.path(), *kind_of(whole), store_);
        ASSERT_FALSE(made) << ending;
        EXPECT_EQ(made.error(), BadPicture::damaged) << ending;
    }
    const auto head = drafted("\xff\xd8\xff\xe0 no picture at all");
    EXPECT_EQ(remake(head.path(), {"image/jpeg", ".jpg", true}, store_).error(), BadPicture::damaged);
}

/// A few kilobytes that would become ten gigabytes.
TEST_F(Files, BombsAreRefusedByTheirHeader)
{
    const auto small = text_of(picture(".png"));
    const auto big_head = [&](std::uint32_t width, std::uint32_t height) {
        std::string png = small;
        for (int i = 0; i < 4; ++i) {
            png[static_cast<std::size_t>(16 + i)] = static_cast<char>(width >> (24 - 8 * i));
            png[static_cast<std::size_t>(20 + i)] = static_cast<char>(height >> (24 - 8 * i));
        }
        const auto crc = ::crc32(0, reinterpret_cast<const Bytef*>(png.data() + 12), 17); // of IHDR
        for (int i = 0; i < 4; ++i) png[static_cast<std::size_t>(29 + i)] = static_cast<char>(crc >> (24 - 8 * i));
        return png;
    };
    for (const auto& [width, height] : {std::pair{50'000U, 50'000U}, {30'000U, 1U}, {19'000U, 19'000U}}) {
        const auto bomb = drafted(big_head(width, height));
        const auto made = remake(bomb.path(), {"image/png", ".png", true}, store_);
        ASSERT_FALSE(made) << width;
        EXPECT_EQ(made.error(), BadPicture::too_large) << width;
    }
    EXPECT_TRUE(remade(picture(".png"))) << "the next one is read as if nothing had been";
}

TEST_F(Files, OnlyTheReadersWeMeanAreAsked)
{
    const auto drawing = drafted(R"(<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>)");
    EXPECT_EQ(remake(drawing.path(), {"image/png", ".png", true}, store_).error(), BadPicture::damaged);
}

} // namespace
} // namespace assetbuddy::platform::files
