#include "invitations/pages.h"

#include <algorithm>

#include "invitations/choices.h"
#include "invitations/find.h"
#include "invitations/limits.h"
#include "invitations/offer_pages.h"
#include "invitations/preview.h"
#include "invitations/send.h"
#include "platform/json/json.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::invitations::pages {
namespace {

namespace http = platform::http;
using access::Role;
using base::Result;
using ui::Html;
using ui::PageParts;
using ui::Url;

const Url invite_url{"/users/invite"};
const Url preview_url{"/users/invite/preview"};
const Url tab_url{"/users?tab=invitations"};

std::string lifetime_words(const Choices& choices)
{
    const auto days = [](std::int64_t count) { return std::to_string(count) + (count == 1 ? " day" : " days"); };
    std::string text =
        "The person gets an email with a link and a code, valid for " + days(choices.lifetime_days) + ".";
    const auto manages = [&](Role role) { return choices.sets.of(role).manages_users(); };
    if (std::ranges::any_of(choices.roles, manages) && choices.lifetime_days > longest_managing_lifetime_days)
        text += " For roles that manage people it is valid for " + days(longest_managing_lifetime_days) + ".";
    return text;
}

/// A form that came back: what was typed, and why.
struct Returned {
    ui::Entered entered = {};
    ui::Errors errors = {};
    Html notice = {};
    int status = 200;
};

http::Response invite_page(access::Visit& visit, const Returned& returned)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto choices = list_choices(call);
        if (!choices) return base::refused(choices.error());
        ui::Form form{visit, invite_url, returned.entered, returned.errors};
        add_offer_fields(form, *choices,
                         preview_of(preview_url, invitations::preview(call, read_preview(returned.entered))));
        return PageParts{.title = "Invite User",
                         .section = ui::Section::users,
                         .content = Html{}.add(returned.notice).add(form.done("Send Invitation", Url{"/users"})),
                         .lead = lifetime_words(*choices),
                         .actions = ui::button_link(Url{"/users/invite/import"}, "Invite many", ui::Look::secondary),
                         .crumbs = {{"Users", Url{"/users"}}},
                         .width = ui::Width::narrow,
                         .mail = ui::MailMatters::yes,
                         .status = returned.status};
    });
}

http::Response returned_form(access::Visit& visit, const http::Form& form, const base::Error& error)
{
    auto response = invite_page(visit, {.entered = entered_of(form),
                                        .errors = ui::Errors{error},
                                        .notice = way_on(visit, error),
                                        .status = platform::json::status_of(error.code)});
    ui::set_retry_after(response, error);
    return response;
}

/// The fields of an invitation that ended, for inviting the same person anew.
ui::Entered entered_from(access::Visit& visit)
{
    const auto id = base::InvitationId::parse(visit.request.query_value("from").value_or(""));
    if (!id) return {};
    const auto found = visit.look([&](access::Call& call) { return find_visible(call, *id); });
    if (!found) return {};
    auto entered = entered_of(*found);
    entered.erase("lifetime_days");
    if (!found->standing.site_is_active) entered.erase("site_id");
    return entered;
}

} // namespace

http::Response show_invite(access::Visit& visit)
{
    return invite_page(visit, {.entered = entered_from(visit)});
}

http::Response preview_invite(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    return invite_page(visit, {.entered = entered_of(*form)});
}

http::Response submit_invite(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto invitation =
        visit.change([&](access::Call& call) { return invitations::send(call, read_offer(*form)); });
    if (!invitation && is_shown_by_form(invitation.error())) return returned_form(visit, *form, invitation.error());
    if (!invitation) return ui::refusal(visit, invitation.error());
    visit.flash("Invitation sent to " + invitation->email + ".");
    return http::Response::see_other(tab_url.text());
}

} // namespace assetbuddy::invitations::pages
