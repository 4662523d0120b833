#include "platform/csv/writer.h"

#include <array>

#include <gtest/gtest.h>

namespace assetbuddy::platform::csv {
namespace {

std::string written(std::string_view value)
{
    Writer writer;
    const std::array cells{value, std::string_view{"x"}};
    writer.row(cells);
    return writer.take();
}

TEST(CsvWriter, QuotesAsRfc4180Wants)
{
    EXPECT_EQ(written("plain"), "plain,x\r\n");
    EXPECT_EQ(written("a,b"), "\"a,b\",x\r\n");
    EXPECT_EQ(written("say \"hi\""), "\"say \"\"hi\"\"\",x\r\n");
    EXPECT_EQ(written("two\nlines"), "\"two\nlines\",x\r\n");
    EXPECT_EQ(written(""), ",x\r\n");
}

/// R-VAL-9.
TEST(CsvWriter, TakesTheEdgeOffFormulas)
{
    for (const auto* value : {"=1+1", "+44 20", "-1", "@SUM(A1)", "\tx"})
        EXPECT_EQ(written(value), "'" + std::string{value} + ",x\r\n") << value;
    EXPECT_EQ(written("\rx"), "\"'\rx\",x\r\n");
    EXPECT_EQ(written(std::string_view{"\0x", 2}), std::string("'\0x,x\r\n", 7));
    EXPECT_EQ(written("=HYPERLINK(\"a\",\"b\")"), "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\",x\r\n");
    EXPECT_EQ(written("a=b"), "a=b,x\r\n");
}

} // namespace
} // namespace assetbuddy::platform::csv
