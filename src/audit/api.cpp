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
#include "platform/json/list.h"

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
    return platform::json::answer(platform::json::list_of(
        page->entries, [&](const auto& entry) { return to_json(entry); }, page->next_cursor, page->total));
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
