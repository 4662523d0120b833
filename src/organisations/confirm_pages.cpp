// The proof of the mailbox: the code in the session that signed up, or the mail's link and a password.

#include "accounts/edge.h"
#include "organisations/confirm.h"
#include "organisations/pages.h"
#include "platform/crypto/crypto.h"
#include "platform/http/forms.h"
#include "platform/http/query.h"
#include "platform/json/json.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "users/pages.h"

namespace assetbuddy::organisations::pages {
namespace {

namespace http = platform::http;
using base::Error;
using base::Result;
using ui::Html;
using ui::Url;

const Url confirm_url{"/confirm"};

/// How long the browser remembers the link it opened; the link itself lives longer and can be opened again.
constexpr std::chrono::minutes link_memory{30};

std::string link_cookie(const access::Visit& visit)
{
    return accounts::cookie_name(visit.secure(), "confirm");
}

struct Returned {
    ui::Entered entered = {};
    ui::Errors errors = {};
    int status = 200;
    bool asks_password = false; // the code was right, and the address has an account
};

Returned refused_with(const Error& error, ui::Entered entered)
{
    entered.erase("password");
    return {.entered = std::move(entered),
            .errors = ui::Errors{error},
            .status = platform::json::status_of(error.code),
            .asks_password = error.code == "wrong_credentials"};
}

Html after_code_form(access::Visit& visit)
{
    Html html = Html::of("<p>No email? Look in the junk folder first.</p>");
    html.add(ui::post_button(visit, Url{"/confirm/resend"}, "Send a new email", ui::Look::quiet));
    html.add(R"(<p><a href="/">Look around first</a></p>)");
    return html;
}

http::Response code_page(access::Visit& visit, const access::Actor& actor, const Returned& returned)
{
    ui::Form form{visit, confirm_url, returned.entered, returned.errors};
    form.code("code", "Confirmation code",
              {.hint = "Eight letters and digits, such as AB12-CD34. You can paste it.", .focus = ui::Focus::first});
    if (returned.asks_password)
        form.password("password", "Password of your account", ui::PasswordKind::present,
                      {.hint = "The one you have signed in with so far, not the one you chose when signing up."});
    Html content = form.done("Confirm");
    if (!visit.kernel.policy.has_mail_server)
        content.add(ui::notice(ui::Tone::warning, "No mail server is set up",
                               ui::paragraph("The email with the code is kept on the server. Ask whoever runs it.")));
    return ui::focused_page(visit, {.title = "Confirm your email",
                                    .content = content,
                                    .lead = "We sent a code to " + actor.facts().email + ".",
                                    .footer = after_code_form(visit),
                                    .status = returned.status});
}

http::Response link_page(access::Visit& visit, const LinkedSignUp& linked, const Returned& returned)
{
    ui::Form form{visit, confirm_url, returned.entered, returned.errors};
    form.add(Html::of(
        R"(<div class="field"><label class="form-label" for="field-account">Email</label><input class="form-control" id="field-account" type="email" value="{}" autocomplete="username" readonly></div>)",
        linked.email));
    const auto hint = linked.has_account
                          ? "This address already has an account. Enter the password you sign in with; " +
                                linked.organisation_name + " is added to it."
                          : "The password you chose when you signed up " + linked.organisation_name + ".";
    form.password("password", "Password", ui::PasswordKind::present, {.hint = hint});
    return ui::focused_page(visit,
                            {.title = "Confirm your email",
                             .content = form.done("Confirm and sign in"),
                             .lead = "One more step, and you can invite people to " + linked.organisation_name + ".",
                             .status = returned.status});
}

http::Response ended_page(access::Visit& visit, const Error& error)
{
    const auto title = error.code == "expired"    ? "This link has expired"
                       : error.code == "used"     ? "This email is confirmed already"
                       : error.code == "replaced" ? "There is a newer email"
                       : error.code == "locked"   ? "This link is closed"
                                                  : "This link leads nowhere";
    Html html = ui::paragraph(error.detail);
    html.add(R"(<p class="way-on">{}</p>)", ui::button_link(Url{"/"}, "Go to the start page"));
    return ui::focused_page(visit, {.title = title, .content = html, .status = platform::json::status_of(error.code)});
}

http::Response lost_page(access::Visit& visit)
{
    Html html =
        ui::paragraph("Open the link in the email we sent you, or type its code in the browser you signed up with.");
    html.add(R"(<p class="way-on">{}</p>)", ui::button_link(Url{"/sign-in"}, "Sign in", ui::Look::secondary));
    return ui::focused_page(visit, {.title = "Confirm your email", .content = html});
}

std::optional<access::Actor> find_actor(access::Visit& visit)
{
    if (!visit.signed_in_claimed()) return std::nullopt;
    auto actor = visit.look([](access::Call& call) -> Result<access::Actor> { return call.actor; });
    if (!actor) return std::nullopt;
    return *std::move(actor);
}

/// The page for whoever comes without a link: the code form, or on with a proven mailbox.
http::Response page_by_session(access::Visit& visit, const Returned& returned)
{
    const auto actor = find_actor(visit);
    if (!actor) return lost_page(visit);
    if (actor->facts().email_confirmed) return http::Response::see_other("/");
    return code_page(visit, *actor, returned);
}

http::Response page_by_link(access::Visit& visit, const std::string& token, const Returned& returned)
{
    const auto linked = inspect_confirmation(visit.kernel, visit.origin, token);
    if (linked) return link_page(visit, *linked, returned);
    visit.set_sealed_cookie(link_cookie(visit), {}, {});
    return ended_page(visit, linked.error());
}

http::Response go_on(access::Visit& visit, const Confirmed& confirmed)
{
    if (!confirmed.session_token.empty()) visit.set_session_cookie(confirmed.session_token);
    visit.set_sealed_cookie(link_cookie(visit), {}, {});
    visit.flash("Your email is confirmed. You can invite people to " + confirmed.organisation_name + " now.");
    return http::Response::see_other("/");
}

http::Response submit_code(access::Visit& visit, const http::Form& form)
{
    const auto confirmed = confirm_by_code(visit.kernel, visit.credential, visit.origin,
                                           {.code = form.value("code"), .password = form.value("password")});
    if (confirmed) return go_on(visit, *confirmed);
    if (confirmed.error().code == "sign_in_required") return lost_page(visit);
    return page_by_session(visit, refused_with(confirmed.error(), form.values()));
}

http::Response submit_link(access::Visit& visit, const http::Form& form, const std::string& token)
{
    const auto confirmed =
        confirm_by_link(visit.kernel, visit.credential, visit.origin, {token, form.value("password")});
    if (confirmed) return go_on(visit, *confirmed);
    return page_by_link(visit, token, refused_with(confirmed.error(), {}));
}

} // namespace

http::Response open_confirmation(access::Visit& visit)
{
    const auto& token = visit.request.parameter("token");
    const auto life = std::chrono::duration_cast<std::chrono::seconds>(link_memory);
    if (platform::crypto::is_token(token)) visit.set_sealed_cookie(link_cookie(visit), token, life);
    auto response = http::Response::see_other(confirm_url.text());
    response.set("Referrer-Policy", "no-referrer").set("Cache-Control", "no-store").set("X-Robots-Tag", "noindex");
    return response;
}

http::Response show_confirm(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto way = query.text("way");
    if (const auto read = query.finish(); !read) return ui::refusal(visit, read.error());
    const auto token = visit.sealed_cookie(link_cookie(visit));
    if (token.empty()) return page_by_session(visit, {});
    if (auto page = users::pages::show_email_change(visit, token, way)) return *std::move(page);
    return page_by_link(visit, token, {});
}

http::Response submit_confirm(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto token = visit.sealed_cookie(link_cookie(visit));
    if (token.empty() || form->has("code")) return submit_code(visit, *form);
    return submit_link(visit, *form, token);
}

http::Response submit_email_change(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto token = visit.sealed_cookie(link_cookie(visit));
    if (token.empty()) return lost_page(visit);
    auto response = users::pages::submit_email_change(visit, *form, token);
    if (response.status == 303) visit.set_sealed_cookie(link_cookie(visit), {}, {});
    return response;
}

http::Response resend_confirmation(access::Visit& visit)
{
    const auto done = visit.change([](access::Call& call) { return organisations::resend_confirmation(call); });
    if (!done && done.error().code == "rate_limited") {
        ui::Errors errors;
        errors.add({}, done.error().detail);
        return page_by_session(visit, {.errors = errors, .status = 429});
    }
    if (!done && done.error().code != "wrong_state") return ui::refusal(visit, done.error());
    if (done) visit.flash("A new email is on its way. Only the newest code and link work.");
    return http::Response::see_other(confirm_url.text());
}

} // namespace assetbuddy::organisations::pages
