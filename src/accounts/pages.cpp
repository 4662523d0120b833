// Signing in and out, and moving between one's places.

#include "accounts/pages.h"

#include "accounts/edge.h"
#include "accounts/session.h"
#include "accounts/sign_in.h"
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

const Url sign_in_url{"/sign-in"};

/// Where the person wanted to go; only a path of ours (R-WEB-6).
Url next_of(std::string_view text)
{
    return Url::same_site(text).value_or(Url{"/"});
}

bool is_signed_in(access::Visit& visit)
{
    return visit.signed_in_claimed() && visit.look([](access::Call&) -> base::Done { return {}; }).has_value();
}

Html other_ways(const access::Visit& visit)
{
    Html html = Html::of(R"(<p><a href="/forgot-password">Forgotten your password?</a></p>)");
    if (visit.kernel.policy.sign_up == access::SignUp::open)
        html.add(R"(<p>New here? <a href="/sign-up">Set up your organisation</a></p>)");
    return html;
}

http::Response sign_in_page(access::Visit& visit, const ui::Entered& entered, const ui::Errors& errors, int status)
{
    ui::Form form{visit, sign_in_url, entered, errors};
    const auto next = entered.find("next");
    if (next != entered.end() && !next->second.empty()) form.hidden("next", next_of(next->second).text());
    form.email("email", "Email", {.autocomplete = "username", .focus = ui::Focus::first});
    form.password("password", "Password", ui::PasswordKind::present);
    return ui::focused_page(
        visit, {.title = "Sign in", .content = form.done("Sign in"), .footer = other_ways(visit), .status = status});
}

/// A refusal the form cannot mend is still shown by it: the person may try another address.
http::Response sign_in_again(access::Visit& visit, ui::Entered entered, const base::Error& error)
{
    entered.erase("password");
    auto response = sign_in_page(visit, entered, ui::Errors{error}, platform::json::status_of(error.code));
    const auto wait = error.facts.find("retry_after");
    if (wait != error.facts.end())
        if (const auto* seconds = std::get_if<std::int64_t>(&wait->second))
            response.set("Retry-After", std::to_string(*seconds));
    return response;
}

} // namespace

http::Response show_sign_in(access::Visit& visit)
{
    const auto next = visit.request.query_value("next");
    if (is_signed_in(visit)) return http::Response::see_other(next_of(next.value_or("/")).text());
    ui::Entered entered;
    if (next) entered["next"] = *next;
    return sign_in_page(visit, entered, {}, 200);
}

http::Response submit_sign_in(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const SignInRequest request{.email = form->value("email"),
                                .password = form->value("password"),
                                .organisation = std::nullopt,
                                .devices = devices_of(visit)};
    const auto session = sign_in(visit.kernel, visit.credential, visit.origin, request);
    if (!session) return sign_in_again(visit, form->values(), session.error());
    keep_session(visit, session->session_token, session->account);
    return http::Response::see_other(next_of(form->value("next")).text());
}

http::Response sign_out(access::Visit& visit)
{
    const auto done = visit.change([](access::Call& call) { return accounts::sign_out(call); });
    if (!done && done.error().code != "sign_in_required") return ui::refusal(visit, done.error());
    visit.set_session_cookie({});
    visit.flash("You are signed out.");
    auto response = http::Response::see_other("/sign-in");
    clear_site_data(response);
    return response;
}

http::Response switch_place(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto organisation = base::OrganisationId::parse(form->value("organisation_id"));
    if (!organisation) return ui::refusal(visit, {"not_found", {}, "You have no place in that organisation."});
    const auto moved = visit.change([&](access::Call& call) { return accounts::switch_place(call, *organisation); });
    if (!moved) return ui::refusal(visit, moved.error());
    visit.set_session_cookie(moved->session_token);
    return http::Response::see_other("/");
}

} // namespace assetbuddy::accounts::pages
