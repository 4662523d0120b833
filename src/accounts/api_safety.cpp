// Sessions and API tokens of the signed-in person.

#include <boost/json/array.hpp>

#include "access/problem.h"
#include "access/record_answers.h"
#include "accounts/api.h"
#include "accounts/view.h"
#include "platform/json/json.h"
#include "platform/json/list.h"

namespace assetbuddy::accounts::api {
namespace {

namespace http = platform::http;
namespace json = platform::json;
using access::problem;
using base::Result;

template <class Things>
http::Response listed(const Things& things)
{
    return json::answer(json::list_of(things));
}

} // namespace

http::Response list_sessions(access::Visit& visit)
{
    const auto sessions = visit.look([](access::Call& call) { return sessions_of(call); });
    return sessions ? listed(*sessions) : problem(visit, sessions.error());
}

http::Response end_session(access::Visit& visit)
{
    const auto id = base::SessionId::parse(visit.request.parameter("id"));
    const auto ended = visit.change([&](access::Call& call) -> base::Done {
        if (!id) return base::refused("not_found", {}, "There is no such session.");
        return end_own_session(call, *id);
    });
    return access::no_content(visit, ended);
}

http::Response end_other_sessions(access::Visit& visit)
{
    const auto ended = visit.change([](access::Call& call) { return accounts::end_other_sessions(call); });
    return access::no_content(visit, ended);
}

http::Response list_tokens(access::Visit& visit)
{
    const auto tokens = visit.look([](access::Call& call) -> Result<std::vector<ApiToken>> { return tokens_of(call); });
    return tokens ? listed(*tokens) : problem(visit, tokens.error());
}

http::Response create_token(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    const NewToken wanted{.name = body->text("name"), .expires_on = body->optional_text("expires_on")};
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    const auto created =
        visit.change([&](access::Call& call) { return accounts::create_token(call, visit.credential, wanted); });
    if (!created) return problem(visit, created.error());
    auto object = to_json(created->token);
    object["token"] = created->secret;
    auto response = json::answer(object, 201);
    response.set("Location", "/api/v1/api-tokens/" + created->token.id);
    return response;
}

http::Response end_token(access::Visit& visit)
{
    const auto ended =
        visit.change([&](access::Call& call) { return accounts::end_token(call, visit.request.parameter("id")); });
    return access::no_content(visit, ended);
}

} // namespace assetbuddy::accounts::api
