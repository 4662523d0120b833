#include "dashboard/api.h"

#include "access/problem.h"
#include "dashboard/build.h"
#include "dashboard/read_site.h"
#include "dashboard/view.h"
#include "platform/json/json.h"

namespace assetbuddy::dashboard::api {

platform::http::Response show(access::Visit& visit)
{
    platform::http::Query query{visit.request};
    const auto site = read_site(query);
    if (const auto read = query.finish(); !read) return access::problem(visit, read.error());
    const auto dashboard = visit.look([&](access::Call& call) { return build(call, site); });
    if (!dashboard) return access::problem(visit, dashboard.error());
    return platform::json::answer(to_json(*dashboard));
}

} // namespace assetbuddy::dashboard::api
