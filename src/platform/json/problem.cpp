#include "platform/json/json.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "platform/json/statuses.h"

namespace assetbuddy::platform::json {
namespace {

static_assert(std::ranges::is_sorted(codes, {}, &Code::code), "find_code searches by halves");

constexpr Code unknown_code{"internal", 500, "Something went wrong on our side"};

boost::json::value to_value(const base::Fact& fact)
{
    return std::visit([](const auto& value) { return boost::json::value(value); }, fact);
}

boost::json::array listed(const base::Error& error, const Code& known)
{
    boost::json::array list;
    for (const auto& each : error.errors)
        list.push_back({{"field", each.field}, {"code", each.code}, {"message", each.message}});
    if (list.empty() && !error.field.empty())
        list.push_back({{"field", error.field},
                        {"code", error.code},
                        {"message", error.detail.empty() ? known.title : error.detail}});
    return list;
}

/// 429 and 503 always say when to come again (R-API-1).
std::string retry_after(const base::Error& error, int status)
{
    if (const auto fact = error.facts.find("retry_after"); fact != error.facts.end()) {
        if (const auto* seconds = std::get_if<std::int64_t>(&fact->second))
            return std::to_string(std::max<std::int64_t>(1, *seconds));
    }
    if (status == 429) return "60";
    return status == 503 ? "5" : "";
}

} // namespace

int status_of(std::string_view code)
{
    const auto* known = find_code(code);
    return known != nullptr ? known->status : 500;
}

http::Response problem(const base::Error& error, std::string_view request_id)
{
    const auto* found = find_code(error.code);
    const Code& known = found != nullptr ? *found : unknown_code;
    boost::json::object body;
    for (const auto& [name, fact] : error.facts) body[name] = to_value(fact);
    body["type"] = "urn:assetbuddy:problem:" + std::string{known.code};
    body["title"] = known.title;
    body["status"] = known.status;
    body["code"] = known.code;
    // A code nobody entered is a fault of ours: its words may tell of the inside.
    body["detail"] = found != nullptr && !error.detail.empty() ? std::string_view{error.detail} : known.title;
    body["instance"] = "urn:assetbuddy:request:" + std::string{request_id};
    body["request_id"] = request_id;
    if (auto list = listed(error, known); found != nullptr && !list.empty()) body["errors"] = std::move(list);

    auto response = http::Response::json(boost::json::serialize(body), known.status);
    response.set("Content-Type", "application/problem+json");
    if (const auto seconds = retry_after(error, known.status); !seconds.empty()) response.set("Retry-After", seconds);
    if (known.status == 401) response.set("WWW-Authenticate", "Bearer realm=\"AssetBuddy\"");
    return response;
}

http::Response answer(const boost::json::value& value, int status)
{
    return http::Response::json(boost::json::serialize(value), status);
}

boost::json::value text_or_null(const std::optional<std::string>& text)
{
    if (!text) return nullptr;
    return boost::json::value(*text);
}

boost::json::value or_null(const std::string& text)
{
    return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
}

std::string text_of(const boost::json::object& object, std::string_view member)
{
    const auto* value = object.if_contains(member);
    return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
}

} // namespace assetbuddy::platform::json
