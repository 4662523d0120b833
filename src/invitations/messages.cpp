#include "invitations/messages.h"

#include <algorithm>
#include <stdexcept>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "platform/crypto/crypto.h"
#include "platform/mail/layout.h"
#include "platform/mail/letter_data.h"

namespace assetbuddy::invitations {
namespace {

namespace json = boost::json;
namespace mail = platform::mail;

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

constexpr std::string_view purposes[] = {"offer", "reminder", "link_alone", "join"};

MailPurpose read_purpose(std::string_view text)
{
    const auto found = std::ranges::find(purposes, text);
    if (found == std::end(purposes)) throw std::invalid_argument("a letter of an invitation has no purpose we know");
    return static_cast<MailPurpose>(found - std::begin(purposes));
}

std::string first_sentence(const InvitationData& data)
{
    if (data.purpose == MailPurpose::reminder)
        return "a reminder: " + data.inviter + " invites you to join " + data.organisation +
               " on AssetBuddy. Your role: " + role_of(data) +
               ". This mail has a new link; the one in the first mail works no longer.";
    if (data.purpose == MailPurpose::join)
        return "here is the link you asked for, to join " + data.organisation +
               " on AssetBuddy. Your role: " + role_of(data) + ".";
    return data.inviter + " invites you to join " + data.organisation + " on AssetBuddy. Your role: " + role_of(data) +
           ".";
}

std::string what_to_do(const InvitationData& data)
{
    if (data.purpose == MailPurpose::join) return "Open the link. Your invite code is not asked again.";
    if (data.code.empty())
        return "Open the link, then enter the invite code that " + data.inviter +
               " tells you, by phone for instance. A code from an earlier email works no longer.";
    return "Open the link, then enter the invite code from this email.";
}

/// Each line of a message is a paragraph of its own, so that it reads as it was written.
void add_message(std::vector<std::string>& paragraphs, const InvitationData& data)
{
    if (data.message.empty()) return;
    paragraphs.push_back(data.inviter + " writes:");
    for (std::string_view rest = data.message; !rest.empty();) {
        const auto end = std::min(rest.find('\n'), rest.size());
        if (end > 0) paragraphs.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

mail::LetterText letter_text(const InvitationData& data, std::string_view base_url)
{
    mail::LetterText text{.product = "AssetBuddy",
                          .organisation = data.organisation,
                          .heading = "Join " + data.organisation,
                          .paragraphs = {"Hello " + data.name + ",", first_sentence(data)}};
    add_message(text.paragraphs, data);
    text.paragraphs.push_back(what_to_do(data));
    const std::string what = data.purpose == MailPurpose::join ? "The link" : "The invitation";
    text.paragraphs.push_back(what + " is valid until " + base::to_words(data.expires_at, data.time_zone) + ".");
    text.button = mail::LetterText::Button{"Accept Invitation", std::string{base_url} + "/invitations/" + data.token};
    if (!data.code.empty()) text.code = mail::LetterText::Code{"Invite code", platform::crypto::shown_code(data.code)};
    text.small_print = {data.inviter + " of " + data.organisation +
                            " entered your email address, so this was sent to you.",
                        "If you did not expect it, you need do nothing: without the link and the code nobody can use "
                        "it, and it runs out by itself. Please do not forward this email."};
    return text;
}

std::string subject_of(const InvitationData& data)
{
    if (data.purpose == MailPurpose::reminder)
        return "Reminder: " + data.inviter + " invites you to join " + data.organisation;
    if (data.purpose == MailPurpose::join) return "Your link to join " + data.organisation;
    return data.inviter + " invites you to join " + data.organisation;
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
                                        {"time_zone", time_zone},
                                        {"purpose", purposes[static_cast<std::size_t>(purpose)]},
                                        {"message", message}});
}

InvitationData InvitationData::from_json(std::string_view text)
{
    const mail::LetterData data{text};
    const auto role = access::read_role(data.text("role"));
    if (!role) throw std::invalid_argument("a letter of an invitation names no role we know");
    return {.token = data.text("token"),
            .code = data.text("code"),
            .name = data.text("name"),
            .organisation = data.text("organisation"),
            .inviter = data.text("inviter"),
            .role = *role,
            .site = data.text("site"),
            .expires_at = data.time("expires_at"),
            .time_zone = data.text("time_zone"),
            .purpose = read_purpose(data.text_or("purpose", "offer")),
            .message = data.text_or("message", "")};
}

mail::Message compose_invitation(const InvitationData& data, std::string_view base_url)
{
    return mail::message_of(mail::without_links(one_line(subject_of(data))), letter_text(data, base_url));
}

} // namespace assetbuddy::invitations
