#include "organisations/api.h"

#include <boost/json/object.hpp>

#include "organisations/show.h"
#include "organisations/sign_up.h"
#include "organisations/view.h"
#include "platform/http/etag.h"
#include "platform/json/json.h"
#include "users/view.h"

namespace assetbuddy::organisations::api {
namespace {

namespace http = platform::http;
namespace json = platform::json;

http::Response problem(const access::Visit& visit, const base::Error& error)
{
    return json::problem(error, visit.request.request_id);
}

} // namespace

http::Response sign_up(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    const SignUpRequest request{.organisation = body->text("organisation"),
                                .name = body->text("name"),
                                .email = body->text("email"),
                                .password = body->text("password")};
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    const auto signed_up = organisations::sign_up(visit.kernel, visit.credential, visit.origin, request);
    if (!signed_up) return problem(visit, signed_up.error());
    visit.set_session_cookie(signed_up->session_token);
    return json::answer(boost::json::object{{"organisation", organisation_json(signed_up->owner.organisation,
                                                                               signed_up->organisation_name)},
                                            {"user", users::to_json(signed_up->owner)}},
                        201);
}

http::Response show(access::Visit& visit)
{
    const auto organisation = visit.look([](access::Call& call) { return organisations::show(call); });
    if (!organisation) return problem(visit, organisation.error());
    auto response =
        json::answer(boost::json::object{{"id", organisation->id.text()},
                                         {"name", organisation->name},
                                         {"invitation_lifetime_days", organisation->invitation_lifetime_days},
                                         {"time_zone", organisation->time_zone}});
    response.set("ETag", http::etag_of(organisation->version));
    return response;
}

} // namespace assetbuddy::organisations::api
