#include "notifications/letter.h"

#include <stdexcept>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace assetbuddy::notifications {
namespace {

namespace json = boost::json;

std::string text_of(const json::object& object, std::string_view member)
{
    const auto* value = object.if_contains(member);
    if (value == nullptr || !value->is_string()) throw std::invalid_argument("a mailed notice is incomplete");
    return std::string{value->get_string()};
}

} // namespace

std::string NoticeData::to_json() const
{
    return json::serialize(
        json::object{{"name", name}, {"organisation", organisation}, {"title", title}, {"path", path}});
}

NoticeData NoticeData::from_json(std::string_view text)
{
    boost::system::error_code wrong;
    const auto value = json::parse(text, wrong);
    if (wrong || !value.is_object()) throw std::invalid_argument("a mailed notice is not JSON");
    const auto& object = value.get_object();
    return {text_of(object, "name"), text_of(object, "organisation"), text_of(object, "title"),
            text_of(object, "path")};
}

} // namespace assetbuddy::notifications
