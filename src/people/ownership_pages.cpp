// Transferring the ownership of the organisation.

#include "organisations/transfer_ownership.h"
#include "people/pages.h"
#include "people/person_page.h"
#include "platform/http/forms.h"
#include "platform/json/json.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "users/find.h"

namespace assetbuddy::people::pages {
namespace {

namespace http = platform::http;
using access::Role;
using base::Result;
using ui::Html;
using ui::Url;
using users::User;

struct Returned {
    ui::Entered entered = {{"role", "hs_admin"}};
    ui::Errors errors = {};
    int status = 200;
};

std::vector<ui::Option> next_roles()
{
    std::vector<ui::Option> options;
    for (const auto role : access::all_roles())
        if (role != Role::owner && role != Role::contractor)
            options.push_back({std::string{access::to_text(role)}, std::string{access::in_words(role)}});
    return options;
}

Html transfer_form(access::Visit& visit, const User& user, const Returned& returned)
{
    ui::Form form{visit, Url::path("/users", {user.id.text(), "make-owner"}), returned.entered, returned.errors};
    form.add(Html::of("<ul><li>{}</li><li>{}</li><li>{}</li></ul>",
                      user.name + " can then do everything here, and only they can give the ownership back.",
                      "You keep your place with the role you choose below, from this moment.",
                      "Your open invitations become theirs and stay valid. You both get an email."));
    form.select("role", "Your next role", next_roles());
    form.password("password", "Your password", ui::PasswordKind::present,
                  {.hint = "This is a big step, so we want to be sure it is you."});
    return form.done("Transfer the ownership", url_of(user.id), ui::Look::danger);
}

http::Response transfer_page(access::Visit& visit, const base::UserId& id, const Returned& returned)
{
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        const auto user = users::find_visible(call, id);
        if (!user) return base::refused(user.error());
        if (auto may = organisations::may_transfer_to(call, *user); !may) return base::refused(may.error());
        return ui::PageParts{.title = "Make " + user->name + " the Owner",
                             .section = ui::Section::users,
                             .content = transfer_form(visit, *user, returned),
                             .lead = user->email,
                             .crumbs = {{"Users", Url{"/users"}}, {user->name, url_of(id)}},
                             .width = ui::Width::narrow,
                             .mail = ui::MailMatters::yes,
                             .status = returned.status};
    });
}

bool is_shown_by_form(const base::Error& error)
{
    return error.code == "invalid" || error.code == "wrong_credentials" || error.code == "rate_limited";
}

} // namespace

http::Response show_transfer(access::Visit& visit)
{
    return transfer_page(visit, read_id(visit), {});
}

http::Response submit_transfer(access::Visit& visit)
{
    const auto id = read_id(visit);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto owner = organisations::transfer_ownership(
        visit.kernel, visit.credential, visit.origin,
        {.user_id = id.text(), .password = form->value("password"), .role = form->value("role")});
    if (!owner && is_shown_by_form(owner.error()))
        return transfer_page(visit, id,
                             {.entered = {{"role", form->value("role")}},
                              .errors = ui::Errors{owner.error()},
                              .status = platform::json::status_of(owner.error().code)});
    if (!owner) return refused_step(visit, id, owner.error());
    visit.flash(owner->name + " is the Owner now.");
    return http::Response::see_other("/");
}

} // namespace assetbuddy::people::pages
