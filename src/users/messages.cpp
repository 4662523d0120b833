#include "users/messages.h"

#include "platform/crypto/crypto.h"
#include "platform/mail/layout.h"
#include "users/letter.h"

namespace assetbuddy::users {

namespace mail = platform::mail;

namespace {

std::string what_was_asked(const EmailChangeData& letter)
{
    if (letter.asked_by == AskedBy::the_person)
        return "You asked to sign in to AssetBuddy with this address, in all your organisations. Until you confirm it, "
               "everything stays as it was.";
    return letter.organisation +
           " entered this address as your new one in AssetBuddy. Until you confirm it, everything stays as it was.";
}

std::string if_unknown(const EmailChangeData& letter)
{
    if (letter.asked_by == AskedBy::the_person)
        return "If you did not ask for this, you need do nothing: without this email nobody can go on. Please do not "
               "forward it.";
    return "If you do not know " + letter.organisation +
           ", you need do nothing: without this email nobody can go on. Please do not forward it.";
}

mail::LetterText own_notice(const EmailChangeData& letter, std::string_view base_url)
{
    return {.product = "AssetBuddy",
            .organisation = letter.organisation,
            .heading = "You asked to change your email address",
            .paragraphs = {"Hello " + letter.name + ",",
                           "Somebody who knows your password asked to sign in to your account with " + letter.email +
                               " instead of this address.",
                           "Nothing changes until that mailbox confirms it. Then you sign in with the new address in "
                           "all your organisations.",
                           "If that was not you, change your password at once: the change then cannot be confirmed."},
            .button = mail::LetterText::Button{"Change my password", std::string{base_url} + "/profile/password"},
            .code = {},
            .small_print = {"We send this to the present address whenever another one is entered."}};
}

} // namespace

mail::Message compose_email_change(std::string_view data, std::string_view base_url)
{
    const auto letter = EmailChangeData::from_json(data);
    const mail::LetterText text{
        .product = "AssetBuddy",
        .organisation = letter.organisation,
        .heading = "Confirm your new email address",
        .paragraphs = {"Hello " + letter.name + ",", what_was_asked(letter),
                       "Open the link and enter the code to confirm that this mailbox is yours.",
                       "The link and the code work until " + base::to_words(letter.expires_at, letter.time_zone) + "."},
        .button =
            mail::LetterText::Button{"Confirm my new address", std::string{base_url} + "/confirm/" + letter.token},
        .code = mail::LetterText::Code{"Confirmation code", platform::crypto::shown_code(letter.code)},
        .small_print = {if_unknown(letter)}};
    if (letter.asked_by == AskedBy::the_person) return mail::message_of("Confirm your new email address", text);
    return mail::message_of("Confirm your new email address for " + mail::without_links(letter.organisation), text);
}

mail::Message compose_email_change_notice(std::string_view data, std::string_view base_url)
{
    const auto letter = EmailChangeData::from_json(data);
    if (letter.asked_by == AskedBy::the_person)
        return mail::message_of("You asked to change your email address", own_notice(letter, base_url));
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
