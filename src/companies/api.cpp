#include "companies/api.h"

#include "access/idempotency.h"
#include "access/problem.h"
#include "access/record_answers.h"
#include "companies/edit.h"
#include "companies/list.h"
#include "companies/view.h"
#include "platform/http/query.h"
#include "platform/json/json.h"
#include "platform/json/list.h"

namespace assetbuddy::companies::api {
namespace {

namespace http = platform::http;
namespace json = platform::json;
using access::Permission;
using access::problem;
using access::RepeatableAnswer;
using access::shown;
using base::Result;

Result<base::CompanyId> read_id(const http::Request& request)
{
    if (auto id = base::CompanyId::parse(request.parameter("id"))) return *id;
    return base::refused("not_found", {}, "There is no such company.");
}

Result<CompanyFields> read_new(const http::Request& request)
{
    auto body = json::Decoder::parse(request);
    if (!body) return base::refused(body.error());
    CompanyFields fields{.name = body->text("name"),
                         .phone = body->text("phone"),
                         .email = body->text("email"),
                         .address = body->text("address")};
    if (auto read = body->finish(); !read) return base::refused(read.error());
    return fields;
}

Result<EditRequest> read_edit(const http::Request& request)
{
    auto body = json::Decoder::parse(request);
    if (!body) return base::refused(body.error());
    EditRequest edit{.name = body->optional_text("name"),
                     .phone = body->optional_text("phone"),
                     .email = body->optional_text("email"),
                     .address = body->optional_text("address"),
                     .expected_version = http::expected_version(request)};
    if (auto read = body->finish(); !read) return base::refused(read.error());
    return edit;
}

Result<base::CompanyId> read_into(const http::Request& request)
{
    auto body = json::Decoder::parse(request);
    if (!body) return base::refused(body.error());
    const auto into = body->text("into");
    if (auto read = body->finish(); !read) return base::refused(read.error());
    return base::CompanyId::parse(into).value_or(base::CompanyId{});
}

/// A body that cannot be read is told of only to somebody who may see the record and change it.
base::Done may_be_told(access::Call& call, const base::CompanyId& id)
{
    if (const auto seen = find_visible(call, id); !seen) return base::refused(seen.error());
    if (call.actor.may(Permission::users_edit)) return {};
    return base::refused("forbidden", {}, "Your role does not let you change companies.");
}

} // namespace

http::Response list(access::Visit& visit)
{
    http::Query query{visit.request};
    const ListRequest request{.query = query.text("q"),
                              .limit = query.limit(usual_page, longest_page),
                              .cursor = query.text("cursor"),
                              .with_total = query.flag("total").value_or(false)};
    if (auto read = query.finish(); !read) return problem(visit, read.error());
    const auto page = visit.look([&](access::Call& call) { return companies::list(call, request); });
    if (!page) return problem(visit, page.error());
    return json::answer(json::list_of(
        page->companies, [](const auto& company) { return to_json(company); }, page->next_cursor, page->total));
}

http::Response create(access::Visit& visit)
{
    const auto fields = read_new(visit.request);
    const auto answer = visit.change([&](access::Call& call) {
        return access::answer_once(call, visit.request, [&]() -> Result<RepeatableAnswer> {
            const bool may = call.actor.may(Permission::users_invite) || call.actor.may(Permission::users_edit);
            if (!fields && may) return base::refused(fields.error());
            return access::created(companies::create(call, fields.value_or(CompanyFields{})), "/api/v1/companies/");
        });
    });
    return access::answered(visit, answer);
}

http::Response show(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    return shown(visit, visit.look([&](access::Call& call) -> Result<Listed> {
        if (!id) return base::refused(id.error());
        return find_visible(call, *id);
    }));
}

http::Response edit(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto request = read_edit(visit.request);
    return shown(visit, visit.change([&](access::Call& call) -> Result<Listed> {
        if (!id) return base::refused(id.error());
        if (!request)
            if (auto may = may_be_told(call, *id); !may) return base::refused(may.error());
        if (!request) return base::refused(request.error());
        return companies::edit(call, *id, *request);
    }));
}

http::Response remove(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto done = visit.change([&](access::Call& call) -> base::Done {
        if (!id) return base::refused(id.error());
        return companies::remove(call, *id, http::expected_version(visit.request));
    });
    return access::no_content(visit, done);
}

http::Response merge(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto into = read_into(visit.request);
    const auto answer = visit.change([&](access::Call& call) {
        return access::answer_once(call, visit.request, [&]() -> Result<RepeatableAnswer> {
            if (!id) return base::refused(id.error());
            if (!into)
                if (auto may = may_be_told(call, *id); !may) return base::refused(may.error());
            if (!into) return base::refused(into.error());
            return access::changed(companies::merge(call, *id, *into, http::expected_version(visit.request)));
        });
    });
    return access::answered(visit, answer);
}

} // namespace assetbuddy::companies::api
