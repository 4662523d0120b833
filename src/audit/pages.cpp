#include "audit/pages.h"

#include <algorithm>
#include <array>

#include "audit/export.h"
#include "audit/list.h"
#include "audit/read_filters.h"
#include "audit/told_names.h"
#include "platform/http/query.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::audit::pages {
namespace {

namespace http = platform::http;
using access::Permission;
using base::Result;
using ui::Html;
using ui::Url;

const Url all_entries{"/audit"};

struct Asked {
    Wanted wanted;
    std::string person; // the email address of who did it, as typed
    std::string cursor;
};

Asked read_asked(http::Query& query)
{
    auto wanted = read_wanted(query);
    return {.wanted = std::move(wanted), .person = query.text("person"), .cursor = query.text("cursor")};
}

ui::Entered applied(const Asked& asked)
{
    const auto& wanted = asked.wanted;
    return {{"person", asked.person},  {"actor_id", wanted.actor_id},   {"record_type", wanted.record_type},
            {"action", wanted.action}, {"record_id", wanted.record_id}, {"from", wanted.from},
            {"to", wanted.to}};
}

Url with_filters(Url url, const Asked& asked)
{
    for (const auto& [name, value] : applied(asked))
        if (!value.empty()) url = url.with(name, value);
    return url;
}

Html filter_bar(const Asked& asked)
{
    std::vector<ui::Option> kinds{{"", "Any record"}};
    for (const auto& kind : record_kinds()) kinds.push_back({std::string{kind.name}, std::string{kind.words}});
    std::vector<ui::Option> actions{{"", "Anything"}};
    for (const auto& kind : action_kinds()) actions.push_back({std::string{kind.name}, std::string{kind.words}});
    ui::Filters filters{all_entries, applied(asked)};
    filters.search("person", "Email address of who did it");
    filters.select("action", "What happened", actions);
    filters.select("record_type", "Kind of record", kinds);
    filters.date("from", "From");
    filters.date("to", "To");
    filters.keep("actor_id");
    filters.keep("record_id");
    return filters.done();
}

Html changes_of(const Entry& entry, const ToldNames& names, const std::string& time_zone)
{
    if (entry.told.changes.empty()) return {};
    Html list;
    list.add(R"(<ul class="changes">)");
    for (const auto& change : entry.told.changes) {
        const auto field = field_in_words(change.field);
        if (change.was_erased)
            list.add("<li>{}: <em>erased</em></li>", field);
        else if (!change.before || change.before->empty())
            list.add("<li>{}: {}</li>", field, names.in_words(entry, change, change.after, time_zone));
        else
            list.add(R"(<li>{}: {} → {}</li>)", field, names.in_words(entry, change, change.before, time_zone),
                     names.in_words(entry, change, change.after, time_zone));
    }
    list.add("</ul>");
    return list;
}

struct Home {
    std::string_view record_type;
    platform::html::PathLiteral folder;
    Permission needed;
};
constexpr std::array homes{
    Home{"user", "/users", Permission::users_view},    Home{"invitation", "/users/invitations", Permission::users_view},
    Home{"site", "/sites", Permission::sites_view},    Home{"location", "/locations", Permission::sites_view},
    Home{"asset", "/assets", Permission::assets_view}, Home{"defect", "/defects", Permission::defects_view},
};

std::optional<Url> home_of(access::Call& call, const Entry& entry)
{
    const auto home = std::ranges::find(homes, entry.record_type, &Home::record_type);
    if (entry.record_name.empty() || home == homes.end() || !call.actor.may(home->needed)) return std::nullopt;
    return Url::path(home->folder, {entry.record_id});
}

Html happened(access::Call& call, const Entry& entry, const ToldNames& names)
{
    const auto who = actor_in_words(entry);
    Html html;
    html.add(R"(<p class="happened"><strong>{}</strong> {}.</p>)",
             who.empty() ? std::string{"Somebody not signed in"} : who, in_words(entry));
    html.add(changes_of(entry, names, call.actor.facts().time_zone));
    if (const auto home = home_of(call, entry))
        html.add(R"(<p class="happened-more">{} · {}</p>)", ui::link(*home, "Open"),
                 ui::link(all_entries.with("record_type", entry.record_type).with("record_id", entry.record_id),
                          "All about this"));
    return html;
}

Html table_of(access::Call& call, const access::Visible<Entry>& visible, const std::vector<Entry>& entries)
{
    const auto names = ToldNames::of(call, visible, entries);
    ui::Table table{"Audit log", {{"What happened"}, {"When"}, {"From address"}}};
    for (const auto& entry : entries)
        table.row({happened(call, entry, names), ui::time_of(entry.at, call.actor.facts().time_zone),
                   Html::text(entry.told.address.empty() ? "–" : entry.told.address)});
    return table.done();
}

Html nothing_found()
{
    return ui::empty_state({.icon = "search",
                            .title = "Nothing matches",
                            .text = "Nothing of this kind happened in that time. Choose other filters.",
                            .action = ui::button_link(all_entries, "Show everything", ui::Look::secondary)});
}

Html downloads_of(const Asked& asked)
{
    Html html;
    html.add(R"(<p class="list-more">{}{}</p>)",
             ui::button_link(with_filters(Url{"/audit/export"}, asked).with("format", "csv"), "Download as CSV",
                             ui::Look::quiet),
             ui::button_link(with_filters(Url{"/audit/export"}, asked).with("format", "json"), "Download as JSON",
                             ui::Look::quiet));
    return html;
}

Result<ui::PageParts> list_parts(access::Call& call, const Asked& asked)
{
    const auto visible = call.actor.visible<Entry>(Permission::audit_view);
    if (!visible) return not_shown();
    const auto filters = audit::filters_of(call, asked.wanted, asked.person);
    const bool is_nobody = !filters && filters.error().code == "invalid";
    if (!filters && !is_nobody) return base::refused(filters.error());
    const auto page =
        is_nobody ? Result<EntryPage>{EntryPage{}} : audit::list(call, {.filters = *filters, .cursor = asked.cursor});
    if (!page) return base::refused(page.error());
    ui::PageParts parts{.title = "Audit log",
                        .section = ui::Section::audit,
                        .lead = "Who did what, and when. Nothing here can be changed or taken away."};
    Html list;
    if (page->entries.empty()) {
        list.add(nothing_found());
    } else {
        const auto more = page->next_cursor.empty()
                              ? std::nullopt
                              : std::optional{with_filters(all_entries, asked).with("cursor", page->next_cursor)};
        const auto first = asked.cursor.empty() ? std::nullopt : std::optional{with_filters(all_entries, asked)};
        list.add(table_of(call, *visible, page->entries)).add(ui::pager(first, more, "Newest"));
    }
    list.add(downloads_of(asked));
    parts.content.add(filter_bar(asked)).add(ui::list_region(list));
    return parts;
}

} // namespace

http::Response list(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto asked = read_asked(query);
    if (const auto read = query.finish(); !read) return ui::refusal(visit, read.error());
    return ui::show(visit, [&](access::Call& call) { return list_parts(call, asked); });
}

http::Response export_file(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto asked = read_asked(query);
    const auto format = read_format(query);
    if (const auto read = query.finish(); !read) return ui::refusal(visit, read.error());
    const auto file = visit.look([&](access::Call& call) -> Result<ExportedFile> {
        const auto filters = audit::filters_of(call, asked.wanted, asked.person);
        if (!filters) return base::refused(filters.error());
        return export_as(call, *filters, format);
    });
    return file ? file->as_download() : ui::refusal(visit, file.error());
}

} // namespace assetbuddy::audit::pages
