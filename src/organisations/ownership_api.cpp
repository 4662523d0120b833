#include "organisations/ownership_api.h"

#include "organisations/transfer_ownership.h"
#include "platform/http/etag.h"
#include "platform/json/json.h"
#include "users/view.h"

namespace assetbuddy::organisations::ownership_api {

namespace json = platform::json;

platform::http::Response transfer(access::Visit& visit)
{
    const auto problem = [&](const base::Error& error) { return json::problem(error, visit.request.request_id); };
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(body.error());
    TransferOwnership request{.user_id = body->text("user_id"), .password = body->text("password")};
    if (auto role = body->optional_text("role")) request.role = *role;
    if (auto read = body->finish(); !read) return problem(read.error());
    const auto owner = transfer_ownership(visit.kernel, visit.credential, visit.origin, request);
    if (!owner) return problem(owner.error());
    auto answer = json::answer(users::to_json(*owner));
    answer.set("ETag", platform::http::etag_of(owner->version));
    return answer;
}

} // namespace assetbuddy::organisations::ownership_api
