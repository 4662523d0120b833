// What somebody from outside has to do here: their home (EXT-4).

#include "defects/contractor_dashboard.h"
#include "defects/looks.h"
#include "defects/pages.h"
#include "ui/form.h"
#include "ui/looks.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::defects::pages {
namespace {

namespace http = platform::http;
using base::Result;
using ui::Html;
using ui::PageParts;
using ui::Url;

/// What the pages and the buttons on it need to know of the asker.
struct Reader {
    access::Visit& visit;
    const access::Actor& actor;
    std::string today;
    [[nodiscard]] const std::string& time_zone() const { return actor.facts().time_zone; }
};

std::string count_words(const OwnDefects& own, const char* one, const char* many)
{
    const auto count = own.defects.size();
    return std::to_string(count) + (own.has_more ? "+ " : " ") + (count == 1 ? one : many);
}

Html equipment_of(const Reader& reader, const Defect& defect)
{
    const auto words = defect.asset_code + " " + defect.asset_name;
    if (!reader.actor.may(access::Permission::assets_view)) return Html::text(words);
    return ui::link(Url::path("/assets", {defect.asset.text()}), words);
}

/// Which of several links of the same words this one is, for people who hear them.
Html step_link(const Defect& defect, std::string_view step, std::string_view words)
{
    return Html::of(R"(<a class="{}" href="{}">{}<span class="visually-hidden"> {}</span></a>)",
                    ui::class_of(ui::Look::primary), url_of(defect.id, step), words, defect.reference());
}

/// What is next, and nothing else: the rest is on the defect's own page.
Html step_of(const Reader& reader, const Defect& defect)
{
    if (!covers(reader.actor, access::Permission::defects_close_out, defect)) return {};
    if (find_move(defect.status, Action::close_out)) return step_link(defect, "close-out", "Close out");
    if (!find_move(defect.status, Action::resume)) return {};
    return ui::post_button(reader.visit, url_of(defect.id, "resume"), "Parts are here: go on", ui::Look::primary,
                           {{"version", std::to_string(defect.version)}});
}

Html facts_of(const Reader& reader, const OwnDefect& own)
{
    const auto& defect = own.defect;
    ui::Descriptions facts;
    const bool is_to_do = defect.status != Status::awaiting_verification && !defect.is_closed();
    if (is_to_do) facts.add("Due", defect.due_on ? due_words(defect, reader.today) : Html::text("No day set"));
    facts.add("Equipment", equipment_of(reader, defect));
    facts.add("Site", defect.site_name);
    if (is_to_do && own.contact.is_known()) facts.add("Ask there", contact_of(own.contact));
    if (defect.status == Status::awaiting_verification && defect.closed_out_at)
        facts.add("Closed out", ui::day_of(*defect.closed_out_at, reader.time_zone()));
    if (defect.closed_at) facts.add("Closed", ui::day_of(*defect.closed_at, reader.time_zone()));
    return facts.done();
}

Html rejected_of(const Defect& defect)
{
    if (defect.rejected_reason.empty()) return {};
    return ui::notice(ui::Tone::warning, "Your closeout was rejected", ui::paragraph(defect.rejected_reason));
}

Html item_of(const Reader& reader, const OwnDefect& own)
{
    const auto& defect = own.defect;
    Html html;
    // That work which is to be done is in progress goes without saying.
    const auto status = defect.status == Status::awaiting_parts ? status_badge(defect.status) : Html{};
    html.add(R"(<li class="work{}"><h3>{}</h3><p class="work-kind">{} {} <span>{}</span></p>)",
             std::string_view{defect.is_overdue(reader.today) ? " work-overdue" : ""},
             ui::link(url_of(defect.id), defect.title), severity_badge(defect.severity), status, defect.reference());
    html.add(rejected_of(defect)).add(facts_of(reader, own));
    if (const auto step = step_of(reader, defect); !step.empty()) html.add(R"(<div class="work-step">{}</div>)", step);
    return html.add("</li>");
}

/// `all` leads to the same list without an end.
Html section_of(const Reader& reader, std::string_view heading, const OwnDefects& own, const char* status)
{
    if (own.defects.empty()) return {};
    Html html;
    html.add(R"(<section class="work-section"><h2>{}</h2><ul class="work-list">)", heading);
    for (const auto& each : own.defects) html.add(item_of(reader, each));
    html.add("</ul>");
    if (own.has_more)
        html.add(ui::button_link(Url{"/defects"}.with("status", status), "Show all of them", ui::Look::secondary));
    return html.add("</section>");
}

Html nothing_to_do(const ContractorDashboard& dashboard, const std::string& organisation)
{
    if (!dashboard.open.defects.empty()) return {};
    const bool has_other = !dashboard.awaiting_verification.defects.empty();
    const bool is_new = !has_other && dashboard.recently_closed.defects.empty();
    return ui::empty_state(
        {.icon = "circle-check",
         .title = has_other ? "Nothing left to do"
                  : is_new  ? "Nothing to do yet"
                            : "Nothing to do",
         .text = has_other ? "Whoever looks after the equipment checks your repair and approves or rejects it. You get "
                             "an email either way."
                           : "When " + organisation +
                                 " gives you a defect it stands here, and you get an email. Do the repair, then choose "
                                 "Close out and say what you did; photos help. Somebody there checks it."});
}

/// The way to the other organisations they work for, with what waits there.
Html elsewhere_of(access::Visit& visit, const std::vector<ElsewhereOpen>& places)
{
    if (places.empty()) return {};
    Html html;
    html.add(R"(<section class="work-section"><h2>Your other organisations</h2>)");
    html.add(R"(<form method="post" action="/session/switch"><input type="hidden" name="form_token" value="{}">)",
             visit.form_token());
    html.add(R"(<ul class="work-places">)");
    for (const auto& place : places) {
        const auto waits = place.to_do == 0     ? std::string{"Nothing to do"}
                           : place.to_do == 100 ? std::string{"100 or more to do"}
                                                : std::to_string(place.to_do) + " to do";
        html.add(R"(<li><button type="submit" name="organisation_id" value="{}"><span>{}</span><small>{}</small>)",
                 place.organisation.text(), place.organisation_name, waits);
        html.add("{}</button></li>", ui::icon("chevron-right"));
    }
    return html.add("</ul></form></section>");
}

std::string lead_of(const Reader& reader, const ContractorDashboard& dashboard)
{
    if (dashboard.open.defects.empty()) return "What " + reader.actor.facts().organisation_name + " gives you to do.";
    long overdue = 0;
    for (const auto& each : dashboard.open.defects) overdue += each.defect.is_overdue(reader.today) ? 1 : 0;
    auto words =
        count_words(dashboard.open, "defect", "defects") + " to do at " + reader.actor.facts().organisation_name;
    if (overdue > 0) words += ", " + std::to_string(overdue) + " overdue";
    return words + ".";
}

PageParts parts_of(access::Visit& visit, access::Call& call, const ContractorDashboard& dashboard)
{
    const Reader reader{visit, call.actor, today_in(call.now, call.actor.facts().time_zone)};
    PageParts parts{.title = "My work",
                    .section = ui::Section::contractor,
                    .lead = lead_of(reader, dashboard),
                    .width = ui::Width::narrow};
    parts.content.add(nothing_to_do(dashboard, call.actor.facts().organisation_name))
        .add(section_of(reader, "To do", dashboard.open, "not_closed"))
        .add(section_of(reader, "Waiting to be verified", dashboard.awaiting_verification, "awaiting_verification"))
        .add(section_of(reader, "Closed in the last 30 days", dashboard.recently_closed, "closed"))
        .add(elsewhere_of(visit, list_elsewhere(call)));
    return parts;
}

} // namespace

http::Response show_contractor(access::Visit& visit)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto dashboard = contractor_dashboard(call);
        if (!dashboard) return base::refused(dashboard.error());
        return parts_of(visit, call, *dashboard);
    });
}

} // namespace assetbuddy::defects::pages
