// Accepting, and whatever goes on with a second factor after a 401 second_factor_required.

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "access/problem.h"
#include "accounts/edge.h"
#include "accounts/limits.h"
#include "accounts/passkey_body.h"
#include "accounts/passkey_options.h"
#include "invitations/api.h"
#include "invitations/edge.h"
#include "organisations/session_api.h"
#include "platform/json/json.h"
#include "users/view.h"

namespace assetbuddy::invitations::api {
namespace {

namespace http = platform::http;
namespace json = platform::json;
using access::problem;
using base::Result;

struct ReadAccept {
    AcceptRequest request;
    accounts::SecondStep step;
};

Result<ReadAccept> read_accept(const http::Request& request)
{
    auto body = json::Decoder::parse(request);
    if (!body) return base::refused(body.error());
    accounts::SecondStep step{.code = body->optional_text("second_factor").value_or("")};
    AcceptRequest accept{.token = body->text("token"),
                         .code = body->text("code"),
                         .password = body->text("password"),
                         .corrections = {.name = body->optional_text("name"),
                                         .job_title = body->optional_text("job_title"),
                                         .phone = body->optional_text("phone")}};
    if (auto read = body->finish(); !read) return base::refused(read.error());
    if (accept.token.empty()) return base::refused(missing_token());
    return ReadAccept{std::move(accept), std::move(step)};
}

/// What an accept that waits for the second factor was about; travels sealed beside the half-way cookie.
std::string waiting_cookie(const access::Visit& visit)
{
    return accounts::cookie_name(visit.secure(), "accepting");
}

std::string waiting_text(const AcceptRequest& request)
{
    const auto text = [](const std::optional<std::string>& value) { return json::text_or_null(value); };
    return boost::json::serialize(boost::json::object{{"token", request.token},
                                                      {"code", request.code},
                                                      {"name", text(request.corrections.name)},
                                                      {"job_title", text(request.corrections.job_title)},
                                                      {"phone", text(request.corrections.phone)}});
}

std::optional<AcceptRequest> waiting_accept(const access::Visit& visit)
{
    const auto box = visit.sealed_cookie(waiting_cookie(visit));
    if (box.empty()) return std::nullopt;
    const auto object = boost::json::parse(box).as_object();
    const auto text = [&](const char* member) -> std::optional<std::string> {
        const auto& value = object.at(member);
        return value.is_string() ? std::optional{std::string{value.as_string()}} : std::nullopt;
    };
    return AcceptRequest{.token = text("token").value_or(""),
                         .code = text("code").value_or(""),
                         .password = {},
                         .corrections = {.name = text("name"), .job_title = text("job_title"), .phone = text("phone")}};
}

http::Response answer_accept(access::Visit& visit, const AcceptRequest& request, const accounts::SecondStep& step)
{
    const auto accepted = accept_here(visit, request, step);
    if (!accepted && accepted.error().code == "second_factor_required")
        visit.set_sealed_cookie(waiting_cookie(visit), waiting_text(request), accounts::half_way_life);
    if (!accepted) return problem(visit, accepted.error());
    if (visit.request.cookie(waiting_cookie(visit))) visit.set_sealed_cookie(waiting_cookie(visit), {}, {});
    return json::answer(boost::json::object{
        {"organisation", {{"id", accepted->user.organisation.text()}, {"name", accepted->organisation_name}}},
        {"user", users::to_json(accepted->user)},
    });
}

} // namespace

http::Response accept(access::Visit& visit)
{
    const auto read = read_accept(visit.request);
    return read ? answer_accept(visit, read->request, read->step) : problem(visit, read.error());
}

http::Response sign_in(access::Visit& visit)
{
    if (visit.request.cookie(waiting_cookie(visit))) visit.set_sealed_cookie(waiting_cookie(visit), {}, {});
    return organisations::session_api::sign_in(visit);
}

http::Response second_factor(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    accounts::SecondStep step{.code = body->text("code"), .field = "code"};
    const bool is_passkey = body->has("id");
    auto answer = is_passkey ? accounts::read_passkey(*body) : std::nullopt;
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    if (is_passkey) {
        step.passkey = accounts::shown_for(visit, std::move(answer));
        if (!step.passkey) return problem(visit, accounts::passkey_not_asked());
    }
    const auto waiting = waiting_accept(visit);
    if (!waiting) return organisations::session_api::finish_sign_in(visit, std::move(step));
    return answer_accept(visit, *waiting, step);
}

} // namespace assetbuddy::invitations::api
