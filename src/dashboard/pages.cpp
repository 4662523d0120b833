#include "dashboard/pages.h"

#include "dashboard/build.h"
#include "dashboard/charts.h"
#include "dashboard/read_site.h"
#include "dashboard/view.h"
#include "sites/find.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::dashboard::pages {
namespace {

using ui::Html;
using ui::Url;

struct Group {
    std::string_view title;
    Counted first;
    Counted last;
};
constexpr Group groups[] = {
    {"Defects", Counted::defects, Counted::defects},
    {"Equipment", Counted::assets, Counted::documents},
    {"People", Counted::invitations, Counted::invitations},
};

bool belongs(const Card& card, const Group& group)
{
    return card.kind->counted >= group.first && card.kind->counted <= group.last;
}

Html figure_of(const Card& card)
{
    const bool is_bad = card.kind->news == News::bad_if_any && card.count.value > 0;
    return Html::of(
        R"(<li><a class="figure {}" href="{}"><span class="figure-number">{}</span> <span class="figure-words">{}</span></a></li>)",
        is_bad ? "figure-bad" : "figure-plain", page_of(card), in_words(card.count), card.kind->words);
}

Html figures_of(const std::vector<Card>& cards)
{
    Html html;
    for (const auto& group : groups) {
        Html list;
        for (const auto& card : cards)
            if (belongs(card, group)) list.add(figure_of(card));
        if (!list.empty()) html.add(R"(<section><h2>{}</h2><ul class="figures">{}</ul></section>)", group.title, list);
    }
    return html;
}

Html chooser(access::Call& call, const Dashboard& dashboard)
{
    if (!dashboard.may_choose_site) return {};
    const auto all_sites = sites::list_active(call, call.organisation());
    if (all_sites.size() < 2 && !dashboard.site) return {};
    std::vector<ui::Option> places{{"", "All sites"}};
    for (const auto& site : all_sites) places.push_back({site.id.text(), site.name});
    ui::Filters filters{Url{"/dashboard"}, {{"site_id", dashboard.site ? dashboard.site->text() : ""}}};
    filters.select("site_id", "Site", places);
    return filters.done();
}

Html steps_of(const std::vector<FirstStep>& steps)
{
    if (steps.empty()) return {};
    Html list;
    list.add(R"(<ol class="first-steps">)");
    for (const auto& step : steps) {
        if (step.is_done) {
            list.add(R"(<li class="first-step-done">{}<p><strong>{}</strong> <span>Done</span></p></li>)",
                     ui::icon("circle-check"), step.words);
            continue;
        }
        const auto to = Url::same_site(step.path).value_or(Url{"/"});
        list.add(R"(<li>{}<p>{}<br>{}</p></li>)", ui::icon("chevron-right"), ui::link(to, step.words), step.why);
    }
    list.add("</ol>");
    return ui::card("First steps", list);
}

Html activity_of(const access::Call& call, const std::vector<audit::Entry>& entries)
{
    Html list;
    list.add(R"(<ul class="history">)");
    for (const auto& entry : entries) {
        const auto who = audit::actor_in_words(entry);
        list.add(R"(<li><p class="happened"><strong>{}</strong> {}.</p><small>{}</small></li>)",
                 who.empty() ? std::string{"Somebody not signed in"} : who, audit::in_words(entry),
                 ui::time_of(entry.at, call.actor.facts().time_zone));
    }
    list.add("</ul>");
    return ui::card("Recent activity", list.add(Html::of(R"(<p class="list-links">{}</p>)",
                                                         ui::link(Url{"/audit"}, "The whole audit log"))));
}

Html charts_of(const Dashboard& dashboard)
{
    Html html;
    if (dashboard.kinds.empty()) return html;
    html.add(R"(<div class="charts">{}{}</div>)",
             ui::card("By severity and status", chart_of(dashboard.kinds, dashboard.site)),
             ui::card("Reported and closed, last 12 weeks", chart_of(dashboard.weeks, dashboard.site)));
    return html;
}

base::Result<ui::PageParts> parts_of(access::Call& call, const std::optional<base::SiteId>& site)
{
    const auto dashboard = build(call, site);
    if (!dashboard) return base::refused(dashboard.error());
    const auto& organisation = call.actor.facts().organisation_name;
    ui::PageParts parts{.title = "Dashboard", .section = ui::Section::dashboard};
    const bool is_own_site = dashboard->site && !dashboard->may_choose_site; // else the choice shows which
    parts.lead = is_own_site ? dashboard->site_name + ", " + organisation : organisation;
    if (call.actor.may(access::Permission::defects_create))
        parts.actions =
            ui::button_link(Url{"/defects/new"}, "Report a defect", ui::Look::primary, ui::IconName{"plus"});
    Html page;
    page.add(steps_of(dashboard->first_steps)).add(figures_of(dashboard->cards));
    page.add(charts_of(*dashboard));
    if (dashboard->activity && !dashboard->activity->empty()) page.add(activity_of(call, *dashboard->activity));
    if (page.empty())
        page.add(ui::empty_state({.icon = "circle-check",
                                  .title = "Nothing to count yet",
                                  .text = "Your role shows you no defects, equipment or people here."}));
    parts.content.add(chooser(call, *dashboard)).add(ui::list_region(page));
    return parts;
}

} // namespace

platform::http::Response show(access::Visit& visit)
{
    platform::http::Query query{visit.request};
    const auto site = read_site(query);
    if (const auto read = query.finish(); !read) return ui::refusal(visit, read.error());
    return ui::show(visit, [&](access::Call& call) { return parts_of(call, site); });
}

} // namespace assetbuddy::dashboard::pages
