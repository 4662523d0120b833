// What the program writes from texts of others: mails and pages.

#include <string>

#include "base/text.h"
#include "platform/html/html.h"
#include "platform/mail/message.h"
#include "target.h"

namespace assetbuddy::fuzz {
namespace {

/// The first of some parts between NULs; what is taken is gone from `bytes`.
std::string next_part(std::string_view& bytes)
{
    const auto end = bytes.find('\0');
    std::string part{bytes.substr(0, end)};
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    return part;
}

} // namespace

void mail_message(std::string_view bytes)
{
    if (!base::is_utf8(bytes)) return; // verbs let nothing else in
    platform::mail::Message message;
    message.from = "AssetBuddy <no-reply@localhost>";
    message.to = "nia@example.org";
    message.message_id = "one@localhost";
    message.to_name = next_part(bytes);
    message.subject = next_part(bytes);
    message.text = next_part(bytes);
    message.html = next_part(bytes);
    std::string mail;
    try {
        mail = platform::mail::to_bytes(message);
    } catch (const std::invalid_argument&) {
        require(!base::is_clean_text(message.to_name) || !base::is_clean_text(message.subject),
                "only controls are refused");
        return;
    }
    std::size_t line = 0;
    for (std::size_t i = 0; i < mail.size(); ++i) {
        require(mail[i] != '\n' || (i > 0 && mail[i - 1] == '\r'), "every LF follows a CR");
        require(mail[i] != '\r' || (i + 1 < mail.size() && mail[i + 1] == '\n'), "every CR precedes a LF");
        require(mail[i] != '\0', "a mail holds no NUL");
        line = mail[i] == '\n' ? 0 : line + 1;
        require(line <= 999, "a line has at most 998 octets and its CR (R-MAIL-5)");
    }
    const auto head = "\n" + mail.substr(0, mail.find("\r\n\r\n"));
    const auto first = head.find("\nSubject:");
    require(first == head.rfind("\nSubject:"), "one subject");
    require(head.find("\nBcc:") == std::string::npos && head.find("\nCc:") == std::string::npos,
            "no text becomes a header");
}

void html_text(std::string_view bytes)
{
    if (!base::is_utf8(bytes)) return;
    const auto html = platform::html::Html::of(R"(<p title="{}">{}</p>)", bytes, bytes);
    const std::string written{html.view()};
    constexpr std::string_view begin = "<p title=\"";
    constexpr std::string_view end = "</p>";
    require(written.starts_with(begin) && written.ends_with(end), "the page's own marks stay");
    const auto inside = std::string_view{written}.substr(begin.size(), written.size() - begin.size() - end.size());
    require(inside.find('<') == std::string_view::npos, "no text opens an element");
    require(inside.find('"') == inside.rfind('"'), "no text ends an attribute");
}

} // namespace assetbuddy::fuzz
