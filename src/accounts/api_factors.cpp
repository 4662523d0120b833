// The second factors of the signed-in person.

#include <boost/json/array.hpp>

#include "access/problem.h"
#include "access/record_answers.h"
#include "accounts/api.h"
#include "accounts/authenticator.h"
#include "accounts/passkeys.h"
#include "platform/json/json.h"

namespace assetbuddy::accounts::api {
namespace {

namespace http = platform::http;
namespace json = platform::json;
using access::problem;

boost::json::object codes_json(const std::vector<std::string>& codes)
{
    boost::json::array array;
    for (const auto& code : codes) array.emplace_back(code);
    return {{"recovery_codes", std::move(array)}};
}

} // namespace

http::Response show_second_factors(access::Visit& visit)
{
    const auto factors = visit.look([](access::Call& call) { return second_factors_of(call); });
    if (!factors) return problem(visit, factors.error());
    boost::json::value app = nullptr;
    if (factors->app_set_up_at) app = boost::json::object{{"set_up_at", base::to_rfc3339(*factors->app_set_up_at)}};
    return json::answer(
        boost::json::object{{"app", std::move(app)}, {"recovery_codes_left", factors->recovery_codes_left}});
}

http::Response begin_app(access::Visit& visit)
{
    const auto secret = visit.change([&](access::Call& call) { return accounts::begin_app(call, visit.credential); });
    if (!secret) return problem(visit, secret.error());
    return json::answer(boost::json::object{{"key", secret->typed}, {"uri", secret->uri}}, 201);
}

http::Response confirm_app(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    const auto code = body->text("code");
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    const auto codes =
        visit.change([&](access::Call& call) { return accounts::confirm_app(call, visit.credential, code); });
    return codes ? json::answer(codes_json(*codes)) : problem(visit, codes.error());
}

http::Response remove_app(access::Visit& visit)
{
    const auto removed = visit.change([&](access::Call& call) { return accounts::remove_app(call, visit.credential); });
    return access::no_content(visit, removed);
}

http::Response renew_recovery_codes(access::Visit& visit)
{
    const auto codes =
        visit.change([&](access::Call& call) { return accounts::renew_recovery_codes(call, visit.credential); });
    return codes ? json::answer(codes_json(*codes)) : problem(visit, codes.error());
}

http::Response list_passkeys(access::Visit& visit)
{
    const auto passkeys = visit.look([](access::Call& call) { return passkeys_of(call); });
    if (!passkeys) return problem(visit, passkeys.error());
    boost::json::array data;
    for (const auto& each : *passkeys) {
        boost::json::value used = nullptr;
        if (each.last_used_at) used = boost::json::string{base::to_rfc3339(*each.last_used_at)};
        data.push_back(boost::json::object{{"id", each.id},
                                           {"name", each.name},
                                           {"created_at", base::to_rfc3339(each.created_at)},
                                           {"last_used_at", std::move(used)}});
    }
    return json::answer(boost::json::object{{"data", std::move(data)}, {"next_cursor", nullptr}});
}

http::Response rename_passkey(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    const auto name = body->text("name");
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    const auto renamed = visit.change(
        [&](access::Call& call) { return accounts::rename_passkey(call, visit.request.parameter("id"), name); });
    return access::no_content(visit, renamed);
}

http::Response remove_passkey(access::Visit& visit)
{
    const auto removed = visit.change([&](access::Call& call) {
        return accounts::remove_passkey(call, visit.credential, visit.request.parameter("id"));
    });
    return access::no_content(visit, removed);
}

} // namespace assetbuddy::accounts::api
