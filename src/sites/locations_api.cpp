#include "sites/locations_api.h"

#include <boost/json/object.hpp>

#include "access/idempotency.h"
#include "access/problem.h"
#include "access/record_answers.h"
#include "platform/http/etag.h"
#include "platform/http/query.h"
#include "platform/json/json.h"
#include "platform/json/list.h"
#include "sites/locations.h"
#include "sites/view.h"

namespace assetbuddy::sites::locations_api {
namespace {

namespace http = platform::http;
namespace json = platform::json;
using access::problem;
using access::RepeatableAnswer;
using access::shown;
using base::Result;

Result<base::LocationId> read_id(const http::Request& request)
{
    if (auto id = base::LocationId::parse(request.parameter("id"))) return *id;
    return base::refused("not_found", {}, "There is no such location.");
}

/// Empty text: the top.
Result<std::optional<base::LocationId>> parent_of(const std::string& text)
{
    if (text.empty()) return std::optional<base::LocationId>{};
    if (auto id = base::LocationId::parse(text)) return std::optional{*id};
    return base::invalid({{"parent_id", "unknown_value", "Choose a location of the same site."}});
}

struct NewLocation {
    base::SiteId site;
    LocationFields fields;
};

Result<NewLocation> read_new(const http::Request& request)
{
    auto body = json::Decoder::parse(request);
    if (!body) return base::refused(body.error());
    const auto site = body->text("site_id");
    const auto parent = parent_of(body->text("parent_id"));
    NewLocation location{.site = {},
                         .fields = {.name = body->text("name"),
                                    .code_prefix = body->text("code_prefix"),
                                    .floor = body->text("floor"),
                                    .zone = body->text("zone"),
                                    .position = body->optional_integer("position").value_or(0)}};
    if (auto read = body->finish(); !read) return base::refused(read.error());
    if (!parent) return base::refused(parent.error());
    location.fields.parent = *parent;
    const auto id = base::SiteId::parse(site);
    if (!id) return base::invalid({{"site_id", "unknown_value", "Say at which site it is."}});
    location.site = *id;
    return location;
}

Result<LocationEdit> read_edit(const http::Request& request)
{
    auto body = json::Decoder::parse(request);
    if (!body) return base::refused(body.error());
    const auto parent = body->optional_text("parent_id");
    LocationEdit edit{.name = body->optional_text("name"),
                      .code_prefix = body->optional_text("code_prefix"),
                      .floor = body->optional_text("floor"),
                      .zone = body->optional_text("zone"),
                      .position = body->optional_integer("position"),
                      .expected_version = http::expected_version(request)};
    if (auto read = body->finish(); !read) return base::refused(read.error());
    if (parent) {
        const auto id = parent_of(*parent);
        if (!id) return base::refused(id.error());
        edit.parent = *id;
    }
    return edit;
}

Result<LocationsRequest> read_list(const http::Request& request)
{
    http::Query query{request};
    const auto site = query.text("site_id");
    LocationsRequest wanted{.limit = query.limit(usual_page, longest_page),
                            .cursor = query.text("cursor"),
                            .with_total = query.flag("total").value_or(false)};
    if (auto read = query.finish(); !read) return base::refused(read.error());
    if (site.empty()) return wanted;
    wanted.site = base::SiteId::parse(site);
    if (!wanted.site) return base::invalid({{"site_id", "unknown_value", "There is no such site."}});
    return wanted;
}

} // namespace

http::Response list(access::Visit& visit)
{
    const auto request = read_list(visit.request);
    const auto page = visit.look([&](access::Call& call) -> Result<LocationPage> {
        if (!request && call.actor.may(access::Permission::sites_view)) return base::refused(request.error());
        return list_locations(call, request.value_or(LocationsRequest{}));
    });
    if (!page) return problem(visit, page.error());
    return json::answer(json::list_of(
        page->locations, [&](const auto& location) { return to_json(location); }, page->next_cursor, page->total));
}

http::Response create(access::Visit& visit)
{
    const auto request = read_new(visit.request);
    const auto answer = visit.change([&](access::Call& call) {
        return access::answer_once(call, visit.request, [&]() -> Result<RepeatableAnswer> {
            if (!call.actor.may(access::Permission::sites_edit))
                return base::refused("forbidden", {}, "Your role does not let you change the locations of a site.");
            if (!request) return base::refused(request.error());
            const auto location = create_location(call, request->site, request->fields);
            if (!location && location.error().code == "not_found")
                return base::invalid({{"site_id", "unknown_value", "There is no such site."}});
            return access::created(location, "/api/v1/locations/");
        });
    });
    return access::answered(visit, answer);
}

http::Response show(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    return shown(visit, visit.look([&](access::Call& call) -> Result<Location> {
        if (!id) return base::refused(id.error());
        return find_visible_location(call, *id);
    }));
}

http::Response edit(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto request = read_edit(visit.request);
    return shown(visit, visit.change([&](access::Call& call) -> Result<Location> {
        if (!id) return base::refused(id.error());
        if (!request) {
            const auto seen = find_visible_location(call, *id);
            return base::refused(seen ? request.error() : seen.error());
        }
        return edit_location(call, *id, *request);
    }));
}

http::Response remove(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto done = visit.change([&](access::Call& call) -> base::Done {
        if (!id) return base::refused(id.error());
        return remove_location(call, *id, http::expected_version(visit.request));
    });
    return access::no_content(visit, done);
}

} // namespace assetbuddy::sites::locations_api
