#include "platform/http/router.h"

#include <gtest/gtest.h>

namespace assetbuddy::platform::http {
namespace {

Handler says(std::string text)
{
    return [text](Request& request) {
        auto said = text;
        for (const auto& [name, value] : request.path_parameters)
            said.append(" ").append(name).append("=").append(value);
        return Response::text(said);
    };
}

Request asking(Method method, std::vector<std::string> segments)
{
    Request request;
    request.method = method;
    request.segments = std::move(segments);
    return request;
}

class RouterTest : public ::testing::Test {
  protected:
    Response ask(Method method, std::vector<std::string> segments)
    {
        request_ = asking(method, std::move(segments));
        return router_(request_);
    }

    Router router_{{{Method::get, "/", says("home")},
                    {Method::get, "/users", says("list")},
                    {Method::post, "/users", says("add")},
                    {Method::get, "/users/invite", says("invite")},
                    {Method::get, "/users/{id}", says("show")},
                    {Method::patch, "/users/{id}", says("edit")},
                    {Method::post, "/users/{id}/erase", says("erase")},
                    {Method::del, "/users/{user}/keys/{key}", says("drop")},
                    {Method::options, "/special", says("special")}},
                   [](Request&) { return Response::text("nothing", 404); },
                   [](Request&) { return Response::text("not so", 405); }};
    Request request_;
};

TEST_F(RouterTest, findsTheRoute)
{
    EXPECT_EQ(ask(Method::get, {}).body, "home");
    EXPECT_EQ(ask(Method::get, {"users"}).body, "list");
    EXPECT_EQ(ask(Method::post, {"users"}).body, "add");
    EXPECT_EQ(ask(Method::get, {"users", "a b"}).body, "show id=a b");
    EXPECT_EQ(request_.route, "/users/{id}");
    EXPECT_EQ(ask(Method::del, {"users", "7", "keys", "8"}).body, "drop key=8 user=7");
}

TEST_F(RouterTest, prefersTheLiteralButComesBack)
{
    EXPECT_EQ(ask(Method::get, {"users", "invite"}).body, "invite");
    EXPECT_EQ(ask(Method::post, {"users", "invite", "erase"}).body, "erase id=invite");
}

TEST_F(RouterTest, knowsNothingElse)
{
    for (const auto& segments : std::vector<std::vector<std::string>>{{""},
                                                                      {"user"},
                                                                      {"users", ""},
                                                                      {"users", "1", ""},
                                                                      {"users", "1", "2"},
                                                                      {"users", "1", "keys"},
                                                                      {"{id}"},
                                                                      {"USERS"}}) {
        EXPECT_EQ(ask(Method::get, segments).status, 404);
        EXPECT_EQ(request_.route, "");
    }
}

TEST_F(RouterTest, servesHeadByGet)
{
    EXPECT_EQ(ask(Method::head, {"users", "1"}).body, "show id=1");
    EXPECT_EQ(request_.method, Method::head);
}

TEST_F(RouterTest, namesTheMethodsOfAPath)
{
    const auto refused = ask(Method::del, {"users", "1"});
    EXPECT_EQ(refused.status, 405);
    EXPECT_EQ(refused.body, "not so");
    EXPECT_EQ(refused.header("Allow"), "GET, HEAD, PATCH, OPTIONS");
    EXPECT_EQ(request_.route, "/users/{id}");
    const auto options = ask(Method::options, {"users"});
    EXPECT_EQ(options.status, 204);
    EXPECT_EQ(options.header("Allow"), "GET, HEAD, POST, OPTIONS");
    EXPECT_EQ(ask(Method::options, {"special"}).body, "special");
    EXPECT_EQ(ask(Method::head, {"special"}).header("Allow"), "OPTIONS");
}

TEST(RouterRulesTest, refusesTwoRoutesForOneThing)
{
    const Handler none = [](Request&) { return Response{404}; };
    EXPECT_THROW(Router({{Method::get, "/a/{x}", none}, {Method::get, "/a/{y}", none}}, none), std::invalid_argument);
    EXPECT_THROW(Router({{Method::get, "a", none}}, none), std::invalid_argument);
    const Router bare{{{Method::get, "/a", none}}, none};
    auto request = asking(Method::put, {"a"});
    EXPECT_EQ(bare(request).status, 405);
}

} // namespace
} // namespace assetbuddy::platform::http
