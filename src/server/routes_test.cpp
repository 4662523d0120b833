#include "server/routes.h"

#include <set>

#include <gtest/gtest.h>

#include "server/api_description.h"
#include "testing/databases.h"
#include "testing/world.h"

namespace assetbuddy::server {
namespace {

namespace http = platform::http;

/// "get /users/{id}" for every operation under `paths:`. The description is our own file: two blanks before a path,
/// four before a method.
std::set<std::string> described_operations()
{
    static const std::set<std::string> methods{"get", "put", "post", "patch", "delete"};
    std::set<std::string> operations;
    std::string path;
    std::string_view text = api_description();
    text.remove_prefix(text.find("\npaths:\n"));
    text = text.substr(0, text.find("\ncomponents:\n"));
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size() - 1);
        const auto line = text.substr(0, end);
        text.remove_prefix(end + 1);
        if (!line.ends_with(':')) continue;
        if (line.starts_with("  /")) path = line.substr(2, line.size() - 3);
        if (line.starts_with("    ") && methods.contains(std::string{line.substr(4, line.size() - 5)}))
            operations.insert(std::string{line.substr(4, line.size() - 5)} + " " + path);
    }
    return operations;
}

std::string lower(std::string_view text)
{
    std::string result{text};
    for (auto& character : result) character = static_cast<char>(std::tolower(static_cast<unsigned char>(character)));
    return result;
}

class Routes : public testing::Test {
  protected:
    testing_support::TestDatabase database_{platform::sql::Engine::sqlite};
    testing_support::World world_{database_.database()};
    Observed observed_{"a-token"};
    testing_support::TemporaryFolder folder_;

    http::Router router() { return make_router({world_.kernel, observed_, {}, folder_.path(), {}}); }
    http::Response ask(http::Method method, std::string path, std::vector<std::string> segments)
    {
        http::Request request;
        request.method = method;
        request.path = std::move(path);
        request.segments = std::move(segments);
        request.request_id = std::string(32, '0');
        return router()(request);
    }
};

/// R-API-4: the description names exactly the calls there are.
TEST_F(Routes, AreThoseTheApiDescriptionNames)
{
    std::set<std::string> served;
    static constexpr std::string_view prefix = "/api/v1";
    const auto all = router();
    for (const auto& route : all.routes())
        if (route.pattern.starts_with(prefix))
            served.insert(lower(to_text(route.method)) + " " + route.pattern.substr(prefix.size()));
    EXPECT_EQ(served, described_operations());
    EXPECT_GT(served.size(), 20U);
}

/// R-WEB-2: also where there is nothing.
TEST_F(Routes, UnknownAddressesAreNotFoundWithEveryHeader)
{
    for (const auto& [path, segments] :
         std::vector<std::pair<std::string, std::vector<std::string>>>{{"/nowhere", {"nowhere"}},
                                                                       {"/api/v1/nowhere", {"api", "v1", "nowhere"}},
                                                                       {"/rolls", {"rolls"}},
                                                                       {"/mailbox", {"mailbox"}}}) {
        const auto response = ask(http::Method::get, path, segments);
        EXPECT_EQ(response.status, 404) << path;
        EXPECT_TRUE(response.header("Content-Security-Policy").has_value()) << path;
    }
}

TEST_F(Routes, AnswerOtherMethodsWithTheOnesThereAre)
{
    const auto response = ask(http::Method::del, "/api/v1/invitations", {"api", "v1", "invitations"});
    EXPECT_EQ(response.status, 405);
    EXPECT_TRUE(response.header("Allow").has_value());
}

TEST_F(Routes, ThatAreSignedInOnlySendStrangersAway)
{
    const auto all = router();
    for (const auto& route : all.routes()) {
        if (route.method != http::Method::get || !route.pattern.starts_with("/api/v1")) continue;
        http::Request request;
        request.path = route.pattern;
        request.request_id = std::string(32, '0');
        request.path_parameters = {{"id", "01936c1e-7a10-7cc4-8d56-0a1b2c3d4e5f"}, {"role", "owner"}};
        EXPECT_EQ(route.handler(request).status, 401) << route.pattern;
    }
}

TEST_F(Routes, MetricsAreForTheLoopbackOrTheToken)
{
    http::Request request;
    EXPECT_EQ(observed_.metrics(request).status, 404);
    request.headers = {{"authorization", "Bearer another"}};
    EXPECT_EQ(observed_.metrics(request).status, 404);
    request.headers = {{"authorization", "Bearer a-token"}};
    EXPECT_EQ(observed_.metrics(request).status, 200);
    request.headers.clear();
    request.from_loopback = true;
    EXPECT_EQ(observed_.metrics(request).status, 200);
}

} // namespace
} // namespace assetbuddy::server
