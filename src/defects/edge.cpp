#include "defects/edge.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "access/problem.h"
#include "defects/find.h"
#include "defects/view.h"
#include "platform/http/etag.h"

namespace assetbuddy::defects {

platform::http::Response refused(access::Visit& visit, const base::DefectId& id, const base::Error& error)
{
    auto answer = access::problem(visit, error);
    if (error.code != "stale") return answer;
    std::string today;
    const auto present = visit.look([&](access::Call& call) {
        today = today_in(call.now, call.actor.facts().time_zone);
        return find_visible(call, id);
    });
    if (!present) return answer;
    auto body = boost::json::parse(answer.body).as_object();
    body["present"] = to_json(*present, today);
    answer.body = boost::json::serialize(body);
    answer.set("ETag", platform::http::etag_of(present->version));
    return answer;
}

} // namespace assetbuddy::defects
