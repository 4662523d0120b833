// The second step of signing in: set up, looked after, removed.

#include "accounts/authenticator.h"
#include "accounts/limits.h"
#include "accounts/pages.h"
#include "accounts/pages_codes.h"
#include "accounts/passkeys.h"
#include "platform/html/qr_code.h"
#include "platform/http/forms.h"
#include "platform/json/json.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::accounts::pages {
namespace {

namespace http = platform::http;
using base::Result;
using ui::Html;
using ui::Url;

const Url factors_url{"/profile/second-factor"};
const Url app_url{"/profile/second-factor/app"};
const Url codes_url{"/profile/second-factor/recovery-codes"};
const std::vector<ui::Crumb> crumbs{{"Profile", Url{"/profile"}}, {"Second step", factors_url}};

/// What the page is about.
struct Own {
    SecondFactors factors;
    std::vector<Passkey> passkeys;
    [[nodiscard]] bool any() const { return factors.app_set_up_at || !passkeys.empty(); }
};

std::vector<ui::Crumb> crumbs_for(const access::Call& call, const std::vector<ui::Crumb>& usual)
{
    return call.actor.facts().lacks_second_factor ? std::vector<ui::Crumb>{} : usual;
}

Html why_asked(access::Visit& visit, const access::Call& call, const Own& own)
{
    const auto& facts = call.actor.facts();
    if (!facts.lacks_second_factor) return {};
    if (!own.any())
        return ui::notice(ui::Tone::info, "Needed to go on",
                          ui::paragraph(facts.organisation_name +
                                        " asks everybody for a second step when signing in. Set one up here; then "
                                        "everything else is open to you."));
    Html html = ui::paragraph("You have a second step already. Sign out, then in again with it, to go on.");
    html.add(ui::post_button(visit, Url{"/sign-out"}, "Sign out", ui::Look::primary));
    return ui::notice(ui::Tone::info, "Please sign in again", html);
}

Html app_card(access::Visit& visit, const access::Call& call, const Own& own)
{
    Html html;
    if (!own.factors.app_set_up_at) {
        html.add(ui::paragraph("An app on your phone shows a new code every half minute. Signing in then takes your "
                               "password and that code, so a stolen password alone opens nothing."));
        html.add(ui::post_button(visit, app_url, "Set up an app", ui::Look::primary));
        return ui::card("Authenticator app", html);
    }
    html.add("<p>{} Since {}.</p>", ui::badge("On", ui::Tone::good),
             ui::day_of(*own.factors.app_set_up_at, call.actor.facts().time_zone));
    html.add(ui::confirm_button(visit, Url{"/profile/second-factor/app/remove"}, "Remove",
                                "Signing in will not ask for its codes any more. Remove the app?"));
    return ui::card("Authenticator app", html);
}

Html last_use(const access::Call& call, const Passkey& passkey)
{
    if (!passkey.last_used_at) return Html::of(", not used yet");
    return Html::of(", last used {}", ui::day_of(*passkey.last_used_at, call.actor.facts().time_zone));
}

Html passkeys_card(access::Visit& visit, const access::Call& call, const Own& own)
{
    if (!PasskeyHome::of(visit.kernel.policy) && own.passkeys.empty()) return {};
    Html html = ui::paragraph("Your phone, your computer or a key on your ring proves that it is you, with a finger, a "
                              "face or a PIN. You can then also sign in without typing your password.");
    Html lines;
    for (const auto& each : own.passkeys)
        lines.add(R"(<li><a href="{}">{}</a><small>Added {}{}</small></li>)",
                  Url::path("/profile/second-factor/passkeys", {each.id}), each.name,
                  ui::day_of(each.created_at, call.actor.facts().time_zone), last_use(call, each));
    if (!own.passkeys.empty()) html.add(R"(<ul class="ways">{}</ul>)", lines);
    html.add(R"(<p class="way-on">{}</p>)",
             ui::button_link(Url{"/profile/second-factor/passkeys/new"}, "Add a passkey", ui::Look::secondary));
    return ui::card("Passkeys", html);
}

Html codes_card(access::Visit& visit, const Own& own)
{
    if (!own.any()) return {};
    Html html = ui::paragraph("For the day the phone is lost: each code works once in its place.");
    const auto left =
        std::to_string(own.factors.recovery_codes_left) + " of " + std::to_string(recovery_codes) + " left";
    html.add("<p>{}</p>", ui::badge(left, own.factors.recovery_codes_left < 3 ? ui::Tone::warning : ui::Tone::neutral));
    html.add(ui::confirm_button(visit, codes_url, "Make new codes", "The old codes stop working. Make new ones?",
                                ui::Look::secondary));
    return ui::card("Recovery codes", html);
}

/// Where no app is being set up, back to the list.
http::Response app_page(access::Visit& visit, const ui::Errors& errors, int status)
{
    bool none = false;
    auto shown = ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        const auto secret = app_being_set_up(call, visit.credential);
        none = !secret && secret.error().code == "wrong_state";
        if (!secret) return base::refused(secret.error());
        Html content = Html::of("<ol><li>Install an authenticator app on your phone; any of them will do.</li>"
                                "<li>In the app choose to add an account, and scan this square.</li></ol>");
        content.add(platform::html::qr_code(secret->uri, "QR code with the key written below it"));
        content.add("<p>Cannot scan it? Type this key into the app instead:</p>");
        content.add(R"(<p class="token-once"><code>{}</code></p>)", secret->typed);
        ui::Form form{visit, Url{"/profile/second-factor/app/confirm"}, {}, errors};
        form.code("code", "Code from the app", {.hint = "The six digits it shows now, to see that it works."});
        content.add(form.done("Turn on", factors_url));
        return ui::PageParts{.title = "Set up your authenticator app",
                             .section = ui::Section::profile,
                             .content = ui::card("", content),
                             .crumbs = crumbs_for(call, crumbs),
                             .width = ui::Width::narrow,
                             .status = status};
    });
    return none ? http::Response::see_other(factors_url.text()) : std::move(shown);
}

http::Response back_to_list(access::Visit& visit, std::string_view message)
{
    visit.flash(message);
    return http::Response::see_other(factors_url.text());
}

} // namespace

http::Response show_second_factors(access::Visit& visit)
{
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        const auto factors = second_factors_of(call);
        if (!factors) return base::refused(factors.error());
        const Own own{*factors, passkeys_of_account(call, call.actor.facts().account)};
        Html content = why_asked(visit, call, own);
        content.add(app_card(visit, call, own));
        content.add(passkeys_card(visit, call, own));
        content.add(codes_card(visit, own));
        return ui::PageParts{.title = "Second step when signing in",
                             .section = ui::Section::profile,
                             .content = content,
                             .lead = "Something you have, beside the password you know.",
                             .crumbs = crumbs_for(call, {{"Profile", Url{"/profile"}}}),
                             .width = ui::Width::narrow};
    });
}

http::Response begin_app(access::Visit& visit)
{
    const auto begun = visit.change([&](access::Call& call) { return accounts::begin_app(call, visit.credential); });
    if (!begun && begun.error().code == "wrong_state") return back_to_list(visit, begun.error().detail);
    if (!begun) return ui::refusal(visit, begun.error());
    return http::Response::see_other(app_url.text());
}

http::Response show_app(access::Visit& visit)
{
    return app_page(visit, {}, 200);
}

http::Response submit_app(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto codes =
        visit.change([&](access::Call& call) { return confirm_app(call, visit.credential, form->value("code")); });
    if (!codes && codes.error().code == "wrong_code")
        return app_page(visit, ui::Errors{codes.error()}, platform::json::status_of(codes.error().code));
    if (!codes && codes.error().code == "wrong_state") return back_to_list(visit, codes.error().detail);
    if (!codes) return ui::refusal(visit, codes.error());
    if (codes->empty()) return back_to_list(visit, "The app is set up. Your recovery codes stay as they are.");
    visit.flash("The app is set up. You were signed out everywhere else.");
    return recovery_codes_page(visit, *codes);
}

http::Response remove_app(access::Visit& visit)
{
    const auto removed = visit.change([&](access::Call& call) { return accounts::remove_app(call, visit.credential); });
    if (!removed && removed.error().code != "wrong_state") return ui::refusal(visit, removed.error());
    return back_to_list(visit, removed ? "The app was removed." : removed.error().detail);
}

http::Response renew_recovery_codes(access::Visit& visit)
{
    const auto codes =
        visit.change([&](access::Call& call) { return accounts::renew_recovery_codes(call, visit.credential); });
    if (!codes && codes.error().code == "wrong_state") return back_to_list(visit, codes.error().detail);
    if (!codes) return ui::refusal(visit, codes.error());
    return recovery_codes_page(visit, *codes);
}

} // namespace assetbuddy::accounts::pages
