#include "platform/csv/reader.h"

#include <algorithm>
#include <array>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/text.h"
#include "platform/csv/writer.h"

namespace assetbuddy::platform::csv {
namespace {

constexpr Limits limits{1000, 10};
using Rows = std::vector<Row>;

Rows read_whole(std::string_view text)
{
    auto rows = read(text, limits);
    EXPECT_TRUE(rows) << rows.error().code << " in line " << rows.error().line;
    return rows.value_or(Rows{});
}

TEST(CsvReader, ReadsWhatSpreadsheetsWrite)
{
    const Rows plain{{1, {"name", "email"}}, {2, {"Nia", "nia@example.org"}}};
    for (const auto* text :
         {"name,email\r\nNia,nia@example.org\r\n", "name,email\nNia,nia@example.org", "name,email\rNia,nia@example.org",
          "\xEF\xBB\xBFname;email\r\nNia;nia@example.org\r\n", "name\temail\nNia\tnia@example.org\n",
          "\"name\",\"email\"\n\"Nia\",\"nia@example.org\"\n", "name,email\nNia,nia@example.org\n,\n\n,,\n"})
        EXPECT_EQ(read_whole(text), plain) << text;
    EXPECT_EQ(read_whole("a,b\n\"say \"\"hi\"\"\",\"x, y\"\n"), (Rows{{1, {"a", "b"}}, {2, {"say \"hi\"", "x, y"}}}));
    EXPECT_EQ(read_whole("a;b,c\n1;2,5\n"), (Rows{{1, {"a;b", "c"}}, {2, {"1;2", "5"}}})) << "the first of a tie";
    EXPECT_EQ(read_whole(""), Rows{});
}

TEST(CsvReader, CountsTheLinesInsideQuotes)
{
    const auto rows = read_whole("a,b\r\n\"one\r\ntwo\nthree\",x\r\n\r\ny,z\r\n");
    EXPECT_EQ(rows, (Rows{{1, {"a", "b"}}, {2, {"one\ntwo\nthree", "x"}}, {6, {"y", "z"}}}));
}

TEST(CsvReader, RefusesWhatCannotBeReadForCertain)
{
    struct Case {
        std::string text;
        std::string code;
        std::size_t line;
    };
    const Case cases[] = {
        {"a,b\n\"open,x\ny,z\n", "unclosed_quote", 2},
        {"a,b\nx\"y,z\n", "stray_quote", 2},
        {"a,b\nc,d\n\"x\"y,z\n", "stray_quote", 3},
        {"a,b\n\xE9t\xE9,z\n", "not_utf8", 2},
        {std::string("a,b\nx\0y,z\n", 10), "invalid_characters", 2},
        {"a,b\nx\x1By,z\n", "invalid_characters", 2},
        {"a,b\n1,2,3,4,5,6,7,8,9,10,11\n", "too_many_columns", 2},
    };
    for (const auto& each : cases) {
        const auto rows = read(each.text, limits);
        ASSERT_FALSE(rows) << each.text;
        EXPECT_EQ(rows.error().code, each.code) << each.text;
        EXPECT_EQ(rows.error().line, each.line) << each.text;
    }
    std::string many;
    for (std::size_t i = 0; i < limits.rows; ++i) many += "x\n";
    EXPECT_TRUE(read(many, limits));
    EXPECT_EQ(read(many + "x\n", limits).error().code, "too_many_rows");
}

/// R-VAL-9: what we export comes back as it was.
TEST(CsvReader, ReadsBackWhatTheWriterWrote)
{
    EXPECT_TRUE(rc::check("a cell survives", [](const std::vector<unsigned char>& bytes) {
        std::string cell = "=";
        for (const auto each : bytes) cell += each < 16 ? '\n' : static_cast<char>(' ' + each % 95);
        if (!bytes.empty() && cell[1] != '\'') cell.erase(0, 1);
        Writer writer;
        const std::array cells{std::string_view{"first"}, std::string_view{cell}};
        writer.row(cells);
        const auto rows = read(writer.take(), limits);
        RC_ASSERT(rows.has_value());
        RC_ASSERT(rows->at(0).cells.at(1) == cell);
    }));
}

/// Whatever arrives, it ends in rows or in a mistake within the text.
TEST(CsvReader, AnswersEverything)
{
    EXPECT_TRUE(rc::check("no text is too strange", [](const std::vector<char>& bytes) {
        std::string text;
        constexpr std::string_view frequent = ",;\t\"\r\n";
        for (const char each : bytes) text += each % 3 == 0 ? frequent[static_cast<unsigned char>(each) % 6] : each;
        const auto lines = static_cast<std::size_t>(
                               std::ranges::count_if(text, [](char each) { return each == '\n' || each == '\r'; })) +
                           1;
        const auto rows = read(text, limits);
        const bool is_inside = rows || (rows.error().line >= 1 && rows.error().line <= lines);
        RC_ASSERT(is_inside);
    }));
}

} // namespace
} // namespace assetbuddy::platform::csv
