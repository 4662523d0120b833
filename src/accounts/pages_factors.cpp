// The second step of signing in: set up, looked after, removed.

#include "accounts/authenticator.h"
#include "accounts/limits.h"
#include "accounts/pages.h"
#include "platform/crypto/crypto.h"
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

std::vector<ui::Crumb> crumbs_for(const access::Call& call, const std::vector<ui::Crumb>& usual)
{
    return call.actor.facts().lacks_second_factor ? std::vector<ui::Crumb>{} : usual;
}

Html why_asked(access::Visit& visit, const access::Call& call, const SecondFactors& factors)
{
    const auto& facts = call.actor.facts();
    if (!facts.lacks_second_factor) return {};
    if (!factors.app_set_up_at)
        return ui::notice(ui::Tone::info, "Needed to go on",
                          ui::paragraph(facts.organisation_name +
                                        " asks everybody for a second step when signing in. Set one up here; then "
                                        "everything else is open to you."));
    Html html = ui::paragraph("You have a second step already. Sign out, then in again with it, to go on.");
    html.add(ui::post_button(visit, Url{"/sign-out"}, "Sign out", ui::Look::primary));
    return ui::notice(ui::Tone::info, "Please sign in again", html);
}

Html app_card(access::Visit& visit, const access::Call& call, const SecondFactors& factors)
{
    Html html;
    if (!factors.app_set_up_at) {
        html.add(ui::paragraph("An app on your phone shows a new code every half minute. Signing in then takes your "
                               "password and that code, so a stolen password alone opens nothing."));
        html.add(ui::post_button(visit, app_url, "Set up an app", ui::Look::primary));
        return ui::card("Authenticator app", html);
    }
    html.add("<p>{} Since {}.</p>", ui::badge("On", ui::Tone::good),
             ui::day_of(*factors.app_set_up_at, call.actor.facts().time_zone));
    html.add(ui::confirm_button(visit, Url{"/profile/second-factor/app/remove"}, "Remove",
                                "Signing in will not ask for its codes any more. Remove the app?"));
    return ui::card("Authenticator app", html);
}

Html codes_card(access::Visit& visit, const SecondFactors& factors)
{
    if (!factors.app_set_up_at) return {};
    Html html = ui::paragraph("For the day the phone is lost: each code works once in place of the app's.");
    const auto left = std::to_string(factors.recovery_codes_left) + " of " + std::to_string(recovery_codes) + " left";
    html.add("<p>{}</p>", ui::badge(left, factors.recovery_codes_left < 3 ? ui::Tone::warning : ui::Tone::neutral));
    html.add(ui::confirm_button(visit, codes_url, "Make new codes", "The old codes stop working. Make new ones?",
                                ui::Look::secondary));
    return ui::card("Recovery codes", html);
}

http::Response app_page(access::Visit& visit, const ui::Errors& errors, int status)
{
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        const auto secret = app_being_set_up(call, visit.credential);
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
}

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

/// The only time they are seen.
http::Response codes_page(access::Visit& visit, const std::vector<std::string>& codes)
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
                             .crumbs = crumbs_for(call, crumbs),
                             .width = ui::Width::narrow};
    });
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
        Html content = why_asked(visit, call, *factors);
        content.add(app_card(visit, call, *factors));
        content.add(codes_card(visit, *factors));
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
    const auto open = visit.look([&](access::Call& call) { return app_being_set_up(call, visit.credential); });
    if (!open && open.error().code == "wrong_state") return http::Response::see_other(factors_url.text());
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
    return codes_page(visit, *codes);
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
    return codes_page(visit, *codes);
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
        if (!code) return back_to_list(visit, "Make new codes to have them as a file.");
        text += platform::crypto::shown_code(*code) + "\r\n";
    }
    http::Response response{200};
    response.set("Content-Type", "text/plain; charset=utf-8")
        .set("Content-Disposition", R"(attachment; filename="assetbuddy-recovery-codes.txt")");
    response.body = std::move(text);
    return response;
}

} // namespace assetbuddy::accounts::pages
