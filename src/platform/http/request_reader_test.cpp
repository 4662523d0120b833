#include "platform/http/request_reader.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace assetbuddy::platform::http {
namespace {

const ReaderLimits limits{{8192, 16384, 100}, 65536, 131072, {}};
const HostNames hosts{{"localhost"}};

struct Read {
    RequestReader::State state;
    int status;
    std::string path;
    std::string body;
    std::size_t used;
    bool operator==(const Read&) const = default;
};

/// Offers the bytes as an edge would: what is left over comes again with the next piece.
Read read_in_pieces(std::string_view bytes, const std::vector<std::size_t>& sizes)
{
    RequestReader reader{limits, hosts};
    std::size_t arrived = 0;
    std::size_t used = 0;
    for (std::size_t i = 0; arrived < bytes.size(); ++i) {
        arrived = std::min(bytes.size(), arrived + (i < sizes.size() ? sizes[i] % 64 + 1 : bytes.size()));
        used += reader.read(bytes.substr(used, arrived - used));
        if (reader.state() == RequestReader::State::complete || reader.state() == RequestReader::State::refused) break;
    }
    return {reader.state(), reader.refusal().status, reader.request().path, reader.request().body, used};
}

const std::string posted = "POST /a%20b?x=1 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                           "5;x=\"y\"\r\nhello\r\nA\r\n0123456789\r\n0\r\nX-T: 1\r\n\r\n";

TEST(RequestReaderTest, readsTheSameHoweverItArrives)
{
    const auto whole = read_in_pieces(posted + "GET", {});
    EXPECT_EQ(whole.state, RequestReader::State::complete);
    EXPECT_EQ(whole.body, "hello0123456789");
    EXPECT_EQ(whole.used, posted.size());
    EXPECT_TRUE(rc::check("pieces make no difference", [&](const std::vector<std::size_t>& sizes) {
        RC_ASSERT(read_in_pieces(posted + "GET", sizes) == whole);
    }));
}

/// Found by fuzzing: Beast 1.81 trips over its own assertion when a last chunk arrives in such pieces.
TEST(RequestReaderTest, anEmptyChunkedBodyMayArriveByteByByte)
{
    const std::string empty = "POST /a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    const auto whole = read_in_pieces(empty, {});
    EXPECT_EQ(whole.state, RequestReader::State::complete);
    EXPECT_EQ(read_in_pieces(empty, std::vector<std::size_t>(empty.size(), 0)), whole);
}

TEST(RequestReaderTest, decidesAboutDamagedRequestsHoweverTheyArrive)
{
    EXPECT_TRUE(
        rc::check("damage is answered the same", [&](const std::vector<std::size_t>& sizes, std::size_t at, char byte) {
            auto damaged = posted;
            damaged[at % damaged.size()] = byte;
            const auto whole = read_in_pieces(damaged, {});
            const auto pieces = read_in_pieces(damaged, sizes);
            RC_ASSERT(pieces.state == whole.state);
            RC_ASSERT(pieces.status == whole.status);
            if (whole.state == RequestReader::State::complete) RC_ASSERT(pieces.body == whole.body);
        }));
}

TEST(RequestReaderTest, holdsNoMoreThanItsLimits)
{
    RequestReader reader{limits, hosts};
    const std::string endless(200'000, 'a');
    EXPECT_EQ(reader.read(endless), 0U);
    EXPECT_EQ(reader.state(), RequestReader::State::refused);
    EXPECT_EQ(reader.refusal(), (Refusal{414, "uri_too_long"}));
    EXPECT_EQ(reader.read(endless), 0U);
}

TEST(RequestReaderTest, decodesTheTarget)
{
    RequestReader reader{limits, hosts};
    (void)reader.read("GET /users/a%20b/?q=x+y&q=%26&flag HTTP/1.1\r\nHOST: LocalHost:1\r\nX-A:  two words \r\n\r\n");
    ASSERT_EQ(reader.state(), RequestReader::State::complete);
    const auto& request = reader.request();
    EXPECT_EQ(request.segments, (std::vector<std::string>{"users", "a b", ""}));
    EXPECT_EQ(request.path, "/users/a%20b/");
    EXPECT_EQ(request.query, (Pairs{{"q", "x y"}, {"q", "&"}, {"flag", ""}}));
    EXPECT_EQ(request.header("x-a"), "two words");
}

TEST(HostNamesTest, answerToTheirNameAlone)
{
    const HostNames names{{"Buddy.example.org"}};
    EXPECT_TRUE(names.accept("buddy.example.org"));
    EXPECT_TRUE(names.accept("BUDDY.EXAMPLE.ORG:443"));
    for (const auto* other :
         {"localhost", "127.0.0.1", "buddy.example.org.", "example.org", "xbuddy.example.org", "buddy.example.org:x"})
        EXPECT_FALSE(names.accept(other)) << other;
}

} // namespace
} // namespace assetbuddy::platform::http
