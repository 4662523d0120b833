// For who has the invite code, but not the link at hand (INV-7).

#include "invitations/join.h"
#include "invitations/pages.h"
#include "platform/json/json.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::invitations::pages {
namespace {

namespace http = platform::http;
using ui::Html;
using ui::Url;

struct Returned {
    ui::Entered entered = {};
    ui::Errors errors = {};
    int status = 200;
};

http::Response join_page(access::Visit& visit, const Returned& returned)
{
    ui::Form form{visit, Url{"/join"}, returned.entered, returned.errors};
    form.email("email", "Email",
               {.hint = "The address the invitation was sent to.",
                .autocomplete = "email",
                .max_length = 254,
                .focus = ui::Focus::first});
    form.code("code", "Invite code", {.hint = "Eight letters and digits, such as AB12-CD34. You can paste it."});
    return ui::focused_page(
        visit, {.title = "Join with your invite code",
                .content = form.done("Send me the link"),
                .lead = "If you have the link from the email, open it instead. Otherwise we mail you a new one.",
                .footer = Html::of(R"(<p>Already have a place? <a href="/sign-in">Sign in</a>.</p>)"),
                .status = returned.status});
}

/// The same words whether or not anything matched.
http::Response sent_page(access::Visit& visit)
{
    return ui::focused_page(
        visit,
        {.title = "Check your email",
         .content = Html{}
                        .add(ui::paragraph("If an invitation fits this address and code, a mail with a link is on "
                                           "its way. The link is good for one hour, and the code is not asked "
                                           "again."))
                        .add(ui::paragraph("Nothing there after a few minutes? Look in the spam folder, compare "
                                           "address and code, or ask the person who invited you."))
                        .add(ui::button_link(Url{"/join"}, "Try again", ui::Look::secondary))});
}

} // namespace

http::Response show_join(access::Visit& visit)
{
    return join_page(visit, {});
}

http::Response submit_join(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto asked = ask_for_link(visit.kernel, visit.origin, form->value("email"), form->value("code"));
    if (asked) return sent_page(visit);
    if (asked.error().code != "invalid") return ui::refusal(visit, asked.error());
    return join_page(visit, {form->values(), ui::Errors{asked.error()}, platform::json::status_of("invalid")});
}

} // namespace assetbuddy::invitations::pages
