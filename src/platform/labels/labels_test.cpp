// AST-1: labels. What is drawn is read back by real decoders in tests/api/labels.test.mjs.

#include <gtest/gtest.h>

#include "platform/labels/label.h"
#include "platform/labels/sheet.h"

namespace assetbuddy::platform::labels {
namespace {

using Lines = std::vector<std::string>;

TEST(Labels, BreakNamesBetweenWordsAndCutWhatIsTooLong)
{
    EXPECT_EQ(lines_of("Fork lift truck", 10, 6), (Lines{"Fork lift", "truck"}));
    EXPECT_EQ(lines_of("Donaudampfschiff", 6, 6), (Lines{"Donaud", "ampfsc", "hiff"}));
    EXPECT_EQ(lines_of("one two three four", 5, 2), (Lines{"one", "two…"}));
    EXPECT_EQ(lines_of("消火器消火器", 6, 6), (Lines{"消火器", "消火器"})) << "wide letters take two columns";
    EXPECT_EQ(lines_of("", 6, 6), Lines{});
}

TEST(Labels, SayTheirTextsInAPictureThatHoldsNoMarkupOfThem)
{
    const auto svg = svg_of({"https://assets.example/assets/1", "FS-001", "<script>alert(1)</script> & \"more\""});
    EXPECT_TRUE(svg.starts_with("<svg xmlns"));
    EXPECT_NE(svg.find("<title id=\"title\">FS-001 &lt;script&gt;"), std::string::npos) << svg.substr(0, 400);
    EXPECT_EQ(svg.find("<script"), std::string::npos);
}

TEST(Labels, FillAsManyPagesAsTheyNeed)
{
    const auto pages = [](std::size_t labels, std::string_view grid) {
        const std::vector<Label> all(labels, {"https://assets.example/assets/1", "FS-001", "Extinguisher"});
        const auto pdf = pdf_of(all, grid_of(grid).value());
        EXPECT_TRUE(pdf.starts_with("%PDF-"));
        std::size_t count = 0;
        const std::string page = "/Type /Page"; // and "/Pages" is what holds them
        for (auto at = pdf.find(page); at != std::string::npos; at = pdf.find(page, at + 1))
            if (pdf[at + page.size()] != 's') ++count;
        return count;
    };
    EXPECT_EQ(pages(21, "21"), 1U);
    EXPECT_EQ(pages(22, "21"), 2U);
    EXPECT_EQ(pages(9, "8"), 2U);
    EXPECT_FALSE(grid_of("5"));
}

} // namespace
} // namespace assetbuddy::platform::labels
