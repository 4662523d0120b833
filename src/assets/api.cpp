#include "assets/api.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "access/idempotency.h"
#include "access/problem.h"
#include "assets/find.h"
#include "assets/list.h"
#include "assets/read_filters.h"
#include "assets/view.h"
#include "assets/write.h"
#include "platform/http/etag.h"
#include "platform/http/query.h"
#include "platform/json/json.h"

namespace assetbuddy::assets::api {
namespace {

namespace http = platform::http;
namespace json = platform::json;
using access::problem;
using access::RepeatableAnswer;
using base::Result;

http::Response shown(access::Visit& visit, const Result<Asset>& asset)
{
    if (!asset) return problem(visit, asset.error());
    auto response = json::answer(to_json(*asset));
    response.set("ETag", http::etag_of(asset->version));
    return response;
}

Result<base::AssetId> read_id(const http::Request& request)
{
    if (auto id = base::AssetId::parse(request.parameter("id"))) return *id;
    return base::refused("not_found", {}, "There is no such equipment.");
}

Result<EditRequest> read_fields(const http::Request& request)
{
    auto body = json::Decoder::parse(request);
    if (!body) return base::refused(body.error());
    EditRequest edit{.name = body->optional_text("name"),
                     .category_id = body->optional_text("category_id"),
                     .subcategory_id = body->optional_text("subcategory_id"),
                     .site_id = body->optional_text("site_id"),
                     .location_id = body->optional_text("location_id"),
                     .criticality = body->optional_text("criticality"),
                     .owner_id = body->optional_text("owner_id"),
                     .make = body->optional_text("make"),
                     .model = body->optional_text("model"),
                     .serial = body->optional_text("serial"),
                     .notes = body->optional_text("notes"),
                     .expected_version = http::expected_version(request)};
    if (auto read = body->finish(); !read) return base::refused(read.error());
    return edit;
}

AssetFields fields_of(const EditRequest& edit)
{
    const auto given = [](const std::optional<std::string>& text) { return text.value_or(""); };
    return {given(edit.name),        given(edit.category_id), given(edit.subcategory_id), given(edit.site_id),
            given(edit.location_id), given(edit.criticality), given(edit.owner_id),       given(edit.make),
            given(edit.model),       given(edit.serial),      given(edit.notes)};
}

/// What cannot be read is told to those who see the record; the others learn that there is none.
std::unexpected<base::Error> mistake(access::Call& call, const base::AssetId& id, const base::Error& error)
{
    const auto seen = find_visible(call, id);
    return base::refused(seen ? error : seen.error());
}

} // namespace

http::Response list(access::Visit& visit)
{
    http::Query query{visit.request};
    auto request = read_filters(query);
    request.limit = query.limit(usual_page, longest_page);
    request.with_total = query.flag("total").value_or(false);
    if (auto read = query.finish(); !read) return problem(visit, read.error());
    const auto page = visit.look([&](access::Call& call) { return assets::list(call, request); });
    if (!page) return problem(visit, page.error());
    boost::json::array data;
    for (const auto& asset : page->assets) data.push_back(to_json(asset));
    boost::json::object body{{"data", std::move(data)}, {"next_cursor", json::or_null(page->next_cursor)}};
    if (page->is_cut) body["is_cut"] = true;
    if (page->total) body["total"] = *page->total;
    return json::answer(body);
}

http::Response create(access::Visit& visit)
{
    const auto fields = read_fields(visit.request);
    const auto answer = visit.change([&](access::Call& call) {
        return access::answer_once(call, visit.request, [&]() -> Result<RepeatableAnswer> {
            if (!fields && call.actor.may(access::Permission::assets_create)) return base::refused(fields.error());
            const auto asset = assets::create(call, fields ? fields_of(*fields) : AssetFields{});
            if (!asset) return base::refused(asset.error());
            return RepeatableAnswer{201, boost::json::serialize(to_json(*asset)), "/api/v1/assets/" + asset->id.text(),
                                    http::etag_of(asset->version)};
        });
    });
    return answer ? answer->to_response() : problem(visit, answer.error());
}

http::Response show(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    return shown(visit, visit.look([&](access::Call& call) -> Result<Asset> {
        if (!id) return base::refused(id.error());
        return find_visible(call, *id);
    }));
}

http::Response edit(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto request = read_fields(visit.request);
    return shown(visit, visit.change([&](access::Call& call) -> Result<Asset> {
        if (!id) return base::refused(id.error());
        if (!request) return mistake(call, *id, request.error());
        return assets::edit(call, *id, *request);
    }));
}

http::Response remove(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto done = visit.change([&](access::Call& call) -> base::Done {
        if (!id) return base::refused(id.error());
        return assets::remove(call, *id, http::expected_version(visit.request));
    });
    return done ? http::Response{204} : problem(visit, done.error());
}

http::Response change_status(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    auto body = json::Decoder::parse(visit.request);
    StatusChange change{};
    base::Done read = body ? base::Done{} : base::Done{base::refused(body.error())};
    if (body) {
        change = {body->text("status"), body->text("reason"), http::expected_version(visit.request)};
        read = body->finish();
    }
    const auto answer = visit.change([&](access::Call& call) {
        return access::answer_once(call, visit.request, [&]() -> Result<RepeatableAnswer> {
            if (!id) return base::refused(id.error());
            if (!read) return mistake(call, *id, read.error());
            const auto asset = assets::change_status(call, *id, change);
            if (!asset) return base::refused(asset.error());
            return RepeatableAnswer{200, boost::json::serialize(to_json(*asset)), {}, http::etag_of(asset->version)};
        });
    });
    return answer ? answer->to_response() : problem(visit, answer.error());
}

http::Response show_history(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto events = visit.look([&](access::Call& call) -> Result<std::vector<Event>> {
        if (!id) return base::refused(id.error());
        const auto asset = find_visible(call, *id);
        if (!asset) return base::refused(asset.error());
        return history(call, *asset);
    });
    if (!events) return problem(visit, events.error());
    boost::json::array data;
    for (const auto& event : *events) data.push_back(to_json(event));
    return json::answer(boost::json::object{{"data", std::move(data)}, {"next_cursor", nullptr}});
}

} // namespace assetbuddy::assets::api
