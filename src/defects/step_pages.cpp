// The steps that ask for something: closing out, rejecting, assigning, editing.

#include "defects/step_pages.h"

#include "defects/assign.h"
#include "defects/assignee_form.h"
#include "defects/close_out.h"
#include "defects/edge.h"
#include "defects/edit.h"
#include "defects/find.h"
#include "defects/limits.h"
#include "defects/looks.h"
#include "defects/pages.h"
#include "defects/report_form.h"
#include "defects/verify.h"
#include "documents/form_photos.h"
#include "platform/http/etag.h"
#include "platform/http/forms.h"
#include "platform/http/query.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::defects::pages {
namespace {

namespace http = platform::http;
using base::Result;
using ui::Html;
using ui::PageParts;
using ui::Url;

struct Returned {
    std::optional<ui::Entered> entered = {}; // what was typed, after a refusal
    ui::Errors errors = {};
    int status = 200;
};

PageParts parts_of(const Defect& defect, const std::string& title, const Returned& returned)
{
    return {.title = title,
            .section = ui::Section::defects,
            .lead = defect.reference() + " " + defect.title + ", " + defect.asset_code + " " + defect.asset_name,
            .crumbs = {{"Defects", Url{"/defects"}}, {defect.reference(), url_of(defect.id)}},
            .width = ui::Width::narrow,
            .status = returned.status};
}

/// The defect for somebody who may take this step now. Errors: not_found, forbidden, wrong_state.
Result<Defect> find_for(access::Call& call, const base::DefectId& id, Action action)
{
    auto defect = find_visible(call, id);
    if (!defect) return defect;
    if (!covers(call.actor, permission_for(action), *defect))
        return base::refused("forbidden", {}, "Your role does not let you do this to the defect.");
    if (!find_move(defect->status, action))
        return base::refused("wrong_state", {},
                             "The defect is " + std::string{in_words(defect->status)} +
                                 ", so this cannot be done now.");
    return defect;
}

documents::Record record_of(const base::DefectId& id)
{
    return {documents::RecordKind::defect, id.text()};
}

http::Response close_out_page(access::Visit& visit, const base::DefectId& id, const Returned& returned)
{
    using enum ui::Needed;
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto defect = find_for(call, id, Action::close_out);
        if (!defect) return base::refused(defect.error());
        auto parts = parts_of(*defect, "Close out", returned);
        ui::Form form{visit, url_of(id, "close-out"), returned.entered.value_or(ui::Entered{}), returned.errors};
        form.hidden("version", std::to_string(defect->version));
        form.textarea("notes", "What was done?",
                      {.max_length = static_cast<long>(most_notes), .focus = ui::Focus::first}, 4);
        documents::add_photos(form, call, record_of(id));
        form.group("More about the repair", "Only what you know.", [&] {
            form.text("repaired_by", "Repaired by",
                      {.needed = optional, .max_length = static_cast<long>(most_repaired_by)});
            form.text("parts_cost", "Cost of parts, in pounds", {.hint = "Such as 12.50.", .needed = optional});
            form.text("labour_cost", "Cost of labour, in pounds", {.hint = "Such as 80.", .needed = optional});
        });
        parts.content.add(ui::card("", form.done("Close out", url_of(id))));
        return parts;
    });
}

http::Response reject_page(access::Visit& visit, const base::DefectId& id, const Returned& returned)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto defect = find_for(call, id, Action::reject);
        if (!defect) return base::refused(defect.error());
        auto parts = parts_of(*defect, "Reject the closeout", returned);
        ui::Form form{visit, url_of(id, "reject"), returned.entered.value_or(ui::Entered{}), returned.errors};
        form.hidden("version", std::to_string(defect->version));
        form.textarea("reason", "What is still wrong?",
                      {.hint = "Whoever did the work reads this and goes on with it.",
                       .max_length = static_cast<long>(most_reason),
                       .focus = ui::Focus::first},
                      4);
        parts.content.add(ui::card("", form.done("Reject", url_of(id), ui::Look::danger)));
        return parts;
    });
}

Html nobody_to_choose(bool is_narrowed)
{
    return ui::empty_state({.icon = "users",
                            .title = is_narrowed ? "Nobody matches" : "Nobody can be given this defect",
                            .text = "Those who may close out defects here can be chosen, and people who are invited to "
                                    "such a role."});
}

Html choice_of_assignee(access::Visit& visit, const Defect& defect, const std::vector<Candidate>& candidates,
                        const Returned& returned)
{
    auto options = assignee_options(candidates);
    if (!defect.assignee.is_nobody()) options.push_back({"nobody", "Nobody", "Takes it back"});
    ui::Form form{visit, url_of(defect.id, "assign"), returned.entered.value_or(ui::Entered{}), returned.errors};
    form.hidden("version", std::to_string(defect.version));
    form.radio_cards("to", "Who gets it?", options);
    return ui::card("", form.done("Assign", url_of(defect.id)));
}

http::Response assign_page(access::Visit& visit, const base::DefectId& id, const std::string& query,
                           const Returned& returned)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto defect = find_for(call, id, Action::assign);
        if (!defect) return base::refused(defect.error());
        const auto candidates = defects::list_assignees(call, id, query);
        if (!candidates) return base::refused(candidates.error());
        auto parts = parts_of(*defect, defect->assignee.is_nobody() ? "Assign" : "Assign anew", returned);
        ui::Filters search{url_of(id, "assign"), {{"q", query}}};
        search.search("q", "Search name or company");
        parts.content.add(search.done("Find"));
        parts.content.add(ui::list_region(candidates->empty()
                                              ? nobody_to_choose(!query.empty())
                                              : choice_of_assignee(visit, *defect, *candidates, returned)));
        return parts;
    });
}

http::Response edit_page(access::Visit& visit, const base::DefectId& id, const Returned& returned)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto defect = find_visible(call, id);
        if (!defect) return base::refused(defect.error());
        if (!covers(call.actor, access::Permission::defects_assign, *defect))
            return base::refused("forbidden", {}, "Your role does not let you change this defect.");
        if (defect->is_closed())
            return base::refused("wrong_state", {}, "This defect is closed; what it says stays as it is.");
        auto parts = parts_of(*defect, "Edit the defect", returned);
        ui::Form form{visit, url_of(id, "edit"), returned.entered.value_or(entered_of(*defect)), returned.errors};
        form.hidden("version", std::to_string(defect->version));
        add_report_fields(form, FormFor::correction);
        parts.content.add(ui::card("", form.done("Save changes", url_of(id))));
        return parts;
    });
}

/// The form again, with what is wrong with its photos.
Returned returned_for(const http::Form& form, const std::vector<base::FieldError>& wrong)
{
    ui::Errors errors;
    std::string words;
    for (const auto& each : wrong) words += (words.empty() ? "" : " ") + each.message;
    errors.add(documents::photos_field, words);
    return {.entered = form.values(), .errors = std::move(errors), .status = 422};
}

template <class Page>
http::Response finished(access::Visit& visit, const base::DefectId& id, const http::Form& form,
                        const Result<Defect>& defect, const std::string& done, Page&& page)
{
    if (!defect && defect.error().code == "stale")
        return page(Returned{.entered = form.values(), .errors = ui::Errors{defect.error()}, .status = 412});
    if (!defect && defect.error().code == "invalid")
        return page(Returned{.entered = form.values(), .errors = ui::Errors{defect.error()}, .status = 422});
    if (!defect) return refused_step(visit, id, defect.error());
    visit.flash(done);
    return http::Response::see_other(url_of(id).text());
}

} // namespace

http::Response show_close_out(access::Visit& visit)
{
    return close_out_page(visit, read_id(visit.request), {});
}

http::Response submit_close_out(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const CloseoutFields fields{.notes = form->value("notes"),
                                .parts_cost = form->value("parts_cost"),
                                .labour_cost = form->value("labour_cost"),
                                .repaired_by = form->value("repaired_by")};
    const auto ready = visit.look([&](access::Call& call) { return find_for(call, id, Action::close_out); });
    if (!ready) return refused_step(visit, id, ready.error());
    // First the photos: what was sent over a bad connection is kept, whatever else the form lacks.
    const auto wrong = documents::take_in_photos(visit, record_of(id));
    if (!wrong) return refused_step(visit, id, wrong.error());
    if (!wrong->empty()) return close_out_page(visit, id, returned_for(*form, *wrong));
    const auto defect =
        visit.change([&](access::Call& call) { return defects::close_out(call, id, fields, http::version_of(*form)); });
    return finished(visit, id, *form, defect, "The defect was closed out and waits to be verified.",
                    [&](const Returned& returned) { return close_out_page(visit, id, returned); });
}

http::Response show_reject(access::Visit& visit)
{
    return reject_page(visit, read_id(visit.request), {});
}

http::Response submit_reject(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto defect = visit.change(
        [&](access::Call& call) { return defects::reject(call, id, form->value("reason"), http::version_of(*form)); });
    return finished(visit, id, *form, defect, "The closeout was rejected; the work goes on.",
                    [&](const Returned& returned) { return reject_page(visit, id, returned); });
}

http::Response show_assign(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto words = query.text("q");
    if (auto read = query.finish(); !read) return ui::refusal(visit, read.error());
    return assign_page(visit, read_id(visit.request), words, {});
}

http::Response submit_assign(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto defect = visit.change([&](access::Call& call) -> Result<Defect> {
        if (const auto found = find_for(call, id, Action::assign); !found) return base::refused(found.error());
        const auto to = read_choice(form->value("to"));
        if (!to) return base::refused(to.error());
        auto assigned = defects::assign(call, id, *to, http::version_of(*form));
        if (assigned || assigned.error().code != "invalid") return assigned;
        return base::invalid({{"to", "unknown_value", "This person cannot be given the defect any more."}});
    });
    const auto words = defect ? "Given to: " + assignee_words(*defect) + "." : std::string{};
    return finished(visit, id, *form, defect, words,
                    [&](const Returned& returned) { return assign_page(visit, id, {}, returned); });
}

http::Response show_edit(access::Visit& visit)
{
    return edit_page(visit, read_id(visit.request), {});
}

http::Response submit_edit(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto fields = read_report_fields(*form);
    const EditRequest request{.title = fields.title,
                              .severity = fields.severity,
                              .description = fields.description,
                              .due_on = fields.due_on,
                              .isolates = fields.isolates,
                              .expected_version = http::version_of(*form)};
    const auto defect = visit.change([&](access::Call& call) { return defects::edit(call, id, request); });
    return finished(visit, id, *form, defect, "The defect was saved.",
                    [&](const Returned& returned) { return edit_page(visit, id, returned); });
}

} // namespace assetbuddy::defects::pages
