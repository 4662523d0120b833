#include "assets/api.h"

#include "access/idempotency.h"
#include "access/problem.h"
#include "access/record_answers.h"
#include "assets/download.h"
#include "assets/find.h"
#include "assets/list.h"
#include "assets/read_filters.h"
#include "assets/view.h"
#include "assets/write.h"
#include "platform/http/etag.h"
#include "platform/http/query.h"
#include "platform/json/json.h"
#include "platform/json/list.h"

namespace assetbuddy::assets::api {
namespace {

namespace http = platform::http;
namespace json = platform::json;
using access::problem;
using access::RepeatableAnswer;
using access::shown;
using base::Result;

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
    auto body =
        json::list_of(page->assets, [&](const auto& asset) { return to_json(asset); }, page->next_cursor, page->total);
    if (page->is_cut) body["is_cut"] = true;
    return json::answer(body);
}

http::Response export_csv(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto request = read_filters(query);
    if (auto read = query.finish(); !read) return problem(visit, read.error());
    auto answer = download_csv(visit, request);
    if (!answer) return problem(visit, answer.error());
    return *std::move(answer);
}

http::Response create(access::Visit& visit)
{
    const auto fields = read_fields(visit.request);
    const auto answer = visit.change([&](access::Call& call) {
        return access::answer_once(call, visit.request, [&]() -> Result<RepeatableAnswer> {
            if (!fields && call.actor.may(access::Permission::assets_create)) return base::refused(fields.error());
            const auto asset = assets::create(call, fields ? fields_of(*fields) : AssetFields{});
            return access::created(asset, "/api/v1/assets/");
        });
    });
    return access::answered(visit, answer);
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
    return access::no_content(visit, done);
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
            return access::changed(assets::change_status(call, *id, change));
        });
    });
    return access::answered(visit, answer);
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
    return json::answer(json::list_of(*events));
}

} // namespace assetbuddy::assets::api
