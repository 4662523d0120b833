#include "organisations/letter.h"

#include <stdexcept>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace assetbuddy::organisations {
namespace {

namespace json = boost::json;

const json::value& at(const json::object& object, std::string_view member)
{
    const auto* value = object.if_contains(member);
    if (value == nullptr) throw std::invalid_argument("a letter of a sign-up is incomplete");
    return *value;
}

std::string text_at(const json::object& object, std::string_view member)
{
    const auto& value = at(object, member);
    if (!value.is_string()) throw std::invalid_argument("a letter of a sign-up is incomplete");
    return std::string{value.get_string()};
}

} // namespace

std::string ConfirmationData::to_json() const
{
    return json::serialize(json::object{{"token", token},
                                        {"code", code},
                                        {"name", name},
                                        {"organisation", organisation},
                                        {"has_account", has_account},
                                        {"expires_at", base::to_microseconds(expires_at)}});
}

ConfirmationData ConfirmationData::from_json(std::string_view text)
{
    boost::system::error_code wrong;
    const auto value = json::parse(text, wrong);
    if (wrong || !value.is_object()) throw std::invalid_argument("a letter of a sign-up is not JSON");
    const auto& object = value.get_object();
    if (!at(object, "has_account").is_bool() || !at(object, "expires_at").is_int64())
        throw std::invalid_argument("a letter of a sign-up is incomplete");
    return {.token = text_at(object, "token"),
            .code = text_at(object, "code"),
            .name = text_at(object, "name"),
            .organisation = text_at(object, "organisation"),
            .has_account = at(object, "has_account").get_bool(),
            .expires_at = base::from_microseconds(at(object, "expires_at").get_int64())};
}

outbox::Letter confirmation_letter(const Confirmation& confirmation, const base::EmailAddress& to,
                                   const ConfirmationData& data, base::Time now)
{
    return {.kind = std::string{confirmation_kind},
            .to = to.key(),
            .to_name = data.name,
            .data = data.to_json(),
            .expires_at = data.expires_at,
            .organisation = confirmation.organisation,
            .subject_id = confirmation.user.text(),
            .generation = base::to_microseconds(now)};
}

} // namespace assetbuddy::organisations
