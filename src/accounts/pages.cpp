// Signing in and out, and moving between one's places.

#include "accounts/pages.h"

#include "accounts/edge.h"
#include "accounts/passkey_forms.h"
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
const Url second_step_url{"/sign-in/second-factor"};

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
    Html content = form.done("Sign in");
    content.add(
        sign_in_with_passkey_form(visit, Url{"/sign-in/passkey"},
                                  {{"next", next == entered.end() ? std::string{"/"} : next_of(next->second).text()}}));
    return ui::focused_page(visit,
                            {.title = "Sign in", .content = content, .footer = other_ways(visit), .status = status});
}

Url with_next(const Url& to, const Url& next)
{
    return next == Url{"/"} ? to : to.with("next", next.text());
}

http::Response second_step_page(access::Visit& visit, const Url& next, const ui::Errors& errors, int status)
{
    ui::Form form{visit, second_step_url, {}, errors};
    form.hidden("next", next.text());
    const auto half_way = half_way_of(visit);
    const auto passkey = half_way ? passkey_step(visit, half_way->account) : Html{};
    const bool has_passkey = !passkey.view().empty();
    form.add(passkey);
    form.code("code", has_passkey ? "Or a code" : "Code",
              {.hint = "Six digits from the app on your phone. No phone at hand? One of your recovery codes does too.",
               .focus = ui::Focus::first});
    Html footer = Html::of(R"(<p><a href="/sign-in">Sign in as somebody else</a></p>)");
    footer.add("<p>Phone and recovery codes lost? Whoever runs this server can take the second step away.</p>");
    return ui::focused_page(visit, {.title = "One more step",
                                    .content = form.done("Sign in"),
                                    .lead = has_passkey ? "Show that it is you: with a passkey, or with a code."
                                                        : "Enter the code that your authenticator app shows now.",
                                    .footer = footer,
                                    .status = status});
}

http::Response second_step_again(access::Visit& visit, const Url& next, const base::Error& error)
{
    auto response = second_step_page(visit, next, ui::Errors{error}, platform::json::status_of(error.code));
    ui::set_retry_after(response, error);
    return response;
}

/// Ten minutes are over, or the password was changed meanwhile.
http::Response from_the_start(access::Visit& visit, const Url& next)
{
    keep_half_way(visit, {});
    visit.flash("Please enter your email address and password again.");
    return http::Response::see_other(with_next(sign_in_url, next).text());
}

/// A refusal the form cannot mend is still shown by it: the person may try another address.
http::Response sign_in_again(access::Visit& visit, ui::Entered entered, const base::Error& error)
{
    entered.erase("password");
    auto response = sign_in_page(visit, entered, ui::Errors{error}, platform::json::status_of(error.code));
    ui::set_retry_after(response, error);
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
    SecondStep step;
    const auto session = sign_in(visit.kernel, visit.credential, visit.origin, request, step);
    keep_half_way(visit, step.half_way);
    const auto next = next_of(form->value("next"));
    if (!session && session.error().code == "second_factor_required")
        return http::Response::see_other(with_next(second_step_url, next).text());
    if (!session) return sign_in_again(visit, form->values(), session.error());
    keep_session(visit, session->session_token, session->account);
    return http::Response::see_other(next.text());
}

http::Response show_second_step(access::Visit& visit)
{
    const auto next = next_of(visit.request.query_value("next").value_or("/"));
    if (!half_way_of(visit)) return from_the_start(visit, next);
    return second_step_page(visit, next, {}, 200);
}

http::Response submit_second_step(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto next = next_of(form->value("next"));
    SecondStep step{.code = form->value("code"),
                    .passkey = has_passkey_answer(*form) ? passkey_shown(visit, *form) : std::nullopt,
                    .half_way = half_way_of(visit),
                    .field = "code"};
    const auto session = finish_sign_in(visit.kernel, visit.credential, visit.origin, step);
    if (!session && session.error().code == "sign_in_required") return from_the_start(visit, next);
    if (!session) return second_step_again(visit, next, session.error());
    keep_half_way(visit, {});
    keep_session(visit, session->session_token, session->account);
    return http::Response::see_other(next.text());
}

http::Response submit_passkey_sign_in(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto next = next_of(form->value("next"));
    const auto shown = passkey_shown(visit, *form);
    if (!shown)
        return sign_in_again(visit, {{"next", next.text()}},
                             {"wrong_state", {}, "That took too long. Try your passkey again."});
    const auto session = sign_in_with_passkey(visit.kernel, visit.credential, visit.origin, *shown);
    if (!session) return sign_in_again(visit, {{"next", next.text()}}, session.error());
    keep_half_way(visit, {});
    keep_session(visit, session->session_token, session->account);
    return http::Response::see_other(next.text());
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
