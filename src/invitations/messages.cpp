#include "invitations/messages.h"

#include <algorithm>
#include <stdexcept>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "platform/crypto/crypto.h"
#include "platform/mail/layout.h"

namespace assetbuddy::invitations {
namespace {

namespace json = boost::json;
namespace mail = platform::mail;

std::string text_at(const json::object& object, std::string_view member)
{
    const auto* value = object.if_contains(member);
    if (value == nullptr || !value->is_string()) throw std::invalid_argument("a letter of an invitation is incomplete");
    return std::string{value->as_string()};
}

std::string role_of(const InvitationData& data)
{
    const std::string role{access::in_words(data.role)};
    return data.site.empty() ? role : role + " at " + data.site;
}

/// A subject is one line whatever the names in it hold (R-MAIL-5).
std::string one_line(std::string text)
{
    std::ranges::replace_if(
        text, [](char each) { return static_cast<unsigned char>(each) < ' ' || each == '\x7f'; }, ' ');
    return text;
}

mail::LetterText letter_text(const InvitationData& data, std::string_view base_url)
{
    return {.product = "AssetBuddy",
            .organisation = data.organisation,
            .heading = "Join " + data.organisation,
            .paragraphs = {"Hello " + data.name + ",",
                           data.inviter + " invites you to join " + data.organisation +
                               " on AssetBuddy. Your role: " + role_of(data) + ".",
                           "Open the link, then enter the invite code from this email.",
                           "The invitation is valid until " + base::to_words(data.expires_at, data.time_zone) + "."},
            .button =
                mail::LetterText::Button{"Accept Invitation", std::string{base_url} + "/invitations/" + data.token},
            .code = mail::LetterText::Code{"Invite code", platform::crypto::shown_code(data.code)},
            .small_print = {
                data.inviter + " of " + data.organisation + " entered your email address, so this was sent to you.",
                "If you did not expect it, you need do nothing: without the link and the code nobody can use "
                "it, and it runs out by itself. Please do not forward this email."}};
}

} // namespace

std::string InvitationData::to_json() const
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

InvitationData InvitationData::from_json(std::string_view text)
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

mail::Message compose_invitation(const InvitationData& data, std::string_view base_url)
{
    const auto text = letter_text(data, base_url);
    mail::Message message;
    message.subject = mail::without_links(one_line(data.inviter + " invites you to join " + data.organisation));
    message.text = mail::to_text(text);
    message.html = mail::to_html(text);
    return message;
}

} // namespace assetbuddy::invitations
