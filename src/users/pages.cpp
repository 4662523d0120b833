// The proof of a place's new address.

#include "users/pages.h"

#include "accounts/edge.h"
#include "accounts/new_password_field.h"
#include "accounts/passkey_forms.h"
#include "platform/json/json.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "users/confirm_email_change.h"

namespace assetbuddy::users::pages {
namespace {

namespace http = platform::http;
using base::Error;
using ui::Html;
using ui::Url;

const Url submit_url{"/confirm/email"};
constexpr std::string_view here = "here";

struct Returned {
    ui::Entered entered = {};
    ui::Errors errors = {};
    int status = 200;
    std::string_view way = {};
    bool is_half_way = false; // the password was right
};

std::string title_of(const std::string& code)
{
    if (code == "expired") return "This link has run out";
    if (code == "used") return "This address is confirmed already";
    if (code == "replaced") return "This link works no more";
    if (code == "locked") return "This link is closed";
    if (code == "inactive") return "Your place is not active";
    if (code == "already_user") return "This address is in use already";
    return "This link leads nowhere";
}

/// Every end of the road says what happened and what to do next.
http::Response ended_page(access::Visit& visit, const Error& error)
{
    Html html = ui::paragraph(error.detail);
    html.add(R"(<p class="way-on">{}</p>)", error.code == "used" ? ui::button_link(Url{"/sign-in"}, "Sign in")
                                                                 : ui::button_link(Url{"/"}, "Go to the start page"));
    return ui::focused_page(
        visit, {.title = title_of(error.code), .content = html, .status = platform::json::status_of(error.code)});
}

bool takes_account_along(const LinkedEmailChange& linked, std::string_view way)
{
    return linked.is_for_account || (linked.may_take_account_along && way != here);
}

void add_password(ui::Form& form, const LinkedEmailChange& linked, const Returned& returned)
{
    if (linked.is_signed_in) return;
    if (takes_account_along(linked, returned.way))
        form.password("password", "Your present password", ui::PasswordKind::present,
                      {.hint = "The one you have signed in with so far. It stays the same."});
    else if (linked.has_account)
        form.password("password", "Password", ui::PasswordKind::present,
                      {.hint = "This address already has an AssetBuddy account: enter that account's password."});
    else
        accounts::add_new_password(form, "password", "Choose a password", returned.entered);
}

std::string lead_of(const LinkedEmailChange& linked, std::string_view way)
{
    if (takes_account_along(linked, way))
        return linked.email + " becomes the address you sign in with, in all your organisations.";
    if (linked.has_account)
        return "Your place at " + linked.organisation_name + " moves to the account of " + linked.email + ".";
    return "You will sign in to " + linked.organisation_name + " with " + linked.email + ".";
}

/// USR-2: somebody signed in to the old account may take it along, or keep it as it is.
Html other_way(const LinkedEmailChange& linked, std::string_view way)
{
    if (!linked.may_take_account_along) return {};
    if (way == here)
        return Html::of(R"(<p><a href="/confirm">Sign in with {} everywhere instead</a></p>)", linked.email);
    return Html::of(
        R"(<p><a href="/confirm?way=here">Use {} for {} alone</a>, with a password of its own, and keep your present sign-in for the rest.</p>)",
        linked.email, linked.organisation_name);
}

http::Response form_page(access::Visit& visit, const LinkedEmailChange& linked, const Returned& returned)
{
    ui::Form form{visit, submit_url, returned.entered, returned.errors};
    form.hidden("way", returned.way);
    form.add(Html::of(
        R"(<div class="field"><label class="form-label" for="field-account">Email</label><input class="form-control" id="field-account" type="email" value="{}" autocomplete="username" readonly></div>)",
        linked.email));
    form.code("code", "Confirmation code",
              {.hint = "It is in the same email as the link, such as AB12-CD34. You can paste it.",
               .focus = returned.is_half_way ? ui::Focus::none : ui::Focus::first});
    if (returned.is_half_way)
        accounts::add_second_factor(form, visit, linked.account);
    else
        add_password(form, linked, returned);
    return ui::focused_page(visit, {.title = "Confirm your new address",
                                    .content = form.done("Confirm and sign in"),
                                    .lead = lead_of(linked, returned.way),
                                    .footer = other_way(linked, returned.way),
                                    .status = returned.status});
}

http::Response page_with(access::Visit& visit, const std::string& token, const Returned& returned)
{
    const auto linked = inspect_email_change(visit.kernel, visit.credential, visit.origin, token);
    return linked ? form_page(visit, *linked, returned) : ended_page(visit, linked.error());
}

bool is_shown_by_form(const Error& error)
{
    return error.code == "invalid" || error.code == "wrong_code" || error.code == "weak_password" ||
           error.code == "wrong_credentials" || error.code == "rate_limited" || error.code == "wrong_state" ||
           error.code == "second_factor_required";
}

/// Whether this browser has shown the password and only the second factor is missing.
bool is_half_way(access::Visit& visit, const LinkedEmailChange& linked, const http::Form& form)
{
    const auto half_way = accounts::half_way_of(visit);
    return form.has("second_factor") && half_way && half_way->account == linked.account;
}

/// The form again, with what was entered and why it was not taken.
http::Response returned_page(access::Visit& visit, const std::string& token, const http::Form& form, const Error& error,
                             std::string_view way)
{
    const auto linked = inspect_email_change(visit.kernel, visit.credential, visit.origin, token);
    if (!linked) return ended_page(visit, linked.error());
    const bool asks_now = error.code == "second_factor_required";
    const bool is_first = asks_now && !form.has("second_factor"); // nothing was done wrong
    return form_page(visit, *linked,
                     {.entered = accounts::entered_without(form, "password"),
                      .errors = is_first ? ui::Errors{} : ui::Errors{error},
                      .status = is_first ? 200 : platform::json::status_of(error.code),
                      .way = way,
                      .is_half_way = asks_now || is_half_way(visit, *linked, form)});
}

/// A form value outlives the page that is made of it, as a text of ours.
std::string_view read_way(const http::Form& form)
{
    return form.value("way") == here ? here : std::string_view{};
}

} // namespace

std::optional<http::Response> show_email_change(access::Visit& visit, const std::string& token, std::string_view way)
{
    const auto linked = inspect_email_change(visit.kernel, visit.credential, visit.origin, token);
    if (linked) return form_page(visit, *linked, {.way = way == here ? here : std::string_view{}});
    if (linked.error().code == "not_found") return std::nullopt;
    return ended_page(visit, linked.error());
}

http::Response submit_email_change(access::Visit& visit, const http::Form& form, const std::string& token)
{
    const auto way = read_way(form);
    if (form.has(accounts::suggest_button))
        return page_with(visit, token,
                         {.entered = accounts::entered_with_suggestion(visit, form, "password"), .way = way});
    ConfirmEmailChange request{.token = token,
                               .code = form.value("code"),
                               .password = form.value("password"),
                               .devices = accounts::devices_of(visit)};
    const auto linked = inspect_email_change(visit.kernel, visit.credential, visit.origin, token);
    if (linked && !linked->is_for_account && takes_account_along(*linked, way))
        request.becomes = NewAddress::of_the_account;
    accounts::SecondStep step{.code = form.value("second_factor"),
                              .passkey = accounts::has_passkey_answer(form) ? accounts::passkey_shown(visit, form)
                                                                            : std::nullopt,
                              .half_way = accounts::half_way_of(visit)};
    const auto changed = confirm_email_change(visit.kernel, visit.credential, visit.origin, request, step);
    if (!changed && changed.error().code == "second_factor_required") accounts::keep_half_way(visit, step.half_way);
    if (!changed && is_shown_by_form(changed.error())) return returned_page(visit, token, form, changed.error(), way);
    if (!changed) return ended_page(visit, changed.error());
    accounts::keep_half_way(visit, {});
    accounts::keep_session(visit, changed->session_token, changed->user.account);
    visit.flash("Your new address is confirmed. You sign in with " + changed->user.email + " from now on.");
    return http::Response::see_other("/");
}

} // namespace assetbuddy::users::pages
