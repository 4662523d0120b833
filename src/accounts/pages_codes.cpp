// Recovery codes, shown once and given as a file.

#include "accounts/pages_codes.h"

#include "accounts/authenticator.h"
#include "accounts/limits.h"
#include "accounts/pages.h"
#include "platform/crypto/crypto.h"
#include "platform/http/forms.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::accounts::pages {
namespace {

namespace http = platform::http;
using base::Result;
using ui::Html;
using ui::Url;

Html list_of(const std::vector<std::string>& codes)
{
    Html lines;
    for (const auto& code : codes) lines.add("<li><code>{}</code></li>", code);
    return Html::of(R"(<ul class="recovery-codes">{}</ul>)", lines);
}

std::string joined(const std::vector<std::string>& codes)
{
    std::string text;
    for (const auto& code : codes) text += (text.empty() ? "" : " ") + code;
    return text;
}

} // namespace

http::Response recovery_codes_page(access::Visit& visit, const std::vector<std::string>& codes)
{
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        Html content = ui::notice(ui::Tone::warning, "Keep these now",
                                  ui::paragraph("They are shown this once. Each lets you sign in one time when your "
                                                "phone is lost. Print them or write them down, and keep them like a "
                                                "spare key."));
        content.add(list_of(codes));
        content.add(R"(<p class="way-on">{}{}</p>)",
                    ui::post_button(visit, Url{"/profile/second-factor/recovery-codes/file"}, "Save as a file",
                                    ui::Look::secondary, {{"codes", joined(codes)}}),
                    ui::button_link(Url{"/"}, "I have kept them"));
        return ui::PageParts{.title = "Your recovery codes",
                             .section = ui::Section::profile,
                             .content = ui::card("", content),
                             .lead = "For " + call.actor.facts().email + ".",
                             .crumbs = {{"Profile", Url{"/profile"}}, {"Second step", Url{"/profile/second-factor"}}},
                             .width = ui::Width::narrow};
    });
}

/// Gives back as a file what the page showed; nothing else passes.
http::Response recovery_codes_file(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto person = visit.look([](access::Call& call) { return second_factors_of(call); });
    if (!person) return ui::refusal(visit, person.error());
    std::string text = "AssetBuddy recovery codes. Each works once.\r\n\r\n";
    std::string_view rest = form->value("codes");
    for (int i = 0; i < recovery_codes && !rest.empty(); ++i) {
        const auto end = std::min(rest.find(' '), rest.size());
        const auto code = platform::crypto::read_code(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (!code) return http::Response::see_other("/profile/second-factor"); // not what the page showed
        text += platform::crypto::shown_code(*code) + "\r\n";
    }
    http::Response response{200};
    response.set("Content-Type", "text/plain; charset=utf-8")
        .set("Content-Disposition", R"(attachment; filename="assetbuddy-recovery-codes.txt")");
    response.body = std::move(text);
    return response;
}

} // namespace assetbuddy::accounts::pages
