
#include "access/idempotency.h"
#include "access/problem.h"
#include "access/record_answers.h"
#include "assets/api.h"
#include "assets/categories.h"
#include "assets/view.h"
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

Result<base::CategoryId> read_id(const http::Request& request)
{
    if (auto id = base::CategoryId::parse(request.parameter("id"))) return *id;
    return base::refused("not_found", {}, "There is no such category.");
}

struct NewCategory {
    std::optional<base::CategoryId> parent = {};
    CategoryFields fields = {};
};

Result<NewCategory> read_new(const http::Request& request)
{
    auto body = json::Decoder::parse(request);
    if (!body) return base::refused(body.error());
    const auto parent = body->text("parent_id");
    NewCategory category{
        .parent = {},
        .fields = {body->text("name"), body->text("prefix"), body->text("regulation"), body->text("criticality")}};
    if (auto read = body->finish(); !read) return base::refused(read.error());
    if (parent.empty()) return category;
    category.parent = base::CategoryId::parse(parent);
    if (!category.parent)
        return base::invalid({{"parent_id", "unknown_value", "Choose a category that is no subcategory itself."}});
    return category;
}

Result<CategoryEdit> read_edit(const http::Request& request)
{
    auto body = json::Decoder::parse(request);
    if (!body) return base::refused(body.error());
    CategoryEdit edit{.name = body->optional_text("name"),
                      .prefix = body->optional_text("prefix"),
                      .regulation = body->optional_text("regulation"),
                      .criticality = body->optional_text("criticality"),
                      .is_active = body->optional_flag("is_active"),
                      .expected_version = http::expected_version(request)};
    if (auto read = body->finish(); !read) return base::refused(read.error());
    return edit;
}

} // namespace

http::Response list_categories(access::Visit& visit)
{
    http::Query query{visit.request};
    if (auto read = query.finish(); !read) return problem(visit, read.error());
    const auto categories = visit.look([](access::Call& call) { return assets::list_categories(call); });
    if (!categories) return problem(visit, categories.error());
    return json::answer(json::list_of(*categories));
}

http::Response create_category(access::Visit& visit)
{
    const auto request = read_new(visit.request);
    const auto answer = visit.change([&](access::Call& call) {
        return access::answer_once(call, visit.request, [&]() -> Result<RepeatableAnswer> {
            if (!request && call.actor.may(access::Permission::categories_manage))
                return base::refused(request.error());
            const auto asked = request.value_or(NewCategory{});
            const auto category = assets::create_category(call, asked.parent, asked.fields);
            return access::created(category, "/api/v1/categories/");
        });
    });
    return access::answered(visit, answer);
}

http::Response show_category(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    return shown(visit, visit.look([&](access::Call& call) -> Result<Category> {
        if (!id) return base::refused(id.error());
        return find_visible_category(call, *id);
    }));
}

http::Response edit_category(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto edit = read_edit(visit.request);
    return shown(visit, visit.change([&](access::Call& call) -> Result<Category> {
        if (!id) return base::refused(id.error());
        if (!edit) {
            const auto seen = find_visible_category(call, *id);
            return base::refused(seen ? edit.error() : seen.error());
        }
        return assets::edit_category(call, *id, *edit);
    }));
}

http::Response remove_category(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto done = visit.change([&](access::Call& call) -> base::Done {
        if (!id) return base::refused(id.error());
        return assets::remove_category(call, *id, http::expected_version(visit.request));
    });
    return access::no_content(visit, done);
}

} // namespace assetbuddy::assets::api
