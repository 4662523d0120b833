#include "users/messages.h"

#include "platform/crypto/crypto.h"
#include "platform/mail/layout.h"
#include "users/letter.h"

namespace assetbuddy::users {

namespace mail = platform::mail;

mail::Message compose_email_change(std::string_view data, std::string_view base_url)
{
    const auto letter = EmailChangeData::from_json(data);
    const mail::LetterText text{
        .product = "AssetBuddy",
        .organisation = letter.organisation,
        .heading = "Confirm your new email address",
        .paragraphs = {"Hello " + letter.name + ",",
                       letter.organisation +
                           " entered this address as your new one in AssetBuddy. Until you confirm it, "
                           "everything stays as it was.",
                       "Open the link and enter the code to confirm that this mailbox is yours.",
                       "The link and the code work until " + base::to_words(letter.expires_at, letter.time_zone) + "."},
        .button =
            mail::LetterText::Button{"Confirm my new address", std::string{base_url} + "/confirm/" + letter.token},
        .code = mail::LetterText::Code{"Confirmation code", platform::crypto::shown_code(letter.code)},
        .small_print = {"If you do not know " + letter.organisation +
                        ", you need do nothing: without this email nobody can go on. Please do not forward it."}};
    return mail::message_of("Confirm your new email address for " + mail::without_links(letter.organisation), text);
}

mail::Message compose_email_change_notice(std::string_view data, std::string_view base_url)
{
    const auto letter = EmailChangeData::from_json(data);
    const mail::LetterText text{
        .product = "AssetBuddy",
        .organisation = letter.organisation,
        .heading = "A new email address was entered for you",
        .paragraphs = {"Hello " + letter.name + ",",
                       letter.organisation + " entered " + letter.email + " as your new email address there.",
                       "Nothing changes until that mailbox confirms it. You then sign in to " + letter.organisation +
                           " with the new address; your account and your places elsewhere stay as they are.",
                       "If this is a mistake, tell the person who looks after the users of " + letter.organisation +
                           " at once."},
        .button = mail::LetterText::Button{"Open AssetBuddy", std::string{base_url} + "/"},
        .small_print = {"We send this to the present address whenever another one is entered."}};
    return mail::message_of("A new email address was entered for you at " + mail::without_links(letter.organisation),
                            text);
}

} // namespace assetbuddy::users
