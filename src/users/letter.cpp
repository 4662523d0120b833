#include "users/letter.h"

#include <stdexcept>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace assetbuddy::users {
namespace {

namespace json = boost::json;

std::string text_at(const json::object& object, std::string_view member)
{
    const auto* value = object.if_contains(member);
    if (value == nullptr || !value->is_string())
        throw std::invalid_argument("a letter about a new address is incomplete");
    return std::string{value->get_string()};
}

outbox::Letter letter_of(std::string_view kind, const EmailChange& change, const EmailChangeData& data, base::Time now)
{
    return {.kind = std::string{kind},
            .to = change.email_key,
            .to_name = data.name,
            .data = data.to_json(),
            .expires_at = change.expires_at,
            .organisation = change.organisation,
            .subject_id = std::string{kind} + "-" + change.user.text(),
            .generation = base::to_microseconds(now)};
}

} // namespace

std::string EmailChangeData::to_json() const
{
    return json::serialize(json::object{{"name", name},
                                        {"organisation", organisation},
                                        {"email", email},
                                        {"token", token},
                                        {"code", code},
                                        {"expires_at", base::to_microseconds(expires_at)},
                                        {"time_zone", time_zone}});
}

EmailChangeData EmailChangeData::from_json(std::string_view text)
{
    boost::system::error_code wrong;
    const auto value = json::parse(text, wrong);
    if (wrong || !value.is_object()) throw std::invalid_argument("a letter about a new address is not JSON");
    const auto& object = value.get_object();
    const auto* expires_at = object.if_contains("expires_at");
    if (expires_at == nullptr || !expires_at->is_int64())
        throw std::invalid_argument("a letter about a new address is incomplete");
    return {.name = text_at(object, "name"),
            .organisation = text_at(object, "organisation"),
            .email = text_at(object, "email"),
            .token = text_at(object, "token"),
            .code = text_at(object, "code"),
            .expires_at = base::from_microseconds(expires_at->get_int64()),
            .time_zone = text_at(object, "time_zone")};
}

outbox::Letter email_change_letter(const EmailChange& change, const EmailChangeData& data, base::Time now)
{
    return letter_of(email_change_kind, change, data, now);
}

outbox::Letter email_change_notice(const EmailChange& change, EmailChangeData data, base::Time now)
{
    data.token = data.code = {};
    auto letter = letter_of(email_change_notice_kind, change, data, now);
    letter.to = change.from_key;
    return letter;
}

} // namespace assetbuddy::users
