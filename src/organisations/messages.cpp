#include "organisations/messages.h"

#include "organisations/letter.h"
#include "platform/crypto/crypto.h"
#include "platform/mail/layout.h"

namespace assetbuddy::organisations {
namespace {

namespace mail = platform::mail;

std::string what_to_do(const ConfirmationData& data)
{
    if (data.has_account)
        return "This email address already has an AssetBuddy account, so you need no second one. Open the link and "
               "enter "
               "that account's password; " +
               data.organisation + " is then added to it. The password you typed when signing up is not used.";
    return "Type this code on the page where you signed up. Or open the link on any device and enter the password you "
           "chose.";
}

mail::LetterText letter_text(const ConfirmationData& data, std::string_view base_url)
{
    return {.product = "AssetBuddy",
            .organisation = data.organisation,
            .heading = "Confirm your email address",
            .paragraphs = {"Hello " + data.name + ",",
                           "You signed up " + data.organisation +
                               " with AssetBuddy. You can look around already; to invite people, confirm that this "
                               "mailbox is yours.",
                           what_to_do(data),
                           "The code and the link work until " + base::to_words(data.expires_at, "UTC") + "."},
            .button = mail::LetterText::Button{"Confirm my email", std::string{base_url} + "/confirm/" + data.token},
            .code = mail::LetterText::Code{"Confirmation code", platform::crypto::shown_code(data.code)},
            .small_print = {"If you did not sign up, you need do nothing: without this email nobody can go on, and the "
                            "sign-up is deleted after seven days. Please do not forward this email."}};
}

} // namespace

mail::Message compose_confirmation(std::string_view data, std::string_view base_url)
{
    return mail::message_of("Confirm your email address for AssetBuddy",
                            letter_text(ConfirmationData::from_json(data), base_url));
}

} // namespace assetbuddy::organisations
