// One defect: what it is, what happened to it, and what this person may do now.

#include "defects/assignees.h"
#include "defects/edge.h"
#include "defects/edit.h"
#include "defects/find.h"
#include "defects/limits.h"
#include "defects/looks.h"
#include "defects/money.h"
#include "defects/pages.h"
#include "defects/parts.h"
#include "defects/step_pages.h"
#include "defects/verify.h"
#include "documents/strip.h"
#include "platform/http/etag.h"
#include "platform/http/forms.h"
#include "platform/json/json.h"
#include "sites/find.h"
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

/// Text of several lines as it was typed.
Html lines_of(const std::string& text)
{
    Html html;
    std::size_t from = 0;
    for (bool is_first = true; from <= text.size(); is_first = false) {
        const auto end = std::min(text.find('\n', from), text.size());
        if (!is_first) html.add("<br>");
        html.add(Html::text(text.substr(from, end - from)));
        from = end + 1;
    }
    return html;
}

/// Somebody from outside sees whom they may ask (EXT-2); everybody else has the site's own page.
Html contact_at(access::Call& call, const Defect& defect)
{
    if (!call.actor.facts().is_external || defect.is_closed()) return {};
    const auto site = sites::find(call, call.organisation(), defect.site);
    return site ? contact_of({site->contact_name, site->contact_phone, site->contact_email}) : Html{};
}

/// Whoever may see how to reach people from outside calls or writes to them from here.
Html given_to(access::Call& call, const Defect& defect)
{
    auto html = Html::text(assignee_words(defect));
    const auto contact = find_assignee_contact(call, defect);
    if (contact) html.add("<br>{}", contact_of({{}, contact->phone, contact->email}));
    return html;
}

Html facts_of(access::Call& call, const Defect& defect)
{
    const auto& time_zone = call.actor.facts().time_zone;
    ui::Descriptions facts;
    facts.add("Status", Html{}.add(status_badge(defect.status)).add(" ").add(severity_badge(defect.severity)));
    const auto equipment = defect.asset_code + " " + defect.asset_name;
    facts.add("Equipment", call.actor.may(access::Permission::assets_view)
                               ? ui::link(Url::path("/assets", {defect.asset.text()}), equipment)
                               : Html::text(equipment));
    facts.add("Site", defect.site_name);
    if (const auto contact = contact_at(call, defect); !contact.empty()) facts.add("Ask there", contact);
    if (!defect.description.empty()) facts.add("About it", lines_of(defect.description));
    facts.add("Given to", given_to(call, defect));
    facts.add("Due", due_words(defect, today_in(call.now, time_zone)));
    facts.add("Reported",
              Html{}.add(Html::text(defect.reported_by.name + ", ")).add(ui::time_of(defect.created_at, time_zone)));
    if (defect.isolates)
        facts.add("Isolation", defect.is_closed() ? "It had taken the equipment out of service"
                                                  : "The equipment is out of service until this is closed");
    return ui::card("", facts.done());
}

std::string verification_words(const Defect& defect)
{
    const auto name = defect.verified_by ? defect.verified_by->name : std::string{};
    switch (defect.verification) {
    case Verification::self_verified:
        return name + " (self-verified: nobody else may verify)";
    case Verification::without_verification:
        return name + " closed it without verification";
    default:
        return name;
    }
}

Html closeout_of(access::Call& call, const Defect& defect)
{
    if (!defect.closed_out_by && !defect.closed_at) return {};
    const auto& time_zone = call.actor.facts().time_zone;
    ui::Descriptions facts;
    if (defect.closed_out_by) {
        facts.add("What was done", lines_of(defect.closeout_notes));
        facts.add("Closed out", Html{}
                                    .add(Html::text(defect.closed_out_by->name + ", "))
                                    .add(ui::time_of(*defect.closed_out_at, time_zone)));
        if (!defect.repaired_by.empty()) facts.add("Repaired by", defect.repaired_by);
        if (defect.parts_cost) facts.add("Parts", pounds_in_words(*defect.parts_cost));
        if (defect.labour_cost) facts.add("Labour", pounds_in_words(*defect.labour_cost));
    }
    if (defect.closed_at) {
        facts.add("Verified by", verification_words(defect));
        facts.add("Closed", ui::time_of(*defect.closed_at, time_zone));
    }
    return ui::card("Repair", facts.done());
}

/// The buttons this person may use now, and no others; what is most likely next comes first.
Html buttons_of(access::Visit& visit, const Defect& defect, const Steps& steps)
{
    Html html;
    const ui::Entered version{{"version", std::to_string(defect.version)}};
    if (steps.may(Action::close_out))
        html.add(ui::button_link(url_of(defect.id, "close-out"), "Close out", ui::Look::primary)).add(" ");
    if (steps.may(Action::approve))
        html.add(ui::post_button(visit, url_of(defect.id, "approve"), "Approve the repair", ui::Look::primary, version))
            .add(" ");
    if (steps.may(Action::reject))
        html.add(ui::button_link(url_of(defect.id, "reject"), "Reject", ui::Look::danger)).add(" ");
    if (steps.may(Action::resume))
        html.add(ui::post_button(visit, url_of(defect.id, "resume"), "Parts are here: go on", ui::Look::primary,
                                 version))
            .add(" ");
    if (steps.may(Action::assign))
        html.add(ui::button_link(url_of(defect.id, "assign"), defect.assignee.is_nobody() ? "Assign" : "Assign anew",
                                 defect.status == Status::open ? ui::Look::primary : ui::Look::secondary))
            .add(" ");
    if (steps.may(Action::await_parts))
        html.add(ui::post_button(visit, url_of(defect.id, "await-parts"), "Waiting for parts", ui::Look::secondary,
                                 version))
            .add(" ");
    if (steps.may(Action::close))
        html.add(ui::confirm_button(visit, url_of(defect.id, "close"), "Close without verification",
                                    "Close it now? Nobody will have verified a repair, and that is final.",
                                    ui::Look::quiet, version));
    if (html.empty()) return {};
    return Html::of(R"(<div class="defect-steps">{}</div>)", html);
}

Html rejected_notice(const Defect& defect)
{
    if (defect.rejected_reason.empty()) return {};
    return ui::notice(ui::Tone::warning, "The closeout was rejected", ui::paragraph(defect.rejected_reason));
}

Html waits_for_another(const Defect& defect, const Steps& steps)
{
    if (defect.status != Status::awaiting_verification || steps.may(Action::approve)) return {};
    return ui::notice(
        ui::Tone::info, "Waiting to be verified",
        ui::paragraph("Somebody who did not do the work looks at the repair and approves or rejects it."));
}

Html timeline_of(access::Call& call, const std::vector<Event>& events)
{
    Html html{};
    html.add(R"(<ol class="timeline">)");
    for (const auto& event : events) {
        html.add("<li><p>{} <small>{}</small></p>", in_words(event),
                 ui::time_of(event.at, call.actor.facts().time_zone));
        if (!event.words.empty()) html.add("<p>{}</p>", lines_of(event.words));
        html.add("</li>");
    }
    html.add("</ol>");
    return html;
}

Html note_form(access::Visit& visit, const Defect& defect, const ui::Entered& entered, const ui::Errors& errors)
{
    ui::Form form{visit, url_of(defect.id, "notes"), entered, errors};
    form.textarea("text", "Add a note",
                  {.hint = "Whoever the defect is given to reads it too.", .max_length = static_cast<long>(most_notes)},
                  2);
    return form.done("Add note", {}, ui::Look::secondary);
}

http::Response defect_page(access::Visit& visit, const base::DefectId& id, const ui::Entered& entered,
                           const ui::Errors& errors, int status)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto defect = find_visible(call, id);
        if (!defect) return base::refused(defect.error());
        const auto events = defects::list_events(call, id);
        if (!events) return base::refused(events.error());
        const auto steps = steps_on(call, *defect);
        PageParts parts{.title = defect->title,
                        .section = ui::Section::defects,
                        .content = rejected_notice(*defect),
                        .lead = defect->reference() + ", " + defect->asset_code + " " + defect->asset_name,
                        .crumbs = {{"Defects", Url{"/defects"}}},
                        .width = ui::Width::narrow,
                        .status = status};
        if (steps.edit) parts.actions = ui::button_link(url_of(id, "edit"), "Edit", ui::Look::secondary, "pencil");
        parts.content.add(waits_for_another(*defect, steps))
            .add(buttons_of(visit, *defect, steps))
            .add(facts_of(call, *defect))
            .add(closeout_of(call, *defect));
        if (const auto photos = documents::photo_strip(call, {documents::RecordKind::defect, id.text()});
            !photos.empty())
            parts.content.add(ui::card("Photos", photos));
        Html history = timeline_of(call, *events);
        if (steps.write_note) history.add(note_form(visit, *defect, entered, errors));
        parts.content.add(ui::card("What happened", history));
        return parts;
    });
}

/// A step without a form of its own: does it and shows the defect again.
http::Response plain_step(access::Visit& visit, const std::string& done,
                          Result<Defect> (*verb)(access::Call&, const base::DefectId&, std::optional<std::int64_t>))
{
    const auto id = read_id(visit.request);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto version = form->has("version") ? std::optional{http::version_of(*form)} : std::nullopt;
    const auto defect = visit.change([&](access::Call& call) { return verb(call, id, version); });
    if (!defect) return refused_step(visit, id, defect.error());
    visit.flash(done);
    return http::Response::see_other(url_of(id).text());
}

} // namespace

http::Response refused_step(access::Visit& visit, const base::DefectId& id, const base::Error& error)
{
    if (error.code != "wrong_state" && error.code != "stale") return ui::refusal(visit, error);
    // The page as it is now says more than a refusal could.
    visit.flash("Nothing was changed: somebody was quicker. This is how the defect stands now.");
    return http::Response::see_other(url_of(id).text());
}

http::Response show(access::Visit& visit)
{
    return defect_page(visit, read_id(visit.request), {}, {}, 200);
}

http::Response submit_await_parts(access::Visit& visit)
{
    return plain_step(visit, "The defect waits for parts.", await_parts);
}

http::Response submit_resume(access::Visit& visit)
{
    return plain_step(visit, "The work goes on.", resume);
}

http::Response submit_approve(access::Visit& visit)
{
    return plain_step(visit, "The repair was approved and the defect is closed.", approve);
}

http::Response submit_close(access::Visit& visit)
{
    return plain_step(visit, "The defect was closed without verification.", close);
}

http::Response submit_note(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto defect = visit.change([&](access::Call& call) { return write_note(call, id, form->value("text")); });
    if (!defect && defect.error().code == "invalid")
        return defect_page(visit, id, form->values(), ui::Errors{defect.error()}, 422);
    if (!defect) return refused_step(visit, id, defect.error());
    visit.flash("The note was added.");
    return http::Response::see_other(url_of(id).text());
}

} // namespace assetbuddy::defects::pages
