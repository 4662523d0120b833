#include "organisations/session_api.h"

#include <boost/json/value.hpp>

#include "access/problem.h"
#include "accounts/edge.h"
#include "accounts/passkey_body.h"
#include "accounts/passkey_options.h"
#include "accounts/session.h"
#include "accounts/sign_in.h"
#include "organisations/confirm.h"
#include "organisations/me.h"
#include "organisations/view.h"
#include "platform/crypto/crypto.h"
#include "platform/http/etag.h"
#include "platform/json/json.h"
#include "users/profile.h"

namespace assetbuddy::organisations::session_api {
namespace {

namespace http = platform::http;
namespace json = platform::json;
using access::problem;
using base::Result;

/// What a session that was just opened shows its holder.
http::Response signed_in(access::Visit& visit, const std::string& session_token)
{
    // Also to whom nothing else is open until they have set up a second factor.
    const access::Credential fresh{access::Credential::Kind::session, platform::crypto::sha256(session_token),
                                   access::Credential::SecondFactor::may_lack};
    const auto me =
        access::look(visit.kernel, fresh, visit.origin, [](access::Call& call) -> Result<Me> { return find_me(call); });
    return me ? json::answer(signed_in_json(*me)) : problem(visit, me.error());
}

/// An id that is none leads to no place, like an unknown one.
std::optional<base::OrganisationId> read_organisation(const std::optional<std::string>& text)
{
    if (!text) return std::nullopt;
    return base::OrganisationId::parse(*text).value_or(base::OrganisationId{*text});
}

} // namespace

http::Response sign_in(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    const accounts::SignInRequest request{.email = body->text("email"),
                                          .password = body->text("password"),
                                          .organisation = read_organisation(body->optional_text("organisation_id")),
                                          .devices = accounts::devices_of(visit)};
    accounts::SecondStep step{.code = body->optional_text("second_factor").value_or("")};
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    const auto session = accounts::sign_in(visit.kernel, visit.credential, visit.origin, request, step);
    accounts::keep_half_way(visit, step.half_way);
    if (!session) return problem(visit, session.error());
    accounts::keep_session(visit, session->session_token, session->account);
    return signed_in(visit, session->session_token);
}

http::Response sign_in_with_passkey(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    auto answer = accounts::read_passkey(*body);
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    const auto shown = accounts::shown_for(visit, std::move(answer));
    if (!shown) return problem(visit, accounts::passkey_not_asked());
    const auto session = accounts::sign_in_with_passkey(visit.kernel, visit.credential, visit.origin, *shown);
    if (!session) return problem(visit, session.error());
    accounts::keep_half_way(visit, {});
    accounts::keep_session(visit, session->session_token, session->account);
    return signed_in(visit, session->session_token);
}

http::Response finish_sign_in(access::Visit& visit, accounts::SecondStep step)
{
    step.half_way = accounts::half_way_of(visit);
    const auto session = accounts::finish_sign_in(visit.kernel, visit.credential, visit.origin, step);
    if (!session) return problem(visit, session.error());
    accounts::keep_half_way(visit, {});
    accounts::keep_session(visit, session->session_token, session->account);
    return signed_in(visit, session->session_token);
}

http::Response switch_place(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    const auto organisation = read_organisation(body->text("organisation_id"));
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    const auto moved =
        visit.change([&](access::Call& call) { return accounts::switch_place(call, organisation.value()); });
    if (!moved) return problem(visit, moved.error());
    visit.set_session_cookie(moved->session_token);
    return signed_in(visit, moved->session_token);
}

http::Response sign_out(access::Visit& visit)
{
    const auto done = visit.change([](access::Call& call) { return accounts::sign_out(call); });
    if (!done) return problem(visit, done.error());
    visit.set_session_cookie({});
    http::Response response{204};
    accounts::clear_site_data(response);
    return response;
}

http::Response confirm(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    const ConfirmByCode request{.code = body->text("code"), .password = body->text("password")};
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    const auto confirmed = confirm_by_code(visit.kernel, visit.credential, visit.origin, request);
    if (!confirmed) return problem(visit, confirmed.error());
    if (!confirmed->session_token.empty()) visit.set_session_cookie(confirmed->session_token);
    return http::Response{204};
}

http::Response resend_confirmation(access::Visit& visit)
{
    const auto done = visit.change([](access::Call& call) { return organisations::resend_confirmation(call); });
    return done ? http::Response{202} : problem(visit, done.error());
}

http::Response show_me(access::Visit& visit)
{
    std::optional<boost::json::object> answer;
    std::int64_t version = 0;
    const auto done = visit.look([&](access::Call& call) -> base::Done {
        const auto me = find_me(call);
        version = me.user.version;
        answer = me_json(me, call.actor.grants());
        return {};
    });
    if (!done) return problem(visit, done.error());
    auto response = json::answer(*answer);
    response.set("ETag", http::etag_of(version));
    return response;
}

http::Response edit_me(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    const users::ProfileChange change{.name = body->optional_text("name"),
                                      .job_title = body->optional_text("job_title"),
                                      .phone = body->optional_text("phone"),
                                      .expected_version = http::expected_version(visit.request)};
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    std::optional<boost::json::object> answer;
    std::int64_t version = 0;
    const auto done = visit.change([&](access::Call& call) -> base::Done {
        const auto edited = users::edit_profile(call, change);
        if (!edited) return base::refused(edited.error());
        const auto me = find_me(call);
        version = me.user.version;
        answer = me_json(me, call.actor.grants());
        return {};
    });
    if (!done) return problem(visit, done.error());
    auto response = json::answer(*answer);
    response.set("ETag", http::etag_of(version));
    return response;
}

} // namespace assetbuddy::organisations::session_api
