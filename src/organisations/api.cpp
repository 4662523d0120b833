#include "organisations/api.h"

#include <boost/json/object.hpp>

#include "access/problem.h"
#include "organisations/settings.h"
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
using access::problem;

http::Response shown(const access::Visit& visit, const base::Result<Organisation>& organisation)
{
    if (!organisation) return problem(visit, organisation.error());
    auto response = json::answer(to_json(*organisation));
    response.set("ETag", http::etag_of(organisation->version));
    return response;
}

/// Null gives nothing a new value: it is a mistake, not a wish.
std::vector<base::FieldError> null_members(const json::Decoder& body, const SettingsChange& change)
{
    std::vector<base::FieldError> errors;
    const auto check = [&](const char* member, bool is_read) {
        if (body.has(member) && !is_read) errors.push_back({member, "required", "This cannot be empty."});
    };
    check("invitation_lifetime_days", change.invitation_lifetime_days.has_value());
    check("reminders", change.reminders.has_value());
    check("session_idle_minutes", change.session_idle_minutes.has_value());
    check("session_hours", change.session_hours.has_value());
    check("require_second_factor", change.require_second_factor.has_value());
    check("hand_over_code", change.hand_over_code.has_value());
    check("receive_hs_notifications", change.receive_hs_notifications.has_value());
    check("contractor_summary", change.contractor_summary.has_value());
    return errors;
}

base::Result<SettingsChange> read_change(const http::Request& request)
{
    auto body = json::Decoder::parse(request);
    if (!body) return base::refused(body.error());
    SettingsChange change{.name = body->optional_text("name"),
                          .invitation_lifetime_days = body->optional_integer("invitation_lifetime_days"),
                          .reminders = body->optional_flag("reminders"),
                          .time_zone = body->optional_text("time_zone"),
                          .session_idle_minutes = body->optional_integer("session_idle_minutes"),
                          .session_hours = body->optional_integer("session_hours"),
                          .require_second_factor = body->optional_flag("require_second_factor"),
                          .hand_over_code = body->optional_flag("hand_over_code"),
                          .receive_hs_notifications = body->optional_flag("receive_hs_notifications"),
                          .contractor_summary = body->optional_text("contractor_summary"),
                          .expected_version = http::expected_version(request)};
    if (auto read = body->finish(); !read) return base::refused(read.error());
    if (auto errors = null_members(*body, change); !errors.empty()) return base::invalid(std::move(errors));
    return change;
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
    return shown(visit, visit.look([](access::Call& call) { return organisations::show(call); }));
}

http::Response edit(access::Visit& visit)
{
    const auto change = read_change(visit.request);
    return shown(visit, visit.change([&](access::Call& call) -> base::Result<Organisation> {
        if (!change && call.actor.may(access::Permission::organisation_settings)) return base::refused(change.error());
        return edit_settings(call, visit.credential, change.value_or(SettingsChange{}));
    }));
}

} // namespace assetbuddy::organisations::api
