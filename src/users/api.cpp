#include "users/api.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "platform/http/etag.h"
#include "platform/http/query.h"
#include "platform/json/json.h"
#include "users/filters.h"
#include "users/find.h"
#include "users/list.h"
#include "users/view.h"

namespace assetbuddy::users::api {
namespace {

namespace http = platform::http;
namespace json = platform::json;

http::Response problem(access::Visit& visit, const base::Error& error)
{
    return json::problem(error, visit.request.request_id);
}

boost::json::value cursor_or_null(const std::string& cursor)
{
    return cursor.empty() ? boost::json::value(nullptr) : boost::json::value(cursor);
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

/// The ETag is of what people change; being seen alone makes no new version.
http::Response show(access::Visit& visit)
{
    const auto id = base::UserId::parse(visit.request.parameter("id"));
    const auto user = visit.look([&](access::Call& call) { return find_visible(call, id.value_or(base::UserId{})); });
    if (!user) return problem(visit, user.error());
    auto answer =
        http::is_known_version(visit.request, user->version) ? http::Response{304} : json::answer(to_json(*user));
    answer.set("ETag", http::etag_of(user->version));
    return answer;
}

} // namespace assetbuddy::users::api
