#include "notifications/messages.h"

#include "notifications/letter.h"
#include "platform/mail/layout.h"

namespace assetbuddy::notifications {

namespace mail = platform::mail;

mail::Message compose_notice(std::string_view data, std::string_view base_url)
{
    const auto notice = NoticeData::from_json(data);
    const mail::LetterText text{
        .product = "AssetBuddy",
        .organisation = notice.organisation,
        .heading = "A notice from " + notice.organisation,
        .paragraphs = {"Hello " + notice.name + ",", notice.title,
                       "Further notices wait for you under the bell in AssetBuddy; we send few emails a day."},
        .button = mail::LetterText::Button{"Open in AssetBuddy", std::string{base_url} + notice.path},
        .small_print = {"You get this because of your place in " + notice.organisation +
                        ". Which notices are mailed is your choice: Profile, then Notifications."}};
    return mail::message_of(mail::without_links(notice.title), text);
}

} // namespace assetbuddy::notifications
