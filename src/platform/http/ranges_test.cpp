#include "platform/http/ranges.h"

#include <gtest/gtest.h>

#include "platform/http/rules.h"
#include "platform/http/spool.h"
#include "testing/databases.h"

namespace assetbuddy::platform::http {
namespace {

Request asking(std::string_view name, std::string_view value)
{
    Request request;
    request.headers.emplace_back(name, value);
    return request;
}

TEST(Ranges, AreReadAsTheStandardSays)
{
    struct Line {
        const char* range;
        int status;
        std::size_t begin;
        std::size_t size;
        const char* told;
    };
    for (const auto& [range, status, begin, size, told] : {Line{"bytes=0-3", 206, 0, 4, "bytes 0-3/10"},
                                                           {"bytes=4-", 206, 4, 6, "bytes 4-9/10"},
                                                           {"bytes=-3", 206, 7, 3, "bytes 7-9/10"},
                                                           {"bytes=-30", 206, 0, 10, "bytes 0-9/10"},
                                                           {"bytes=8-99999999999999999999", 206, 8, 2, "bytes 8-9/10"},
                                                           {"bytes=10-", 416, 0, 0, "bytes */10"},
                                                           {"bytes=99999999999999999999-", 416, 0, 0, "bytes */10"},
                                                           {"bytes=-0", 416, 0, 0, "bytes */10"},
                                                           {"bytes=3-1", 200, 0, 10, ""},
                                                           {"bytes=0-1,3-4", 200, 0, 10, ""},
                                                           {"lines=0-1", 200, 0, 10, ""},
                                                           {"bytes=a-b", 200, 0, 10, ""},
                                                           {"bytes=-", 200, 0, 10, ""}}) {
        const auto selected = select_range(asking("range", range), "\"tag\"", 10);
        EXPECT_EQ(selected.status, status) << range;
        EXPECT_EQ(selected.begin, begin) << range;
        EXPECT_EQ(selected.size, size) << range;
        EXPECT_EQ(selected.content_range, told) << range;
    }
}

TEST(Ranges, HoldOnlyForTheBytesTheAskerKnows)
{
    EXPECT_EQ(select_range(asking("if-none-match", "\"other\", W/\"tag\""), "\"tag\"", 10).status, 304);
    EXPECT_EQ(select_range(asking("if-none-match", "\"other\""), "\"tag\"", 10).status, 200);
    auto request = asking("range", "bytes=0-3");
    request.headers.emplace_back("if-range", "\"older\"");
    EXPECT_EQ(select_range(request, "\"tag\"", 10).status, 200);
    request.headers.back().second = "\"tag\"";
    EXPECT_EQ(select_range(request, "\"tag\"", 10).status, 206);
}

TEST(Attachment, NamesAreSafeInAHeader)
{
    EXPECT_EQ(attachment("a \"b\".pdf"), "attachment; filename=\"a _b_.pdf\"; filename*=UTF-8''a%20%22b%22.pdf");
    EXPECT_EQ(attachment("ü\r\nX: y"), "attachment; filename=\"____X_ y\"; filename*=UTF-8''%C3%BC%0D%0AX%3A%20y");
}

TEST(UploadPaths, AStarIsOneSegment)
{
    const auto takes = [](Method method, std::string path) {
        Request request;
        request.method = method;
        request.path = std::move(path);
        return is_upload(request, {"/documents", "/api/v1/uploads/*"});
    };
    EXPECT_TRUE(takes(Method::post, "/documents"));
    EXPECT_TRUE(takes(Method::put, "/api/v1/uploads/1"));
    for (const auto* path : {"/documents/1", "/api/v1/uploads", "/api/v1/uploads/", "/api/v1/uploads/1/finish", "/"})
        EXPECT_FALSE(takes(Method::put, path)) << path;
    EXPECT_FALSE(takes(Method::get, "/documents"));
}

TEST(Spool, HoldsABodyWithoutAName)
{
    const testing_support::TemporaryFolder folder;
    {
        Spool spool{folder.path().string()};
        EXPECT_TRUE(spool.append("ab"));
        EXPECT_TRUE(spool.append("c"));
        EXPECT_TRUE(spool.close());
        EXPECT_EQ(spool.bytes(), "abc");
        EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
    }
    Spool nowhere{"/no/such/folder"};
    EXPECT_FALSE(nowhere.append("x"));
    EXPECT_EQ(nowhere.trouble(), Spool::Trouble::full);
}

} // namespace
} // namespace assetbuddy::platform::http
