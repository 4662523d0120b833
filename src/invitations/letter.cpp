#include "invitations/letter.h"

#include <stdexcept>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace assetbuddy::invitations {
namespace {

namespace json = boost::json;

std::string text_at(const json::object& object, std::string_view member)
{
    const auto* value = object.if_contains(member);
    if (value == nullptr || !value->is_string()) throw std::invalid_argument("a letter of an invitation is incomplete");
    return std::string{value->as_string()};
}

} // namespace

std::string LetterData::to_json() const
{
    return json::serialize(json::object{{"token", token},
                                        {"code", code},
                                        {"name", name},
                                        {"organisation", organisation},
                                        {"inviter", inviter},
                                        {"role", access::to_text(role)},
                                        {"site", site},
                                        {"expires_at", base::to_microseconds(expires_at)},
                                        {"time_zone", time_zone}});
}

LetterData LetterData::from_json(std::string_view text)
{
    boost::system::error_code wrong;
    const auto value = json::parse(text, wrong);
    if (wrong || !value.is_object()) throw std::invalid_argument("a letter of an invitation is not JSON");
    const auto& object = value.get_object();
    const auto role = access::read_role(text_at(object, "role"));
    const auto* expires_at = object.if_contains("expires_at");
    if (!role || expires_at == nullptr || !expires_at->is_int64())
        throw std::invalid_argument("a letter of an invitation is incomplete");
    return {.token = text_at(object, "token"),
            .code = text_at(object, "code"),
            .name = text_at(object, "name"),
            .organisation = text_at(object, "organisation"),
            .inviter = text_at(object, "inviter"),
            .role = *role,
            .site = text_at(object, "site"),
            .expires_at = base::from_microseconds(expires_at->get_int64()),
            .time_zone = text_at(object, "time_zone")};
}

outbox::Letter letter_of(const Invitation& invitation, const Secrets& secrets, const base::UserId& sender)
{
    const LetterData data{.token = secrets.token,
                          .code = secrets.code,
                          .name = invitation.name,
                          .organisation = invitation.organisation_name,
                          .inviter = invitation.invited_by_name,
                          .role = invitation.role,
                          .site = invitation.site_name,
                          .expires_at = invitation.expires_at,
                          .time_zone = invitation.time_zone};
    return {.kind = std::string{letter_kind},
            .to = invitation.email_key,
            .to_name = invitation.name,
            .data = data.to_json(),
            .expires_at = invitation.expires_at,
            .organisation = invitation.organisation,
            .subject_id = invitation.id.text(),
            .generation = invitation.generation,
            .sender = sender};
}

} // namespace assetbuddy::invitations
