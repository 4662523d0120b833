// Changing what an open invitation offers.

#include "invitations/choices.h"
#include "invitations/edit.h"
#include "invitations/find.h"
#include "invitations/offer_pages.h"
#include "invitations/pages.h"
#include "invitations/preview.h"
#include "platform/json/json.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::invitations::pages {
namespace {

namespace http = platform::http;
using base::Result;
using ui::Html;
using ui::PageParts;
using ui::Url;

Url url_of(const base::InvitationId& id)
{
    return Url::path("/users/invitations", {id.text()});
}

struct Returned {
    std::optional<ui::Entered> entered = {}; // nothing: as the invitation is
    ui::Errors errors = {};
    Html notice = {};
    int status = 200;
    std::string version = {}; // the one the person looks at; empty: the present one
};

http::Response edit_page(access::Visit& visit, const base::InvitationId& id, const Returned& returned)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto invitation = find_visible(call, id);
        if (!invitation) return base::refused(invitation.error());
        const auto choices = list_choices_for_edit(call);
        if (!choices) return base::refused(choices.error());
        if (!invitation->is_open())
            return base::refused("wrong_state", {}, "This invitation is closed; it cannot be edited any more.");
        const auto entered = returned.entered.value_or(entered_of(*invitation));
        const auto preview_url = Url::path("/users/invitations", {id.text(), "edit", "preview"});
        ui::Form form{visit, Url::path("/users/invitations", {id.text(), "edit"}), entered, returned.errors};
        form.hidden("version", returned.version.empty() ? std::to_string(invitation->version) : returned.version);
        add_offer_fields(form, *choices, preview_of(preview_url, preview_for_edit(call, read_preview(entered))),
                         &*invitation);
        return PageParts{.title = "Edit invitation",
                         .section = ui::Section::users,
                         .content = Html{}.add(returned.notice).add(form.done("Save", url_of(id))),
                         .lead = "The link and the code that were sent stay good. Only a change of the address sends a "
                                 "new mail, to the new one.",
                         .crumbs = {{"Users", Url{"/users"}},
                                    {"Invitations", Url{"/users?tab=invitations"}},
                                    {invitation->name, url_of(id)}},
                         .width = ui::Width::narrow,
                         .mail = ui::MailMatters::yes,
                         .status = returned.status};
    });
}

/// A form sends all its fields, so all of them are given.
EditRequest read_edit(const http::Form& form)
{
    const auto offer = read_offer(form);
    const bool is_contractor = offer.role == access::to_text(access::Role::contractor);
    const bool is_external = is_contractor || form.has("is_external");
    EditRequest edit{.name = offer.name,
                     .email = offer.email,
                     .role = offer.role,
                     .site_id = offer.site_id,
                     .job_title = offer.job_title,
                     .phone = offer.phone,
                     .is_external = is_external,
                     .access_ends_on = offer.access_ends_on,
                     .message = offer.message,
                     .lifetime_days = offer.lifetime_days,
                     .expected_version = read_number(form.value("version"))};
    // The company's fields are hidden while the box is not ticked; what stands in them then means nothing.
    edit.company_name = is_external ? offer.company_name : std::string{};
    edit.company_address = is_external ? offer.company_address : std::string{};
    return edit;
}

http::Response returned_form(access::Visit& visit, const base::InvitationId& id, const http::Form& form,
                             const base::Error& error)
{
    Returned returned{.entered = entered_of(form),
                      .errors = ui::Errors{error},
                      .notice = way_on(visit, error),
                      .status = platform::json::status_of(error.code)};
    if (error.code == "stale") {
        returned.errors = {};
        returned.notice = ui::notice(
            ui::Tone::warning, "Somebody changed this invitation meanwhile",
            Html{}
                .add(ui::paragraph("Your changes are not saved. They stand below; saving now overwrites theirs."))
                .add(ui::button_link(url_of(id), "Show what it says now", ui::Look::secondary)));
    }
    auto response = edit_page(visit, id, returned);
    ui::set_retry_after(response, error);
    return response;
}

} // namespace

http::Response show_edit(access::Visit& visit)
{
    const auto id = base::InvitationId::parse(visit.request.parameter("id"));
    if (!id) return ui::refusal(visit, {"not_found", {}, "There is no such invitation."});
    return edit_page(visit, *id, {});
}

http::Response preview_edit(access::Visit& visit)
{
    const auto id = base::InvitationId::parse(visit.request.parameter("id"));
    if (!id) return ui::refusal(visit, {"not_found", {}, "There is no such invitation."});
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    return edit_page(visit, *id, {.entered = entered_of(*form), .version = form->value("version")});
}

http::Response submit_edit(access::Visit& visit)
{
    const auto id = base::InvitationId::parse(visit.request.parameter("id"));
    if (!id) return ui::refusal(visit, {"not_found", {}, "There is no such invitation."});
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto edited = visit.change([&](access::Call& call) { return edit(call, *id, read_edit(*form)); });
    if (!edited && (is_shown_by_form(edited.error()) || edited.error().code == "stale"))
        return returned_form(visit, *id, *form, edited.error());
    if (!edited) return ui::refusal(visit, edited.error());
    visit.flash("The invitation to " + edited->email + " is saved.");
    return http::Response::see_other(url_of(*id).text());
}

} // namespace assetbuddy::invitations::pages
