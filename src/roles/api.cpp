#include "roles/api.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "access/problem.h"
#include "platform/http/etag.h"
#include "platform/http/query.h"
#include "platform/json/json.h"
#include "platform/json/list.h"
#include "roles/configure.h"
#include "roles/list.h"
#include "roles/view.h"

namespace assetbuddy::roles::api {
namespace {

namespace http = platform::http;
namespace json = platform::json;
using access::problem;
using base::Result;

http::Response shown(access::Visit& visit, const Result<RoleSet>& set)
{
    if (!set) return problem(visit, set.error());
    auto response = json::answer(to_json(*set));
    response.set("ETag", http::etag_of(set->version));
    return response;
}

Result<access::Role> read_role(const http::Request& request)
{
    if (const auto role = access::read_role(request.parameter("role"))) return *role;
    return base::refused("not_found", {}, "There is no such role.");
}

Result<std::vector<WantedGrant>> read_wanted(const http::Request& request)
{
    auto body = json::Decoder::parse(request);
    if (!body) return base::refused(body.error());
    std::vector<WantedGrant> wanted;
    const bool is_given = body->has("permissions");
    body->each("permissions", most_grants, [&](json::Decoder& item) {
        auto permission = item.text("permission");
        wanted.push_back({std::move(permission), item.text("scope")});
    });
    if (auto read = body->finish(); !read) return base::refused(read.error());
    if (!is_given) return base::invalid({{"permissions", "required", "List what the role may do."}});
    return wanted;
}

} // namespace

http::Response list(access::Visit& visit)
{
    http::Query query{visit.request};
    if (auto read = query.finish(); !read) return problem(visit, read.error());
    const auto sets = visit.look([](access::Call& call) { return roles::list(call); });
    if (!sets) return problem(visit, sets.error());
    return json::answer(json::list_of(*sets));
}

http::Response show(access::Visit& visit)
{
    const auto role = read_role(visit.request);
    return shown(visit, visit.look([&](access::Call& call) -> Result<RoleSet> {
        if (!role) return base::refused(role.error());
        return find(call, *role);
    }));
}

http::Response configure(access::Visit& visit)
{
    const auto role = read_role(visit.request);
    const auto wanted = read_wanted(visit.request);
    return shown(visit, visit.change([&](access::Call& call) -> Result<RoleSet> {
        if (!role) return base::refused(role.error());
        if (!wanted && call.actor.may(access::Permission::roles_configure)) return base::refused(wanted.error());
        return roles::configure(call, *role, wanted.value_or(std::vector<WantedGrant>{}),
                                http::expected_version(visit.request));
    }));
}

http::Response reset(access::Visit& visit)
{
    const auto role = read_role(visit.request);
    return shown(visit, visit.change([&](access::Call& call) -> Result<RoleSet> {
        if (!role) return base::refused(role.error());
        return roles::reset(call, *role, http::expected_version(visit.request));
    }));
}

} // namespace assetbuddy::roles::api
