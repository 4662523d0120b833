// What the bell opens, and what is mailed.

#include "notifications/pages.h"

#include "notifications/choices.h"
#include "notifications/list.h"
#include "notifications/read.h"
#include "platform/http/forms.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::notifications::pages {
namespace {

namespace http = platform::http;
using base::Result;
using ui::Html;
using ui::Url;

const Url choices_url{"/profile/notifications"};

/// Opening one marks it as read, so it is a form and no link (R-WEB-3); it leads on to what it tells of.
Html line(access::Visit& visit, const Notification& each, const std::string& time_zone)
{
    Html html;
    html.add(R"(<li class="{}"><form method="post" action="{}"><input type="hidden" name="form_token" value="{}">)",
             each.read_at ? "notice-line" : "notice-line notice-unread", Url::path("/notifications", {each.id, "open"}),
             visit.form_token());
    html.add(R"(<button type="submit" class="notice-button"><span class="notice-title">{}</span>)", each.title);
    if (!each.read_at) html.add(R"(<span class="notice-new">New</span>)");
    html.add("</button></form>{}</li>", ui::time_of(each.created_at, time_zone));
    return html;
}

Html nothing_yet()
{
    return ui::empty_state({.icon = "bell",
                            .title = "No notices",
                            .text = "When something happens that you should know, such as somebody accepting your "
                                    "invitation, it stands here and at the bell."});
}

Html actions(access::Visit& visit, const std::vector<Notification>& shown)
{
    Html html;
    bool has_unread = false;
    for (const auto& each : shown) has_unread = has_unread || !each.read_at;
    if (has_unread) html.add(ui::post_button(visit, Url{"/notifications/read"}, "Mark all as read"));
    html.add(ui::button_link(choices_url, "What is mailed", ui::Look::quiet));
    return html;
}

} // namespace

http::Response list(access::Visit& visit)
{
    const std::string cursor{visit.request.query_value("cursor").value_or("")};
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        const auto page = notifications::list(call, {.cursor = cursor});
        if (!page) return base::refused(page.error());
        Html lines;
        for (const auto& each : page->notifications) lines.add("{}", line(visit, each, call.actor.facts().time_zone));
        Html content;
        if (page->notifications.empty())
            content.add("{}", nothing_yet());
        else
            content.add(R"(<ul class="notice-list card">{}</ul>)", lines);
        const Url here{"/notifications"};
        content.add(
            ui::pager(cursor.empty() ? std::nullopt : std::optional{here},
                      page->next_cursor.empty() ? std::nullopt : std::optional{here.with("cursor", page->next_cursor)},
                      "Newest"));
        return ui::PageParts{.title = "Notifications",
                             .section = ui::Section::notifications,
                             .content = content,
                             .lead = "Kept for 90 days.",
                             .actions = actions(visit, page->notifications),
                             .width = ui::Width::narrow};
    });
}

http::Response open(access::Visit& visit)
{
    const auto marked = visit.change(
        [&](access::Call& call) { return notifications::mark(call, visit.request.parameter("id"), Mark::read); });
    if (!marked) return ui::refusal(visit, marked.error());
    return http::Response::see_other(marked->path);
}

http::Response mark_all(access::Visit& visit)
{
    const auto marked =
        visit.change([](access::Call& call) -> Result<std::int64_t> { return notifications::mark_all_read(call); });
    if (!marked) return ui::refusal(visit, marked.error());
    visit.flash("All notices are marked as read.");
    return http::Response::see_other("/notifications");
}

http::Response show_choices(access::Visit& visit)
{
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        ui::Entered entered;
        const auto choices = choices_of(call);
        for (const auto& choice : choices)
            if (choice.email) entered[std::string{choice.kind->name}] = "on";
        ui::Form form{visit, choices_url, entered};
        form.group("Send me an email when", "A couple of emails a day at most; the rest waits under the bell.", [&] {
            for (const auto& choice : choices)
                form.checkbox(choice.kind->name, choice.kind->words, {.needed = ui::Needed::optional});
        });
        return ui::PageParts{.title = "Notifications by email",
                             .section = ui::Section::profile,
                             .content = form.done("Save", Url{"/profile"}),
                             .lead = "The bell shows every notice, whatever you choose here.",
                             .crumbs = {{"Profile", Url{"/profile"}}},
                             .width = ui::Width::narrow};
    });
}

http::Response submit_choices(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    Wishes wishes;
    for (const auto& kind : kinds) wishes[std::string{kind.name}] = form->value(kind.name) == "on";
    const auto chosen = visit.change([&](access::Call& call) { return notifications::choose(call, wishes); });
    if (!chosen) return ui::refusal(visit, chosen.error());
    visit.flash("Your choice was saved.");
    return http::Response::see_other("/profile");
}

} // namespace assetbuddy::notifications::pages
