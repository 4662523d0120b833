#include "platform/http/compression.h"

#include <array>

#include <gtest/gtest.h>
#include <zlib.h>

namespace assetbuddy::platform::http {
namespace {

Request accepting(std::string coding)
{
    Request request;
    request.headers.emplace_back("accept-encoding", std::move(coding));
    return request;
}

std::string gunzipped(const std::string& text)
{
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    std::string out(1'000'000, '\0');
    std::string in = text;
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int ended = inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    EXPECT_EQ(ended, Z_STREAM_END);
    out.resize(out.size() - stream.avail_out);
    return out;
}

std::string page()
{
    std::string text;
    for (int i = 0; i < 500; ++i) text += "<p>" + std::to_string(i) + "</p>";
    return text;
}

TEST(CodingTest, isWhatTheClientTakes)
{
    const std::vector<std::pair<std::string, Coding>> spellings{
        {"", Coding::identity},         {"gzip", Coding::gzip},         {"gzip, deflate, br", Coding::brotli},
        {"br;q=0, gzip", Coding::gzip}, {"GZIP", Coding::gzip},         {"gzip ; q=0.000", Coding::identity},
        {"gzip;q=0.001", Coding::gzip}, {"identity", Coding::identity}, {"*", Coding::identity},
        {"brotli", Coding::identity},   {",,gzip,,", Coding::gzip},     {"br ;q=1.0,gzip;q=0.5", Coding::brotli},
    };
    for (const auto& [text, coding] : spellings) EXPECT_EQ(preferred_coding(text), coding) << text;
}

TEST(CompressionTest, gzipCanBeReadAgain)
{
    for (int i = 0; i < 3; ++i) {
        auto response = Response::html(page());
        compress(response, accepting("gzip"));
        EXPECT_EQ(response.header("Content-Encoding"), "gzip");
        EXPECT_EQ(response.header("Vary"), "Accept-Encoding");
        EXPECT_LT(response.body.size(), page().size() / 2);
        EXPECT_EQ(gunzipped(response.body), page());
    }
}

TEST(CompressionTest, brotliIsSmaller)
{
    auto response = Response::json(page());
    compress(response, accepting("gzip, br"));
    EXPECT_EQ(response.header("Content-Encoding"), "br");
    EXPECT_LT(response.body.size(), page().size() / 2);
}

TEST(CompressionTest, leavesAloneWhatIsNotWorthIt)
{
    const auto unchanged = [](Response response) {
        const auto before = response.body;
        compress(response, accepting("gzip"));
        return response.body == before;
    };
    EXPECT_TRUE(unchanged(Response::html(std::string(1023, 'a'))));
    EXPECT_FALSE(unchanged(Response::html(std::string(1024, 'a'))));
    EXPECT_TRUE(unchanged(std::move(Response::html(page()).set("Content-Type", "image/png"))));
    EXPECT_TRUE(unchanged(std::move(Response::html(page()).set("Content-Encoding", "br"))));
    EXPECT_TRUE(unchanged(std::move(Response::json(page()).set("ETag", "\"5\""))));
    EXPECT_TRUE(unchanged(Response{}));
}

TEST(CompressionTest, saysThatItDependsEvenWhenItDidNothing)
{
    auto response = Response::html(page());
    compress(response, Request{});
    EXPECT_EQ(response.header("Vary"), "Accept-Encoding");
    EXPECT_EQ(response.header("Content-Encoding"), std::nullopt);
}

} // namespace
} // namespace assetbuddy::platform::http
