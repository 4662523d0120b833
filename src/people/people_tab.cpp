#include <algorithm>
#include <array>

#include "access/contact.h"
#include "people/tabs.h"
#include "sites/find.h"
#include "ui/parts.h"

namespace assetbuddy::people {
namespace {

using ui::Html;
using ui::Url;
using users::Direction;
using users::Order;
using users::SortKey;
using users::User;
using Sites = std::vector<sites::Site>;

std::string flag_text(std::optional<bool> flag)
{
    if (!flag) return {};
    return *flag ? "true" : "false";
}

/// What the address says, without where in the list one is.
ui::Entered applied(const users::ListRequest& request)
{
    ui::Entered values{{"q", request.query},
                       {"role", request.role ? std::string{access::to_text(*request.role)} : ""},
                       {"site_id", request.site ? request.site->text() : ""},
                       {"is_active", flag_text(request.is_active)},
                       {"is_external", flag_text(request.is_external)}};
    if (request.order != Order{}) values["sort"] = to_text(request.order);
    return values;
}

bool narrows(const users::ListRequest& request)
{
    return !request.query.empty() || request.role || request.site || request.is_active || request.is_external;
}

Url url_of(const users::ListRequest& request)
{
    Url url{"/users"};
    for (const auto& [name, value] : applied(request))
        if (!value.empty()) url = url.with(name, value);
    return url;
}

Url export_url(const users::ListRequest& request)
{
    Url url{"/users/export"};
    for (const auto& [name, value] : applied(request))
        if (!value.empty()) url = url.with(name, value);
    return url;
}

Html filters_of(const users::ListRequest& request, const Sites& sites)
{
    static const std::array states{ui::Option{"", "Active or not"}, ui::Option{"true", "Active"},
                                   ui::Option{"false", "Not active"}};
    static const std::array kinds{ui::Option{"", "Inside and outside"}, ui::Option{"false", "Of the organisation"},
                                  ui::Option{"true", "External"}};
    std::vector<ui::Option> places{{"", "All sites"}};
    for (const auto& site : sites) places.push_back({site.id.text(), site.name});
    ui::Filters filters{Url{"/users"}, applied(request)};
    filters.search("q", "Search name, email, company or job title");
    filters.select("role", "Role", role_choices());
    if (!sites.empty()) filters.select("site_id", "Site", places);
    filters.select("is_active", "State", states);
    filters.select("is_external", "Inside or outside", kinds);
    filters.keep("sort");
    return filters.done();
}

/// A click on a heading sorts by it; a second one turns it round. Who was seen last comes first.
ui::Column sortable(const std::string& title, SortKey key, const users::ListRequest& request)
{
    const bool is_current = request.order.key == key;
    const bool is_up = request.order.direction == Direction::ascending;
    auto other = request;
    other.order = {.key = key,
                   .direction = key == SortKey::last_seen_at ? Direction::descending : Direction::ascending};
    if (is_current) other.order.direction = is_up ? Direction::descending : Direction::ascending;
    auto sorted = ui::Sorted::no;
    if (is_current) sorted = is_up ? ui::Sorted::ascending : ui::Sorted::descending;
    return {.title = title, .sort = url_of(other), .sorted = sorted};
}

std::string below_name(const User& user)
{
    if (!user.is_external || user.company_name.empty()) return user.job_title; // EXT-1
    return user.job_title.empty() ? user.company_name : user.job_title + " · " + user.company_name;
}

Html site_of(const User& user, const Sites& sites)
{
    if (!user.site) return Html::text("All sites");
    const auto found = std::ranges::find(sites, *user.site, &sites::Site::id);
    return Html::text(found == sites.end() ? "A deactivated site" : found->name);
}

Html state_of(const User& user)
{
    Html html = user.is_active ? ui::badge("Active", ui::Tone::good) : ui::badge("Not active", ui::Tone::neutral);
    if (user.is_external) html.add(" {}", ui::badge("External", ui::Tone::info));
    return html;
}

Html last_seen(const User& user, const std::string& time_zone)
{
    if (user.last_seen_at == base::Time{}) return Html::text("Never");
    return ui::day_of(user.last_seen_at, time_zone);
}

Html table_of(access::Call& call, const users::ListRequest& request, const users::UserPage& page, const Sites& sites)
{
    ui::Table table{
        "People",
        {sortable("Name", SortKey::name, request),
         // Whoever is not shown every address cannot sort by them either.
         access::may_reach_outsiders(call.actor) ? sortable("Email", SortKey::email, request) : ui::Column{"Email"},
         sortable("Role", SortKey::role, request),
         {"Site"},
         {"State"},
         sortable("Last seen", SortKey::last_seen_at, request)}};
    for (const auto& user : page.users)
        table.row({ui::person(user.name, below_name(user), Url::path("/users", {user.id.text()})),
                   user.is_contact_hidden ? ui::hidden_contact() : Html::text(user.email),
                   Html::text(access::in_words(user.role)), site_of(user, sites), state_of(user),
                   last_seen(user, call.actor.facts().time_zone)});
    return table.done();
}

Html nobody_matches()
{
    return ui::empty_state({.icon = "search",
                            .title = "Nobody matches",
                            .text =
                                "Try fewer or shorter words, or other filters. A search finds people by parts of words "
                                "in their name, email, company and job title.",
                            .action = ui::button_link(Url{"/users"}, "Show everyone", ui::Look::secondary)});
}

Html only_you()
{
    return ui::empty_state(
        {.icon = "user-plus",
         .title = "It is only you so far",
         .text = "People join when you invite them by email. Everyone who accepts appears in this list.",
         .action = ui::button_link(Url{"/users/invite"}, "Invite User", ui::Look::secondary)});
}

Html pager_of(const users::ListRequest& request, const users::UserPage& page)
{
    const auto to = [&](const std::string& cursor) {
        return cursor.empty() ? std::nullopt : std::optional{url_of(request).with("cursor", cursor)};
    };
    // Everyone on the page may have gone since; the way back is then the beginning.
    if (page.users.empty() && !request.cursor.empty()) return ui::pager(url_of(request), std::nullopt, "First page");
    return ui::pager(to(page.previous_cursor), to(page.next_cursor));
}

} // namespace

base::Result<ui::PageParts> people_tab(access::Call& call, const users::ListRequest& request)
{
    const auto page = users::list(call, request);
    if (!page) return base::refused(page.error());
    const auto sites = sites::list_active(call, call.organisation());
    auto parts = users_page(call, Tab::people);
    Html list = page->is_cut ? narrow_your_search() : Html{};
    if (page->users.empty() && request.cursor.empty())
        list.add(nobody_matches());
    else
        list.add(table_of(call, request, *page, sites)).add(pager_of(request, *page));
    const bool is_alone = page->users.size() == 1 && request.cursor.empty() && page->next_cursor.empty();
    if (is_alone && !narrows(request) && call.actor.may(access::Permission::users_invite)) list.add(only_you());
    list.add(R"(<p class="list-more">{}{}</p>)",
             ui::button_link(export_url(request), "Download as CSV", ui::Look::quiet),
             call.actor.may(access::Permission::users_delete)
                 ? ui::button_link(Url{"/users/deleted"}, "Deleted people", ui::Look::quiet)
                 : Html{});
    parts.content.add(filters_of(request, sites)).add(ui::list_region(list));
    return parts;
}

} // namespace assetbuddy::people
