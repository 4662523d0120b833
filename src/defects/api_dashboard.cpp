// EXT-4 for programs.

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "access/problem.h"
#include "defects/api.h"
#include "defects/contractor_dashboard.h"
#include "defects/view.h"
#include "platform/http/query.h"
#include "platform/json/json.h"

namespace assetbuddy::defects::api {
namespace {

namespace http = platform::http;
using platform::json::or_null;

boost::json::value to_json(const SiteContact& contact)
{
    if (!contact.is_known()) return nullptr;
    return boost::json::object{
        {"name", or_null(contact.name)}, {"phone", or_null(contact.phone)}, {"email", or_null(contact.email)}};
}

boost::json::array to_json(const OwnDefects& own, const std::string& today)
{
    boost::json::array list;
    for (const auto& each : own.defects) {
        auto defect = defects::to_json(each.defect, today);
        defect["site_contact"] = to_json(each.contact);
        list.push_back(std::move(defect));
    }
    return list;
}

} // namespace

http::Response show_contractor_dashboard(access::Visit& visit)
{
    http::Query query{visit.request};
    if (auto read = query.finish(); !read) return access::problem(visit, read.error());
    std::string today;
    const auto dashboard = visit.look([&](access::Call& call) {
        today = today_in(call.now, call.actor.facts().time_zone);
        return contractor_dashboard(call);
    });
    if (!dashboard) return access::problem(visit, dashboard.error());
    return platform::json::answer(
        boost::json::object{{"open", to_json(dashboard->open, today)},
                            {"awaiting_verification", to_json(dashboard->awaiting_verification, today)},
                            {"recently_closed", to_json(dashboard->recently_closed, today)},
                            {"is_cut", dashboard->open.has_more || dashboard->awaiting_verification.has_more ||
                                           dashboard->recently_closed.has_more}});
}

} // namespace assetbuddy::defects::api
