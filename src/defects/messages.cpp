#include "defects/messages.h"

#include "defects/letter.h"
#include "platform/mail/layout.h"

namespace assetbuddy::defects {

namespace mail = platform::mail;

mail::Message compose_summary(std::string_view data, std::string_view base_url)
{
    const auto summary = SummaryData::from_json(data);
    const auto stop = std::string{base_url} + summary.unsubscribe;
    mail::LetterText text{
        .product = "AssetBuddy",
        .organisation = summary.organisation,
        .heading = summary.words,
        .paragraphs = {"Hello " + summary.name + ",", "This is what " + summary.organisation + " has given you to do."},
        .button = mail::LetterText::Button{"See my work", std::string{base_url} + "/contractor"},
        .small_print = {"You get this because defects are open with you at " + summary.organisation +
                        ". You hear of new work at once in any case."},
        .way_out = mail::LetterText::Button{"Stop these summaries", stop}};
    for (const auto& each : summary.defects) text.paragraphs.push_back(each);
    if (summary.is_cut) text.paragraphs.emplace_back("There are more; the list in AssetBuddy has them all.");
    auto message = mail::message_of(mail::without_links(summary.organisation + ": " + summary.words), text);
    message.headers.emplace_back("List-Unsubscribe", "<" + stop + ">");
    message.headers.emplace_back("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    return message;
}

} // namespace assetbuddy::defects
