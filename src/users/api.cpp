#include "users/api.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "access/problem.h"
#include "access/record_answers.h"
#include "accounts/edge.h"
#include "platform/http/etag.h"
#include "platform/http/query.h"
#include "platform/json/json.h"
#include "users/confirm_email_change.h"
#include "users/edit.h"
#include "users/erase.h"
#include "users/export.h"
#include "users/filters.h"
#include "users/find.h"
#include "users/list.h"
#include "users/outlook.h"
#include "users/own_address.h"
#include "users/remove.h"
#include "users/view.h"

namespace assetbuddy::users::api {
namespace {

namespace http = platform::http;
namespace json = platform::json;
using access::problem;

boost::json::value cursor_or_null(const std::string& cursor)
{
    return cursor.empty() ? boost::json::value(nullptr) : boost::json::value(cursor);
}

http::Response shown(const User& user)
{
    auto answer = json::answer(to_json(user));
    answer.set("ETag", http::etag_of(user.version));
    return answer;
}

base::Result<EditRequest> read_edit(const http::Request& request)
{
    auto body = json::Decoder::parse(request);
    if (!body) return base::refused(body.error());
    EditRequest edit{.name = body->optional_text("name"),
                     .email = body->optional_text("email"),
                     .role = body->optional_text("role"),
                     .site_id = body->optional_text("site_id"),
                     .job_title = body->optional_text("job_title"),
                     .phone = body->optional_text("phone"),
                     .is_active = body->optional_flag("is_active"),
                     .is_external = body->optional_flag("is_external"),
                     .company_name = body->optional_text("company_name"),
                     .company_address = body->optional_text("company_address"),
                     .access_ends_on = body->optional_text("access_ends_on"),
                     .expected_version = http::expected_version(request)};
    if (auto read = body->finish(); !read) return base::refused(read.error());
    return edit;
}

/// An id that is none finds nobody.
base::UserId read_id(const http::Request& request)
{
    return base::UserId::parse(request.parameter("id")).value_or(base::UserId{});
}

} // namespace

http::Response list(access::Visit& visit)
{
    http::Query query{visit.request};
    auto request = read_filters(query);
    request.limit = query.limit(usual_page, longest_page);
    request.with_total = query.flag("total").value_or(false);
    if (const auto read = query.finish(); !read) return problem(visit, read.error());
    const auto page = visit.look([&](access::Call& call) { return users::list(call, request); });
    if (!page) return problem(visit, page.error());
    boost::json::array data;
    data.reserve(page->users.size());
    for (const auto& user : page->users) data.push_back(to_json(user));
    boost::json::object body{{"data", std::move(data)},
                             {"next_cursor", cursor_or_null(page->next_cursor)},
                             {"previous_cursor", cursor_or_null(page->previous_cursor)}};
    if (page->total) body["total"] = *page->total;
    if (!request.query.empty()) body["is_cut"] = page->is_cut;
    return json::answer(body);
}

http::Response export_people(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto request = read_filters(query);
    if (const auto read = query.finish(); !read) return problem(visit, read.error());
    const auto csv = visit.look([&](access::Call& call) { return users::export_csv(call, request); });
    if (!csv) return problem(visit, csv.error());
    http::Response answer{200};
    answer.body = *csv;
    answer.set("Content-Type", "text/csv; charset=utf-8")
        .set("Content-Disposition", "attachment; filename=\"people.csv\"");
    return answer;
}

/// The ETag is of what people change; being seen alone makes no new version.
http::Response show(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto user = visit.look([&](access::Call& call) { return find_visible(call, id); });
    if (!user) return problem(visit, user.error());
    if (!http::is_known_version(visit.request, user->version)) return shown(*user);
    http::Response answer{304};
    answer.set("ETag", http::etag_of(user->version));
    return answer;
}

http::Response show_access(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto found = visit.look([&](access::Call& call) { return find_outlook(call, id); });
    if (!found) return problem(visit, found.error());
    return json::answer(to_json(found->outlook));
}

http::Response edit(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto request = read_edit(visit.request);
    const auto user = visit.change([&](access::Call& call) -> base::Result<User> {
        if (!request) return base::refused(request.error());
        return users::edit(call, id, *request);
    });
    return user ? shown(*user) : problem(visit, user.error());
}

http::Response remove(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto done = visit.change(
        [&](access::Call& call) { return users::remove(call, id, http::expected_version(visit.request)); });
    return access::no_content(visit, done);
}

http::Response erase(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto done = visit.change([&](access::Call& call) { return users::erase(call, visit.credential, id); });
    return access::no_content(visit, done);
}

http::Response change_own_email(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    const OwnAddress request{.email = body->text("email"), .password = body->text("password")};
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    const auto asked = ask_for_own_address(visit.kernel, visit.credential, visit.origin, request);
    return asked ? http::Response{202} : problem(visit, asked.error());
}

http::Response confirm_email_change(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    ConfirmEmailChange request{
        .token = body->text("token"), .code = body->text("code"), .password = body->text("password")};
    accounts::SecondStep step{.code = body->optional_text("second_factor").value_or("")};
    if (body->flag("for_account", false)) request.becomes = NewAddress::of_the_account;
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    request.devices = accounts::devices_of(visit);
    const auto changed = users::confirm_email_change(visit.kernel, visit.credential, visit.origin, request, step);
    if (!changed) return problem(visit, changed.error());
    accounts::keep_session(visit, changed->session_token, changed->user.account);
    return json::answer(boost::json::object{
        {"organisation", {{"id", changed->user.organisation.text()}, {"name", changed->organisation_name}}},
        {"user", to_json(changed->user)},
    });
}

} // namespace assetbuddy::users::api
