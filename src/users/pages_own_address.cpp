#include "platform/json/json.h"
#include "ui/form.h"
#include "ui/page.h"
#include "users/find.h"
#include "users/own_address.h"
#include "users/pages.h"

namespace assetbuddy::users::pages {
namespace {

namespace http = platform::http;
using base::Result;
using ui::Url;

const Url own_address_url{"/profile/email"};

bool is_shown_by_form(const base::Error& error)
{
    return error.code == "invalid" || error.code == "wrong_credentials" || error.code == "rate_limited";
}

http::Response form_page(access::Visit& visit, const ui::Entered& entered, const ui::Errors& errors, int status)
{
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        const auto me = find(call, call.organisation(), call.actor.user());
        ui::Form form{visit, own_address_url, entered, errors};
        form.email("email", "New email", {.hint = "We send a link and a code there.", .autocomplete = "email"});
        form.password("password", "Present password", ui::PasswordKind::present);
        auto lead = "You sign in with " + call.actor.facts().email +
                    " in all your organisations. That stays so until you confirm the new address.";
        if (me && me->pending_email)
            lead += " " + *me->pending_email + " waits for its code; a new address here replaces it.";
        return ui::PageParts{.title = "Change your email",
                             .section = ui::Section::profile,
                             .content = form.done("Send the code", Url{"/profile"}),
                             .lead = std::move(lead),
                             .crumbs = {{"Profile", Url{"/profile"}}},
                             .width = ui::Width::narrow,
                             .mail = ui::MailMatters::yes,
                             .status = status};
    });
}

} // namespace

http::Response show_own_address(access::Visit& visit)
{
    return form_page(visit, {}, {}, 200);
}

http::Response submit_own_address(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto asked = ask_for_own_address(visit.kernel, visit.credential, visit.origin,
                                           {.email = form->value("email"), .password = form->value("password")});
    if (!asked && !is_shown_by_form(asked.error())) return ui::refusal(visit, asked.error());
    if (!asked) {
        auto entered = form->values();
        entered.erase("password");
        auto response =
            form_page(visit, entered, ui::Errors{asked.error()}, platform::json::status_of(asked.error().code));
        ui::set_retry_after(response, asked.error());
        return response;
    }
    visit.flash("We sent a link and a code to " + form->value("email") + ". Open the link there to confirm it.");
    return http::Response::see_other("/profile");
}

} // namespace assetbuddy::users::pages
