#include "organisations/messages_ownership.h"

#include "organisations/ownership_letter.h"
#include "platform/mail/layout.h"

namespace assetbuddy::organisations {
namespace {

namespace mail = platform::mail;

std::string when(const OwnershipData& letter)
{
    return base::to_words(letter.at, letter.time_zone);
}

} // namespace

mail::Message compose_ownership_given(std::string_view data, std::string_view base_url)
{
    const auto letter = OwnershipData::from_json(data);
    const mail::LetterText text{
        .product = "AssetBuddy",
        .organisation = letter.organisation,
        .heading = letter.to + " is the Owner now",
        .paragraphs = {"Hello " + letter.from + ",",
                       "You transferred the ownership of " + letter.organisation + " to " + letter.to + " on " +
                           when(letter) + ". Your own role is " + letter.role + " from now on.",
                       "Your open invitations are " + letter.to + "'s now; they stay valid.",
                       "If it was not you, change your password at once and speak to " + letter.to + "."},
        .button = mail::LetterText::Button{"Open AssetBuddy", std::string{base_url} + "/"},
        .small_print = {"We send this whenever the ownership of an organisation moves."}};
    return mail::message_of("You are no longer the Owner of " + mail::without_links(letter.organisation), text);
}

mail::Message compose_ownership_received(std::string_view data, std::string_view base_url)
{
    const auto letter = OwnershipData::from_json(data);
    const mail::LetterText text{
        .product = "AssetBuddy",
        .organisation = letter.organisation,
        .heading = "You are the Owner now",
        .paragraphs = {"Hello " + letter.to + ",",
                       letter.from + " transferred the ownership of " + letter.organisation + " to you on " +
                           when(letter) + ".",
                       "You can invite and manage people, decide what each role may do, and change the organisation's "
                       "settings. The open invitations of " +
                           letter.from + " are yours now.",
                       "If you did not expect this, speak to " + letter.from + "."},
        .button = mail::LetterText::Button{"Open AssetBuddy", std::string{base_url} + "/"},
        .small_print = {"We send this whenever the ownership of an organisation moves."}};
    return mail::message_of("You are the Owner of " + mail::without_links(letter.organisation) + " now", text);
}

} // namespace assetbuddy::organisations
