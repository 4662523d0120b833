#include "defects/api.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "access/problem.h"
#include "defects/assignees.h"
#include "defects/edge.h"
#include "defects/edit.h"
#include "defects/find.h"
#include "defects/list.h"
#include "defects/read_filters.h"
#include "defects/view.h"
#include "platform/http/etag.h"
#include "platform/http/query.h"
#include "platform/json/json.h"
#include "platform/json/list.h"

namespace assetbuddy::defects::api {
namespace {

namespace http = platform::http;
namespace json = platform::json;
using access::problem;
using base::Result;

std::string today_of(access::Call& call)
{
    return today_in(call.now, call.actor.facts().time_zone);
}

struct Shown {
    boost::json::object body;
    std::int64_t version = 0;
};

http::Response shown(access::Visit& visit, const Result<Shown>& answer)
{
    if (!answer) return problem(visit, answer.error());
    auto response = json::answer(answer->body);
    response.set("ETag", http::etag_of(answer->version));
    return response;
}

Result<Shown> shown_of(access::Call& call, const Result<Defect>& defect)
{
    if (!defect) return base::refused(defect.error());
    return Shown{to_json(*defect, today_of(call)), defect->version};
}

Result<EditRequest> read_edit(const http::Request& request)
{
    auto body = json::Decoder::parse(request);
    if (!body) return base::refused(body.error());
    EditRequest edit{.title = body->optional_text("title"),
                     .severity = body->optional_text("severity"),
                     .description = body->optional_text("description"),
                     .due_on = body->optional_text("due_on"),
                     .isolates = body->optional_flag("isolate_asset"),
                     .expected_version = http::expected_version(request)};
    if (auto read = body->finish(); !read) return base::refused(read.error());
    return edit;
}

} // namespace

http::Response list(access::Visit& visit)
{
    http::Query query{visit.request};
    auto request = read_filters(query);
    request.limit = query.limit(usual_page, longest_page);
    request.with_total = query.flag("total").value_or(false);
    if (auto read = query.finish(); !read) return problem(visit, read.error());
    std::string today;
    const auto page = visit.look([&](access::Call& call) {
        today = today_of(call);
        return defects::list(call, request);
    });
    if (!page) return problem(visit, page.error());
    auto body = json::list_of(
        page->defects, [&](const auto& defect) { return to_json(defect, today); }, page->next_cursor, page->total);
    if (page->is_cut) body["is_cut"] = true;
    return json::answer(body);
}

http::Response show(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    return shown(visit, visit.look([&](access::Call& call) -> Result<Shown> {
        const auto defect = find_visible(call, id);
        auto answer = shown_of(call, defect);
        if (answer) answer->body["assignee_contact"] = to_json(find_assignee_contact(call, *defect));
        return answer;
    }));
}

http::Response edit(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto request = read_edit(visit.request);
    const auto answer = visit.change([&](access::Call& call) -> Result<Shown> {
        // Whoever may not see it learns nothing from a body that cannot be read.
        if (!request) {
            const auto defect = find_visible(call, id);
            if (!defect) return base::refused(defect.error());
            if (!covers(call.actor, access::Permission::defects_assign, *defect))
                return base::refused("forbidden", {}, "Your role does not let you change this defect.");
            return base::refused(request.error());
        }
        return shown_of(call, defects::edit(call, id, *request));
    });
    return answer ? shown(visit, answer) : access::problem(visit, answer.error());
}

http::Response list_events(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto events = visit.look([&](access::Call& call) { return defects::list_events(call, id); });
    if (!events) return problem(visit, events.error());
    return json::answer(json::list_of(*events));
}

http::Response list_assignees(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto id = base::DefectId::parse(query.text("defect_id")).value_or(base::DefectId{});
    const auto words = query.text("q");
    if (auto read = query.finish(); !read) return problem(visit, read.error());
    const auto found = visit.look([&](access::Call& call) { return defects::list_assignees(call, id, words); });
    if (!found) return problem(visit, found.error());
    return json::answer(json::list_of(*found));
}

} // namespace assetbuddy::defects::api
