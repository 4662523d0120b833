// Deleting a person, and erasing their personal data.

#include "accounts/own_password.h"
#include "people/pages.h"
#include "people/person_page.h"
#include "platform/http/forms.h"
#include "platform/http/query.h"
#include "platform/json/json.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "users/choices.h"
#include "users/erase.h"
#include "users/find.h"
#include "users/list_deleted.h"
#include "users/remove.h"

namespace assetbuddy::people::pages {
namespace {

namespace http = platform::http;
using base::Result;
using ui::Html;
using ui::Url;

const Url deleted_url{"/users/deleted"};

Url step_url(const base::UserId& id, std::string_view step)
{
    return Url::path("/users", {id.text(), std::string{step}});
}

struct Returned {
    ui::Errors errors = {};
    int status = 200;
};

Html delete_form(access::Visit& visit, const users::User& user)
{
    ui::Form form{visit, step_url(user.id, "delete")};
    form.add(Html::of("<ul><li>{}</li><li>{}</li><li>{}</li></ul>",
                      "They leave every list and cannot sign in here any more, from this moment.",
                      "Their name stays on what they did: past records say who it was.",
                      "They can be invited anew later; deleting itself cannot be undone."));
    form.add(ui::paragraph("To let them come back as they were, deactivate them instead."));
    return form.done("Delete " + user.name, url_of(user.id), ui::Look::danger);
}

/// What erasing does, and the proof that it is meant (R-SESS-8).
Html erase_form(access::Visit& visit, const users::Erasable& erasable, const ui::Errors& errors)
{
    const auto& user = erasable.user;
    ui::Form form{visit, step_url(user.id, "erase"), {}, errors};
    form.add(
        Html::of("<ul><li>{}</li><li>{}</li><li>{}</li></ul>",
                 "Name, email, phone and company are replaced by “Deleted user” everywhere in this organisation, in "
                 "the audit log too.",
                 erasable.is_deleted ? "They were deleted before; what they did stays, without their name."
                                     : "They are deleted as well: they leave every list and cannot sign in here.",
                 "Their account goes too, unless they have a place in another organisation."));
    form.checkbox("understood", "I understand that this cannot be undone");
    form.password("password", "Your password", ui::PasswordKind::present,
                  {.hint = "This is a big step, so we want to be sure it is you."});
    return form.done("Erase personal data", erasable.is_deleted ? deleted_url : url_of(user.id), ui::Look::danger);
}

http::Response erase_page(access::Visit& visit, const base::UserId& id, const Returned& returned)
{
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        const auto erasable = users::find_erasable(call, id);
        if (!erasable) return base::refused(erasable.error());
        ui::PageParts parts{.title = "Erase personal data of " + erasable->user.name,
                            .section = ui::Section::users,
                            .content = erase_form(visit, *erasable, returned.errors),
                            .lead = erasable->user.email,
                            .crumbs = {{"Users", Url{"/users"}}},
                            .width = ui::Width::narrow,
                            .status = returned.status};
        if (erasable->is_deleted)
            parts.crumbs.push_back({"Deleted people", deleted_url});
        else
            parts.crumbs.push_back({erasable->user.name, url_of(id)});
        return parts;
    });
}

Html deleted_table(access::Call& call, const users::DeletedPage& page)
{
    ui::Table table{"Deleted people", {{"Name"}, {"Role"}, {"Deleted"}, {""}}};
    for (const auto& [user, deleted_at] : page.people)
        table.row({ui::person(user.name, user.is_external ? user.company_name : user.email),
                   Html::text(access::in_words(user.role)), ui::day_of(deleted_at, call.actor.facts().time_zone),
                   ui::button_link(step_url(user.id, "erase"), "Erase personal data", ui::Look::quiet)});
    return table.done();
}

base::Done erase(access::Visit& visit, const base::UserId& id, const http::Form& form)
{
    if (!form.has("understood"))
        return base::invalid({{"understood", "required", "Tick this to go on; it cannot be undone."}});
    const auto proven =
        accounts::confirm_password(visit.kernel, visit.credential, visit.origin, form.value("password"));
    if (!proven) return proven;
    return visit.change([&](access::Call& call) { return users::erase(call, visit.credential, id); });
}

bool is_shown_by_form(const base::Error& error)
{
    return error.code == "invalid" || error.code == "wrong_credentials" || error.code == "rate_limited" ||
           error.code == "reauthenticate";
}

} // namespace

http::Response show_delete(access::Visit& visit)
{
    const auto id = read_id(visit);
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        const auto user = users::find_visible(call, id);
        if (!user) return base::refused(user.error());
        if (auto may = users::may_remove(call, *user); !may) return base::refused(may.error());
        return ui::PageParts{.title = "Delete " + user->name,
                             .section = ui::Section::users,
                             .content = delete_form(visit, *user),
                             .lead = user->is_external ? user->company_name : user->email,
                             .crumbs = {{"Users", Url{"/users"}}, {user->name, url_of(id)}},
                             .width = ui::Width::narrow};
    });
}

http::Response submit_delete(access::Visit& visit)
{
    const auto id = read_id(visit);
    const auto name = visit.look([&](access::Call& call) -> Result<std::string> {
        const auto user = users::find_visible(call, id);
        return user ? user->name : std::string{"The person"};
    });
    const auto done = visit.change([&](access::Call& call) { return users::remove(call, id); });
    if (!done) return refused_step(visit, id, done.error());
    visit.flash(name.value_or("The person") + " was deleted. Their name stays on past records.");
    return http::Response::see_other("/users");
}

http::Response list_deleted(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto cursor = query.text("cursor");
    if (const auto read = query.finish(); !read) return ui::refusal(visit, read.error());
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        const auto page = users::list_deleted(call, cursor);
        if (!page) return base::refused(page.error());
        ui::PageParts parts{.title = "Deleted people",
                            .section = ui::Section::users,
                            .lead = "They cannot sign in here. Their names stay on past records until their personal "
                                    "data are erased.",
                            .crumbs = {{"Users", Url{"/users"}}}};
        if (page->people.empty() && cursor.empty()) {
            parts.content =
                ui::empty_state({.icon = "trash",
                                 .title = "Nobody was deleted",
                                 .text = "People you delete are listed here, so that their personal data can "
                                         "be erased when that is asked for.",
                                 .action = ui::button_link(Url{"/users"}, "Back to Users", ui::Look::secondary)});
            return parts;
        }
        const auto next =
            page->next_cursor.empty() ? std::nullopt : std::optional{deleted_url.with("cursor", page->next_cursor)};
        parts.content.add(deleted_table(call, *page))
            .add(ui::pager(cursor.empty() ? std::nullopt : std::optional{deleted_url}, next, "First page"));
        return parts;
    });
}

http::Response show_erase(access::Visit& visit)
{
    return erase_page(visit, read_id(visit), {});
}

http::Response submit_erase(access::Visit& visit)
{
    const auto id = read_id(visit);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto done = erase(visit, id, *form);
    if (!done && is_shown_by_form(done.error()))
        return erase_page(visit, id,
                          {.errors = ui::Errors{done.error()}, .status = platform::json::status_of(done.error().code)});
    if (!done) return ui::refusal(visit, done.error());
    visit.flash("The personal data were erased.");
    return http::Response::see_other("/users");
}

} // namespace assetbuddy::people::pages
