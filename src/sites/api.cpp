#include "sites/api.h"

#include "access/idempotency.h"
#include "access/problem.h"
#include "access/record_answers.h"
#include "platform/http/etag.h"
#include "platform/http/query.h"
#include "platform/json/json.h"
#include "platform/json/list.h"
#include "sites/close.h"
#include "sites/create.h"
#include "sites/edit.h"
#include "sites/find.h"
#include "sites/list.h"
#include "sites/view.h"

namespace assetbuddy::sites::api {
namespace {

namespace http = platform::http;
namespace json = platform::json;
using access::problem;
using access::RepeatableAnswer;
using access::shown;
using base::Result;

Result<base::SiteId> read_id(const http::Request& request)
{
    if (auto id = base::SiteId::parse(request.parameter("id"))) return *id;
    return base::refused("not_found", {}, "There is no such site.");
}

Result<SiteFields> read_new(const http::Request& request)
{
    auto body = json::Decoder::parse(request);
    if (!body) return base::refused(body.error());
    SiteFields fields{body->text("name"),         body->text("address"),       body->text("postcode"),
                      body->text("contact_name"), body->text("contact_phone"), body->text("contact_email")};
    if (auto read = body->finish(); !read) return base::refused(read.error());
    return fields;
}

Result<ChoiceForUsers> read_choice(const http::Request& request)
{
    http::Query query{request};
    const auto text = query.text("users");
    if (auto read = query.finish(); !read) return base::refused(read.error());
    return ChoiceForUsers::read(text);
}

Result<EditRequest> read_edit(const http::Request& request)
{
    auto body = json::Decoder::parse(request);
    if (!body) return base::refused(body.error());
    EditRequest edit{.name = body->optional_text("name"),
                     .address = body->optional_text("address"),
                     .postcode = body->optional_text("postcode"),
                     .contact_name = body->optional_text("contact_name"),
                     .contact_phone = body->optional_text("contact_phone"),
                     .contact_email = body->optional_text("contact_email"),
                     .is_active = body->optional_flag("is_active"),
                     .expected_version = http::expected_version(request)};
    if (auto read = body->finish(); !read) return base::refused(read.error());
    const auto choice = read_choice(request);
    if (!choice) return base::refused(choice.error());
    edit.users = *choice;
    return edit;
}

} // namespace

http::Response list(access::Visit& visit)
{
    http::Query query{visit.request};
    const ListRequest request{.is_active = query.flag("is_active"),
                              .limit = query.limit(usual_page, longest_page),
                              .cursor = query.text("cursor"),
                              .with_total = query.flag("total").value_or(false)};
    if (auto read = query.finish(); !read) return problem(visit, read.error());
    const auto page = visit.look([&](access::Call& call) { return sites::list(call, request); });
    if (!page) return problem(visit, page.error());
    return json::answer(
        json::list_of(page->sites, [&](const auto& site) { return to_json(site); }, page->next_cursor, page->total));
}

http::Response create(access::Visit& visit)
{
    const auto fields = read_new(visit.request);
    const auto answer = visit.change([&](access::Call& call) {
        return access::answer_once(call, visit.request, [&]() -> Result<RepeatableAnswer> {
            if (!fields && call.actor.may(access::Permission::sites_create)) return base::refused(fields.error());
            const auto site = sites::create(call, fields.value_or(SiteFields{}));
            return access::created(site, "/api/v1/sites/");
        });
    });
    return access::answered(visit, answer);
}

http::Response show(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    return shown(visit, visit.look([&](access::Call& call) -> Result<Site> {
        if (!id) return base::refused(id.error());
        return find_visible(call, *id);
    }));
}

http::Response edit(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto request = read_edit(visit.request);
    return shown(visit, visit.change([&](access::Call& call) -> Result<Site> {
        if (!id) return base::refused(id.error());
        if (!request) return base::refused(request.error());
        return sites::edit(call, *id, *request);
    }));
}

http::Response remove(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto choice = read_choice(visit.request);
    const auto done = visit.change([&](access::Call& call) -> base::Done {
        if (!id) return base::refused(id.error());
        if (!choice) return base::refused(choice.error());
        return sites::remove(call, *id, *choice, http::expected_version(visit.request));
    });
    return access::no_content(visit, done);
}

} // namespace assetbuddy::sites::api
