#include "server/mailbox.h"

#include "platform/mail/kept_folder.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::server {
namespace {

namespace http = platform::http;
using platform::html::Html;
using platform::html::Url;
using platform::mail::KeptFolder;
using platform::mail::KeptMail;

constexpr std::size_t shown = 100;
constexpr std::string_view time_zone = "Europe/London";

/// Splits the words into lines so that an address standing alone becomes a link, as mail programs do.
Html words_of(const KeptMail& mail, const std::string& base_url)
{
    Html html;
    std::string_view rest{mail.text};
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size() - 1);
        auto line = rest.substr(0, end + 1);
        rest.remove_prefix(end + 1);
        while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
        const auto link = line.starts_with(base_url + "/") ? Url::checked(line) : std::nullopt;
        if (link)
            html.add(R"(<a href="{}">{}</a>)", *link, line);
        else
            html.add("{}", line);
        html.add("\n");
    }
    return html;
}

http::Response list(access::Visit& visit, const KeptFolder& folder)
{
    const auto mails = folder.list(shown);
    ui::FocusedParts parts{.title = "Mailbox", .width = ui::Width::normal};
    parts.lead = "Every mail this demonstration would have sent. Nothing leaves this machine.";
    if (mails.empty()) {
        parts.content = ui::empty_state(
            {.icon = "mail", .title = "No mail yet", .text = "Sign up or invite somebody, and the mail appears here."});
        return ui::focused_page(visit, std::move(parts));
    }
    ui::Table table{"Mails, newest first", {{"Mail"}, {"When"}}};
    for (const auto& mail : mails)
        table.row({Html::of(R"({}<div class="text-secondary">To {}</div>)",
                            ui::link(Url::path("/mailbox", {mail.name}), mail.subject), mail.to),
                   ui::time_of(mail.date, time_zone)});
    parts.content = table.done();
    return ui::focused_page(visit, std::move(parts));
}

http::Response show(access::Visit& visit, const KeptFolder& folder)
{
    const auto mail = folder.read(visit.request.parameter("name"));
    if (!mail) return ui::refusal(visit, {"not_found", {}, "There is no such mail."});
    ui::Descriptions about;
    about.add("From", mail->from);
    about.add("To", mail->to);
    about.add("Sent", ui::time_of(mail->date, time_zone));
    Html content = about.done();
    content.add(R"(<pre class="kept-mail">{}</pre>)", words_of(*mail, visit.kernel.policy.base_url));
    content.add(R"(<p><a href="{}">See it as a mail program shows it</a></p>)",
                Url::path("/mailbox", {mail->name, "html"}));
    ui::FocusedParts parts{.title = mail->subject, .content = std::move(content), .width = ui::Width::normal};
    parts.footer = ui::link(Url{"/mailbox"}, "Back to the mailbox");
    return ui::focused_page(visit, std::move(parts));
}

/// The mail's own HTML, with nothing of ours around it and no right to do anything.
http::Response show_html(access::Visit& visit, const KeptFolder& folder)
{
    const auto mail = folder.read(visit.request.parameter("name"));
    if (!mail) return ui::refusal(visit, {"not_found", {}, "There is no such mail."});
    auto response = http::Response::html(mail->html);
    response.set("Content-Security-Policy",
                 "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-top-navigation-by-user-activation");
    return response;
}

} // namespace

std::map<std::string, Page> mailbox_pages(const std::filesystem::path& path)
{
    const auto with = [folder = KeptFolder{path}](auto page) {
        return [folder, page](access::Visit& visit) { return page(visit, folder); };
    };
    return {{"/mailbox", with(list)}, {"/mailbox/{name}", with(show)}, {"/mailbox/{name}/html", with(show_html)}};
}

} // namespace assetbuddy::server
