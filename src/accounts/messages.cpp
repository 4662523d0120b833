#include "accounts/messages.h"

#include "accounts/letter.h"
#include "platform/mail/layout.h"

namespace assetbuddy::accounts {

namespace mail = platform::mail;

mail::Message compose_reset(std::string_view data, std::string_view base_url)
{
    const auto letter = ResetData::from_json(data);
    const mail::LetterText text{
        .product = "AssetBuddy",
        .organisation = {},
        .heading = "Choose a new password",
        .paragraphs = {"Hello,",
                       "Somebody, most likely you, asked for a new password for the AssetBuddy account of this email "
                       "address.",
                       "Open the link and choose a new password. The link works once, for one hour."},
        .button = mail::LetterText::Button{"Choose a new password", std::string{base_url} + "/reset/" + letter.token},
        .small_print = {
            "If it was not you, you need do nothing: your password stays as it is, and nobody else has this "
            "link. Please do not forward this email."}};
    return mail::message_of("Choose a new password for AssetBuddy", text);
}

mail::Message compose_changed(std::string_view data, std::string_view base_url)
{
    const auto letter = ChangedData::from_json(data);
    const mail::LetterText text{
        .product = "AssetBuddy",
        .organisation = {},
        .heading = "Your password was changed",
        .paragraphs =
            {"Hello,",
             "The password of your AssetBuddy account was changed on " + base::to_words(letter.at, "UTC") +
                 ". You were signed out everywhere else.",
             "If it was you, there is nothing to do.",
             "If it was not you, ask for a new password at once with the link below, then tell the person who "
             "looks after the users in your organisation."},
        .button = mail::LetterText::Button{"Ask for a new password", std::string{base_url} + "/forgot-password"},
        .small_print = {"We send this whenever the password of an account changes."}};
    return mail::message_of("Your AssetBuddy password was changed", text);
}

mail::Message compose_factor_changed(std::string_view data, std::string_view base_url)
{
    const auto letter = FactorData::from_json(data);
    const mail::LetterText text{
        .product = "AssetBuddy",
        .organisation = {},
        .heading = "Your second step was changed",
        .paragraphs = {"Hello,", letter.sentence + ". This was on " + base::to_words(letter.at, "UTC") + ".",
                       "If it was you, there is nothing to do.",
                       "If it was not you, ask for a new password at once with the link below. Then sign in, open your "
                       "profile, \"Second step when signing in\", and remove what you did not add. Tell the person "
                       "who looks after the users in your organisation."},
        .button = mail::LetterText::Button{"Ask for a new password", std::string{base_url} + "/forgot-password"},
        .small_print = {"We send this whenever a second step of signing in is added or removed."}};
    return mail::message_of("The second step of your AssetBuddy account was changed", text);
}

} // namespace assetbuddy::accounts
