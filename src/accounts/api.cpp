#include "accounts/api.h"

#include "access/problem.h"
#include "access/record_answers.h"
#include "accounts/edge.h"
#include "accounts/forgotten_password.h"
#include "accounts/own_password.h"
#include "platform/json/json.h"

namespace assetbuddy::accounts::api {
namespace {

namespace http = platform::http;
namespace json = platform::json;

using access::problem;

} // namespace

http::Response confirm_password(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    const auto password = body->text("password");
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    const auto done = accounts::confirm_password(visit.kernel, visit.credential, visit.origin, password);
    return access::no_content(visit, done);
}

http::Response forgot_password(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    const auto email = body->text("email");
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    const auto done = accounts::forgot_password(visit.kernel, visit.origin, email);
    // An address that cannot be one fits nobody, like an unknown one (contract.md); the page helps with typing.
    const bool fits_nobody = !done && done.error().code == "invalid" && !email.empty();
    return done || fits_nobody ? http::Response{202} : problem(visit, done.error());
}

http::Response reset_password(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    const ResetPassword request{.token = body->text("token"), .password = body->text("password")};
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    const auto done = accounts::reset_password(visit.kernel, visit.origin, request);
    return access::no_content(visit, done);
}

http::Response change_password(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    const ChangePassword request{.current = body->text("current"), .fresh = body->text("new")};
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    const auto changed = accounts::change_password(visit.kernel, visit.credential, visit.origin, request);
    if (!changed) return problem(visit, changed.error());
    keep_session(visit, changed->session_token, changed->account);
    return http::Response{204};
}

} // namespace assetbuddy::accounts::api
