#include "server/middleware.h"

#include <gtest/gtest.h>

#include "platform/sql/database.h"
#include "testing/databases.h"
#include "testing/world.h"

namespace assetbuddy::server {
namespace {

namespace http = platform::http;
using Headers = std::vector<std::pair<std::string, std::string>>;

struct Case {
    const char* what;
    Headers headers;
    bool is_ours;
};

/// R-WEB-3; ports are not compared and loopback names are one host (contract.md "HTTP").
TEST(SameOrigin, IsDecidedByWhatBrowsersSay)
{
    const std::vector<Case> cases{
        {"a program", {}, true},
        {"the same origin", {{"sec-fetch-site", "same-origin"}}, true},
        {"typed by the person", {{"sec-fetch-site", "none"}}, true},
        {"another site", {{"sec-fetch-site", "cross-site"}}, false},
        {"a sibling", {{"sec-fetch-site", "same-site"}}, false},
        {"another site that names our origin",
         {{"sec-fetch-site", "cross-site"}, {"origin", "https://assets.example"}},
         false},
        {"our origin", {{"origin", "https://assets.example"}}, true},
        {"our origin with a port", {{"origin", "https://assets.example:8443"}}, true},
        {"our host in plain", {{"origin", "http://assets.example"}}, false},
        {"a sibling's origin", {{"origin", "https://evil.assets.example"}}, false},
        {"no origin at all", {{"origin", "null"}}, false},
        {"nonsense", {{"origin", "assets.example"}}, false},
        {"empty", {{"origin", ""}}, false},
    };
    for (const auto& [what, headers, is_ours] : cases) {
        http::Request request;
        request.headers = headers;
        EXPECT_EQ(is_same_origin(request, "https://assets.example"), is_ours) << what;
    }
    http::Request loopback;
    loopback.headers = {{"origin", "http://127.0.0.1:9999"}};
    EXPECT_TRUE(is_same_origin(loopback, "http://localhost:8080"));
}

class Guarded : public testing::Test {
  protected:
    testing_support::TestDatabase database_{platform::sql::Engine::sqlite};
    testing_support::World world_{database_.database()};
    int reached_ = 0;
    int written_ = 0;
    http::Handler handler_ = guarded(
        world_.kernel, [this] { ++written_; },
        [this](access::Visit& visit) {
            ++reached_;
            visit.cookies.push_back({"left", "behind", std::nullopt, false});
            return http::Response::text("done\n");
        });

    http::Request post(const std::string& path, const Headers& headers, const std::string& body)
    {
        http::Request request;
        request.method = http::Method::post;
        request.path = path;
        request.headers = headers;
        request.body = body;
        request.request_id = std::string(32, '0');
        return request;
    }
};

TEST_F(Guarded, AFormWithoutItsTokenNeverReachesTheVerb)
{
    const Headers form{{"content-type", "application/x-www-form-urlencoded"}};
    for (const auto* body : {"name=x", "", "form_token=AAAA&name=x"}) {
        auto request = post("/sign-in", form, body);
        EXPECT_EQ(handler_(request).status, 403) << body;
    }
    EXPECT_EQ(reached_, 0);
    EXPECT_EQ(written_, 2 + 1) << "the courier is woken after every write, refused or not";
}

TEST_F(Guarded, AFormWithItsTokenDoes)
{
    http::Request shown;
    access::Visit visit{shown, world_.kernel};
    const auto token = visit.form_token();
    auto request = post("/sign-in",
                        {{"content-type", "application/x-www-form-urlencoded"},
                         {"cookie", visit.cookies.front().name + "=" + visit.cookies.front().value}},
                        "form_token=" + token + "&name=x");
    const auto response = handler_(request);
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(reached_, 1);
    EXPECT_TRUE(response.header("Set-Cookie").value_or("").starts_with("left=behind"));
    EXPECT_TRUE(response.header("Content-Security-Policy").has_value());
}

TEST_F(Guarded, CrossSiteWritesAreRefusedWhateverTheyCarry)
{
    for (const auto* path : {"/sign-in", "/api/v1/session"}) {
        auto request = post(path, {{"content-type", "application/json"}, {"sec-fetch-site", "cross-site"}}, "{}");
        EXPECT_EQ(handler_(request).status, 403) << path;
    }
    EXPECT_EQ(reached_, 0);
}

TEST_F(Guarded, ReadingAsksForNothing)
{
    http::Request request;
    request.path = "/users";
    request.headers = {{"sec-fetch-site", "cross-site"}};
    EXPECT_EQ(handler_(request).status, 200);
    EXPECT_EQ(written_, 0);
}

/// Faults tell the person what to do and nothing of the inside.
TEST_F(Guarded, FaultsAreAnsweredByTheirKind)
{
    struct Fault {
        std::shared_ptr<std::exception> what;
        int status;
        const char* code;
    };
    namespace sql = platform::sql;
    const std::vector<Fault> faults{
        {std::make_shared<sql::StorageFull>("secret path"), 503, "storage_full"},
        {std::make_shared<sql::Unavailable>("secret path"), 503, "unavailable"},
        {std::make_shared<sql::OutcomeUnknown>("secret path"), 503, "unavailable"},
        {std::make_shared<platform::crypto::HashingBusy>("secret path"), 503, "unavailable"},
        {std::make_shared<std::runtime_error>("secret path"), 500, "internal"},
    };
    for (const auto& [what, status, code] : faults) {
        auto request = post("/api/v1/invitations", {}, "");
        const auto response = answer_fault(*what, request, world_.kernel);
        EXPECT_EQ(response.status, status);
        EXPECT_NE(response.body.find(code), std::string::npos);
        EXPECT_EQ(response.body.find("secret"), std::string::npos);
        EXPECT_EQ(response.header("Retry-After").has_value(), status == 503);
    }
}

} // namespace
} // namespace assetbuddy::server
