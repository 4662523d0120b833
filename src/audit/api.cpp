#include "audit/api.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "access/problem.h"
#include "audit/export.h"
#include "audit/list.h"
#include "audit/read_filters.h"
#include "audit/view.h"
#include "platform/http/query.h"
#include "platform/json/json.h"

namespace assetbuddy::audit::api {

namespace http = platform::http;

http::Response list(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto wanted = read_wanted(query);
    ListRequest request{.limit = query.limit(usual_page, longest_page),
                        .cursor = query.text("cursor"),
                        .with_total = query.flag("total").value_or(false)};
    if (const auto read = query.finish(); !read) return access::problem(visit, read.error());
    const auto page = visit.look([&](access::Call& call) {
        request.filters = filters_of(wanted, call.actor.facts().time_zone);
        return audit::list(call, request);
    });
    if (!page) return access::problem(visit, page.error());
    boost::json::array data;
    for (const auto& entry : page->entries) data.push_back(to_json(entry));
    boost::json::object answer{{"data", std::move(data)}, {"next_cursor", nullptr}};
    if (!page->next_cursor.empty()) answer["next_cursor"] = page->next_cursor;
    if (page->total) answer["total"] = *page->total;
    return platform::json::answer(answer);
}

http::Response export_file(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto wanted = read_wanted(query);
    const auto format = read_format(query);
    if (const auto read = query.finish(); !read) return access::problem(visit, read.error());
    const auto file = visit.look(
        [&](access::Call& call) { return export_as(call, filters_of(wanted, call.actor.facts().time_zone), format); });
    return file ? file->as_download() : access::problem(visit, file.error());
}

} // namespace assetbuddy::audit::api
