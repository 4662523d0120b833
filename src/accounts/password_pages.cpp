// New passwords: forgotten, mailed, changed.

#include "accounts/pages.h"

#include "accounts/edge.h"
#include "accounts/forgotten_password.h"
#include "accounts/new_password_field.h"
#include "accounts/own_password.h"
#include "platform/crypto/crypto.h"
#include "platform/http/forms.h"
#include "platform/json/json.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::accounts::pages {
namespace {

namespace http = platform::http;
using base::Error;
using base::Result;
using ui::Html;
using ui::Url;

const Url reset_url{"/reset"};
const Url change_url{"/profile/password"};

/// How long the browser remembers the link it opened; the link itself lives longer and can be opened again.
constexpr std::chrono::minutes link_memory{30};

std::string reset_cookie(const access::Visit& visit)
{
    return cookie_name(visit.secure(), "reset");
}

Html sign_in_link()
{
    return Html::of(R"(<p><a href="/sign-in">Back to sign in</a></p>)");
}

http::Response forgot_page(access::Visit& visit, const ui::Entered& entered, const ui::Errors& errors, int status)
{
    ui::Form form{visit, Url{"/forgot-password"}, entered, errors};
    form.email("email", "Email", {.autocomplete = "username", .focus = ui::Focus::first});
    return ui::focused_page(visit,
                            {.title = "Forgotten password",
                             .content = form.done("Send me a link"),
                             .lead = "Enter the email address you sign in with. We send a link there to choose a "
                                     "new password.",
                             .footer = sign_in_link(),
                             .status = status});
}

/// The same words whether or not the address is known (R-AUTH-10).
http::Response sent_page(access::Visit& visit)
{
    Html html =
        ui::paragraph("If the address belongs to an account, an email with a link is on its way. The link works once, "
                      "for one hour.");
    html.add(
        ui::paragraph("Nothing after a few minutes? Look in the junk folder, and check that the address is the one you "
                      "sign in with."));
    if (!visit.kernel.policy.has_mail_server)
        html.add(ui::notice(ui::Tone::warning, "No mail server is set up",
                            ui::paragraph("Emails are kept on the server and reach nobody. Ask whoever runs it.")));
    return ui::focused_page(visit, {.title = "Look in your mailbox", .content = html, .footer = sign_in_link()});
}

http::Response ended_page(access::Visit& visit, const Error& error)
{
    const auto title = error.code == "expired"    ? "This link has expired"
                       : error.code == "used"     ? "This link was used already"
                       : error.code == "replaced" ? "There is a newer link"
                                                  : "This link leads nowhere";
    Html html = ui::paragraph(error.detail);
    html.add(R"(<p class="way-on">{}</p>)", ui::button_link(Url{"/forgot-password"}, "Ask for a new link"));
    return ui::focused_page(
        visit,
        {.title = title, .content = html, .footer = sign_in_link(), .status = platform::json::status_of(error.code)});
}

http::Response no_link_page(access::Visit& visit)
{
    Html html =
        ui::paragraph("Open the link in the email once more. For your safety this page forgets it after half an hour.");
    html.add(R"(<p class="way-on">{}</p>)",
             ui::button_link(Url{"/forgot-password"}, "Ask for a new link", ui::Look::secondary));
    return ui::focused_page(visit, {.title = "Open the link again", .content = html, .footer = sign_in_link()});
}

http::Response reset_page(access::Visit& visit, const ui::Entered& entered, const ui::Errors& errors, int status)
{
    ui::Form form{visit, reset_url, entered, errors};
    add_new_password(form, "password", "New password", entered);
    return ui::focused_page(visit, {.title = "Choose a new password",
                                    .content = form.done("Save password"),
                                    .lead = "You are signed out everywhere; then you sign in with the new password.",
                                    .footer = sign_in_link(),
                                    .status = status});
}

http::Response change_page(access::Visit& visit, const ui::Entered& entered, const ui::Errors& errors, int status)
{
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        ui::Form form{visit, change_url, entered, errors};
        // For password managers, which file a password under the name beside it.
        form.add(Html::of(
            R"(<input type="email" class="visually-hidden" value="{}" autocomplete="username" readonly tabindex="-1" aria-label="Email">)",
            call.actor.facts().email));
        form.password("current", "Present password", ui::PasswordKind::present);
        add_new_password(form, "new", "New password", entered);
        return ui::PageParts{.title = "Change password",
                             .section = ui::Section::profile,
                             .content = form.done("Change password", Url{"/profile"}),
                             .lead = "You stay signed in here and are signed out everywhere else.",
                             .crumbs = {{"Profile", Url{"/profile"}}},
                             .width = ui::Width::narrow,
                             .status = status};
    });
}

/// Whether the form can show the refusal; everything else ends the road.
bool is_for_the_form(const Error& error)
{
    return error.code == "invalid" || error.code == "weak_password" || error.code == "wrong_credentials" ||
           error.code == "rate_limited";
}

} // namespace

http::Response show_forgot(access::Visit& visit)
{
    return forgot_page(visit, {}, {}, 200);
}

http::Response submit_forgot(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto done = forgot_password(visit.kernel, visit.origin, form->value("email"));
    if (!done)
        return forgot_page(visit, form->values(), ui::Errors{done.error()},
                           platform::json::status_of(done.error().code));
    return sent_page(visit);
}

http::Response open_reset(access::Visit& visit)
{
    const auto& token = visit.request.parameter("token");
    const auto life = std::chrono::duration_cast<std::chrono::seconds>(link_memory);
    if (platform::crypto::is_token(token)) visit.set_sealed_cookie(reset_cookie(visit), token, life);
    auto response = http::Response::see_other(reset_url.text());
    response.set("Referrer-Policy", "no-referrer").set("Cache-Control", "no-store").set("X-Robots-Tag", "noindex");
    return response;
}

http::Response show_reset(access::Visit& visit)
{
    const auto token = visit.sealed_cookie(reset_cookie(visit));
    if (token.empty()) return no_link_page(visit);
    const auto open = inspect_reset(visit.kernel, visit.origin, token);
    return open ? reset_page(visit, {}, {}, 200) : ended_page(visit, open.error());
}

http::Response submit_reset(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto token = visit.sealed_cookie(reset_cookie(visit));
    if (token.empty()) return no_link_page(visit);
    if (form->has(suggest_button)) return reset_page(visit, entered_with_suggestion(visit, *form, "password"), {}, 200);
    const auto done = reset_password(visit.kernel, visit.origin, {token, form->value("password")});
    if (!done && is_for_the_form(done.error()))
        return reset_page(visit, {}, ui::Errors{done.error()}, platform::json::status_of(done.error().code));
    visit.set_sealed_cookie(reset_cookie(visit), {}, {});
    if (!done) return ended_page(visit, done.error());
    visit.set_session_cookie({});
    visit.flash("Your password was changed. Sign in with the new one.");
    return http::Response::see_other("/sign-in");
}

http::Response show_change_password(access::Visit& visit)
{
    return change_page(visit, {}, {}, 200);
}

http::Response submit_change_password(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    if (form->has(suggest_button)) return change_page(visit, entered_with_suggestion(visit, *form, "new"), {}, 200);
    const auto changed = change_password(visit.kernel, visit.credential, visit.origin,
                                         {.current = form->value("current"), .fresh = form->value("new")});
    if (!changed && is_for_the_form(changed.error()))
        return change_page(visit, {}, ui::Errors{changed.error()}, platform::json::status_of(changed.error().code));
    if (!changed) return ui::refusal(visit, changed.error());
    keep_session(visit, changed->session_token, changed->account);
    visit.flash("Your password was changed. You were signed out everywhere else.");
    return http::Response::see_other("/profile");
}

} // namespace assetbuddy::accounts::pages
