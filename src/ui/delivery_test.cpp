#include <array>
#include <string>

#include <gtest/gtest.h>
#include <zlib.h>

#include "testing/easel.h"
#include "ui/appearance.h"
#include "ui/assets.h"
#include "ui/embedded.h"
#include "ui/security_headers.h"

namespace assetbuddy::ui {
namespace {

using platform::http::Request;
using platform::http::Response;
using testing_support::Easel;

Response fetched(std::string_view name, std::vector<std::pair<std::string, std::string>> headers = {})
{
    Easel easel;
    easel.request.headers = std::move(headers);
    easel.request.path_parameters["file"] = asset(name).text().substr(std::string_view{"/static/"}.size());
    auto visit = easel.visit();
    return serve_asset(visit);
}

std::string gunzipped(std::string_view packed)
{
    z_stream stream{};
    EXPECT_EQ(inflateInit2(&stream, 16 + MAX_WBITS), Z_OK);
    std::string plain(1 << 20, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(plain.data());
    stream.avail_out = static_cast<uInt>(plain.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    plain.resize(stream.total_out);
    inflateEnd(&stream);
    return plain;
}

TEST(Assets, AreImmutableUnderANameWithTheirHash)
{
    for (const auto& file : embedded_files()) {
        EXPECT_NE(file.address.find(file.hash), std::string_view::npos);
        const auto response = fetched(file.name);
        EXPECT_EQ(response.status, 200);
        EXPECT_EQ(response.header("Content-Type"), file.media_type);
        EXPECT_EQ(response.header("Cache-Control"), "public, max-age=31536000, immutable");
        EXPECT_EQ(response.static_body.data(), file.plain.view().data()) << "sent from the binary itself";
    }
}

TEST(Assets, ArePackedAsTheBrowserLikes)
{
    const std::array<std::pair<const char*, const char*>, 8> wishes{{{"gzip, deflate, br", "br"},
                                                                     {"gzip", "gzip"},
                                                                     {"br;q=0, gzip;q=0.5", "gzip"},
                                                                     {"br;q=0.000, gzip ; q=0", ""},
                                                                     {"identity", ""},
                                                                     {"xbr, gzipped", ""},
                                                                     {"", ""},
                                                                     {",,;q=1,br", "br"}}};
    for (const auto& [wish, coding] : wishes) {
        const auto response = fetched("app.css", {{"accept-encoding", wish}});
        EXPECT_EQ(response.header("Content-Encoding").value_or(""), coding) << wish;
        EXPECT_EQ(response.header("Vary"), "Accept-Encoding");
    }
    const auto plain = fetched("app.css").static_body;
    EXPECT_EQ(gunzipped(fetched("app.css", {{"accept-encoding", "gzip"}}).static_body), plain);
}

TEST(Assets, AreNotSentAgainToWhoHasThem)
{
    const auto first = fetched("app.css", {{"accept-encoding", "br"}});
    const std::string tag{first.header("ETag").value_or("")};
    const auto again = fetched("app.css", {{"accept-encoding", "br"}, {"if-none-match", "\"other\", " + tag}});
    EXPECT_EQ(again.status, 304);
    EXPECT_TRUE(again.static_body.empty());
    EXPECT_EQ(fetched("app.css", {{"accept-encoding", "gzip"}, {"if-none-match", tag}}).status, 200)
        << "each coding has its own tag";
}

TEST(Assets, AreOnlyThoseEmbedded)
{
    for (const auto* name : {"", "app.css", "../app.css", "app.0000000000000000.css"}) {
        Easel easel;
        easel.request.path_parameters["file"] = name;
        auto visit = easel.visit();
        EXPECT_EQ(serve_asset(visit).status, 404) << name;
    }
    EXPECT_THROW(asset("nothing.css"), std::logic_error);
}

TEST(Assets, FetchNothingFromAnywhere)
{
    const auto styles = fetched("app.css").static_body;
    for (auto at = styles.find("url("); at != std::string_view::npos; at = styles.find("url(", at + 1))
        EXPECT_NE(styles.substr(at + 4, 12).find("data:image/"), std::string_view::npos) << styles.substr(at, 40);
    EXPECT_EQ(styles.find("@import"), std::string_view::npos);
}

TEST(SecurityHeaders, AreOnEveryAnswer)
{
    Response response{404};
    security_headers(response, Transport::plain);
    const auto policy = response.header("Content-Security-Policy").value_or("");
    for (const auto* part : {"default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'",
                             "base-uri 'none'", "frame-ancestors 'none'", "object-src 'none'"})
        EXPECT_NE(policy.find(part), std::string_view::npos) << part;
    EXPECT_EQ(policy.find("unsafe"), std::string_view::npos);
    EXPECT_EQ(response.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(response.header("Cross-Origin-Opener-Policy"), "same-origin");
    EXPECT_EQ(response.header("Cross-Origin-Resource-Policy"), "same-origin");
    EXPECT_EQ(response.header("Referrer-Policy"), "strict-origin-when-cross-origin");
    EXPECT_EQ(response.header("Cache-Control"), "no-store");
    EXPECT_FALSE(response.header("Strict-Transport-Security")) << "only over TLS";
}

TEST(SecurityHeaders, KeepWhatAPageDecidedItself)
{
    Response response;
    response.set("Referrer-Policy", "no-referrer").set("Cache-Control", "public, max-age=1");
    security_headers(response, Transport::tls);
    EXPECT_EQ(response.header("Referrer-Policy"), "no-referrer");
    EXPECT_EQ(response.header("Cache-Control"), "public, max-age=1");
    EXPECT_EQ(response.header("Strict-Transport-Security"), "max-age=63072000; includeSubDomains");
}

Response chosen(access::Visit& visit, Easel& easel, std::string body)
{
    easel.request.method = platform::http::Method::post;
    easel.request.headers = {{"content-type", "application/x-www-form-urlencoded"}};
    easel.request.body = std::move(body);
    return choose_appearance(visit);
}

TEST(Appearance, IsKeptAndComesBackToThePage)
{
    Easel easel;
    auto visit = easel.visit();
    const auto response = chosen(visit, easel, "appearance=dark&back=%2Fusers");
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(response.header("Location"), "/users");
    ASSERT_EQ(visit.cookies.size(), 1U);
    EXPECT_EQ(visit.cookies[0].value, "dark");
    Request next;
    next.headers = {{"cookie", visit.cookies[0].name + "=dark"}};
    EXPECT_EQ(appearance_of(next), "dark");
}

TEST(Appearance, TakesNothingUnknown)
{
    Easel easel;
    auto visit = easel.visit();
    const auto response = chosen(visit, easel, "appearance=%22%3E%3Cscript%3E&back=%2F%2Fevil.example");
    EXPECT_EQ(response.header("Location"), "/");
    EXPECT_EQ(visit.cookies.at(0).value, "auto");
    Request next;
    next.headers = {{"cookie", "assetbuddy_appearance=\"><script>"}};
    EXPECT_EQ(appearance_of(next), "auto");
}

} // namespace
} // namespace assetbuddy::ui
