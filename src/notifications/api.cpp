#include "notifications/api.h"

#include <boost/json/array.hpp>

#include "access/problem.h"
#include "notifications/choices.h"
#include "notifications/list.h"
#include "notifications/read.h"
#include "notifications/view.h"
#include "platform/http/query.h"
#include "platform/json/json.h"
#include "platform/json/list.h"

namespace assetbuddy::notifications::api {
namespace {

namespace http = platform::http;
namespace json = platform::json;
using access::problem;
using base::Result;

http::Response shown(const std::vector<Choice>& choices)
{
    boost::json::array data;
    for (const auto& choice : choices) data.push_back(to_json(choice));
    return json::answer(boost::json::object{{"data", std::move(data)}});
}

} // namespace

http::Response list(access::Visit& visit)
{
    http::Query query{visit.request};
    const ListRequest request{.unread_only = query.flag("unread").value_or(false),
                              .limit = query.limit(usual_page, longest_page),
                              .cursor = query.text("cursor")};
    if (auto read = query.finish(); !read) return problem(visit, read.error());
    const auto page = visit.look([&](access::Call& call) { return notifications::list(call, request); });
    if (!page) return problem(visit, page.error());
    return json::answer(json::list_of(
        page->notifications, [&](const auto& notification) { return to_json(notification); }, page->next_cursor));
}

http::Response mark(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    const auto is_read = body->flag("is_read", true);
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    const auto marked = visit.change([&](access::Call& call) {
        return notifications::mark(call, visit.request.parameter("id"), is_read ? Mark::read : Mark::unread);
    });
    return marked ? json::answer(to_json(*marked)) : problem(visit, marked.error());
}

http::Response mark_all(access::Visit& visit)
{
    const auto marked =
        visit.change([](access::Call& call) -> Result<std::int64_t> { return notifications::mark_all_read(call); });
    return marked ? json::answer(boost::json::object{{"read", *marked}}) : problem(visit, marked.error());
}

http::Response show_choices(access::Visit& visit)
{
    const auto choices = visit.look([](access::Call& call) -> Result<std::vector<Choice>> { return choices_of(call); });
    return choices ? shown(*choices) : problem(visit, choices.error());
}

http::Response choose(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    Wishes wishes;
    for (const auto& kind : kinds)
        if (const auto email = body->optional_flag(kind.name)) wishes[std::string{kind.name}] = *email;
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    const auto choices = visit.change([&](access::Call& call) -> Result<std::vector<Choice>> {
        if (auto chosen = notifications::choose(call, wishes); !chosen) return base::refused(chosen.error());
        return choices_of(call);
    });
    return choices ? shown(*choices) : problem(visit, choices.error());
}

} // namespace assetbuddy::notifications::api
