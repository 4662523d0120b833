#include <boost/json/object.hpp>

#include "access/problem.h"
#include "documents/api.h"
#include "documents/expiring.h"
#include "documents/read_expiring.h"
#include "documents/view.h"
#include "platform/http/query.h"
#include "platform/json/json.h"
#include "platform/json/list.h"

namespace assetbuddy::documents::api {

platform::http::Response list_expiring(access::Visit& visit)
{
    platform::http::Query query{visit.request};
    auto request = read_expiring(query);
    request.limit = query.limit(usual_page, longest_page);
    request.with_total = query.flag("total").value_or(false);
    if (const auto read = query.finish(); !read) return access::problem(visit, read.error());
    const auto page = visit.look([&](access::Call& call) { return documents::list_expiring(call, request); });
    if (!page) return access::problem(visit, page.error());
    return platform::json::answer(platform::json::list_of(
        page->documents, [&](const auto& document) { return to_json(document, page->today); }, page->next_cursor,
        page->total));
}

} // namespace assetbuddy::documents::api
