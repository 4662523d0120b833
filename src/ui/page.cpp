#include "ui/page.h"

#include <array>

#include "ui/appearance.h"
#include "ui/document.h"
#include "ui/icons.h"
#include "ui/parts.h"

namespace assetbuddy::ui {
namespace {

using access::Permission;

struct Entry {
    Section section;
    std::string_view text;
    platform::html::PathLiteral to;
    IconName icon;
    /// Any of these opens it; none named: everybody.
    std::array<std::optional<Permission>, 2> needs;
};

/// The rooms a person can go to, in the order of the navigation.
constexpr std::array entries{
    Entry{Section::contractor, "My work", "/contractor", "tool", {Permission::contractor_dashboard_view}},
    Entry{Section::dashboard, "Dashboard", "/dashboard", "chart-bar", {Permission::dashboard_view}},
    Entry{Section::assets, "Equipment", "/assets", "forklift", {Permission::assets_view}},
    Entry{Section::defects, "Defects", "/defects", "alert-triangle", {Permission::defects_view}},
    Entry{Section::users, "Users", "/users", "users", {Permission::users_view}},
    Entry{Section::companies,
          "Companies",
          "/companies",
          "building",
          {Permission::users_view, Permission::contractors_contact}},
    Entry{Section::sites, "Sites", "/sites", "map-pin", {Permission::sites_view}},
    Entry{Section::roles, "Roles", "/roles", "shield-check", {Permission::users_view, Permission::roles_configure}},
    Entry{Section::audit, "Audit log", "/audit", "list-search", {Permission::audit_view}},
    Entry{Section::settings, "Settings", "/settings", "settings", {Permission::organisation_settings}},
    Entry{Section::notifications, "Notifications", "/notifications", "bell", {}},
    Entry{Section::profile, "Profile", "/profile", "user", {}},
};

bool is_open_to(const Entry& entry, const access::Actor& actor)
{
    if (!entry.needs[0]) return true;
    return actor.may(*entry.needs[0]) || (entry.needs[1] && actor.may(*entry.needs[1]));
}

/// Notices not read yet where the person stands; nothing when there is none.
Html unread_count(const Frame& frame)
{
    for (const auto& place : frame.places) {
        if (place.organisation != frame.actor.organisation() || place.unread == 0) continue;
        const auto shown = place.unread < 100 ? std::to_string(place.unread) : std::string{"99+"};
        return Html::of(R"(<span class="unread">{}<span class="visually-hidden"> not read yet</span></span>)", shown);
    }
    return {};
}

/// On a phone the bell stands beside the menu.
Html top_bell(const Frame& frame)
{
    return Html::of(
        R"(<a class="top-bell" href="/notifications">{}<span class="visually-hidden">Notifications</span>{}</a>)",
        icon("bell"), unread_count(frame));
}

Html navigation(const Frame& frame, Section present)
{
    Html html;
    if (frame.actor.facts().lacks_second_factor) return html; // every other page leads back to setting one up
    html.add(R"(<nav aria-label="Main"><ul class="nav-list">)");
    for (const auto& entry : entries) {
        if (!is_open_to(entry, frame.actor)) continue;
        html.add(R"(<li><a class="nav-entry" href="{}"{}>{}<span>{}</span>{}</a></li>)", Url{entry.to},
                 attribute("aria-current",
                           entry.section == present ? std::optional<std::string_view>{"page"} : std::nullopt),
                 icon(entry.icon), entry.text, entry.section == Section::notifications ? unread_count(frame) : Html{});
    }
    html.add("</ul></nav>");
    return html;
}

long count_active(const std::vector<access::Place>& places)
{
    long count = 0;
    for (const auto& place : places) count += place.is_active ? 1 : 0;
    return count;
}

/// The organisation's name; opens to the person's other places where there are any.
Html organisation(access::Visit& visit, const Frame& frame)
{
    const auto& facts = frame.actor.facts();
    if (count_active(frame.places) < 2)
        return Html::of(R"(<p class="organisation">{}<span>{}</span></p>)", icon("building"), facts.organisation_name);
    Html html;
    html.add(
        R"(<details class="switcher"><summary class="organisation">{}<span>{}</span><span class="visually-hidden">: change organisation</span>{}</summary>)",
        icon("building"), facts.organisation_name, icon("chevron-down"));
    html.add(R"(<form method="post" action="/session/switch"><input type="hidden" name="form_token" value="{}"><ul>)",
             visit.form_token());
    for (const auto& place : frame.places) {
        if (!place.is_active) continue;
        const bool is_here = place.organisation == facts.organisation;
        html.add(
            R"(<li><button type="submit" name="organisation_id" value="{}"{}><span>{}</span><small>{}</small></button></li>)",
            place.organisation.text(),
            attribute("aria-current", is_here ? std::optional<std::string_view>{"true"} : std::nullopt),
            place.organisation_name, access::in_words(place.role));
    }
    html.add("</ul></form></details>");
    return html;
}

Html whoami(access::Visit& visit, const Frame& frame)
{
    const auto& facts = frame.actor.facts();
    Html html;
    html.add(R"(<div class="whoami">{}{}</div>)", initials(facts.name),
             person(facts.name, access::in_words(facts.role)));
    html.add(
        R"(<div class="side-foot">{}<form method="post" action="/sign-out"><input type="hidden" name="form_token" value="{}"><button type="submit" class="sign-out">{}<span>Sign out</span></button></form></div>)",
        appearance_buttons(visit), visit.form_token(), icon("logout"));
    return html;
}

Html banners(const access::Visit& visit, const Frame& frame, MailMatters mail)
{
    Html html;
    if (!frame.actor.facts().email_confirmed) {
        html.add(notice(
            Tone::warning, "Confirm your email",
            Html::of(
                R"(<p>We sent a code to <strong>{}</strong>. Until you enter it you can look around, but not invite anyone. <a href="/confirm">Enter the code</a></p>)",
                frame.actor.facts().email)));
    }
    if (mail == MailMatters::yes && !visit.kernel.policy.has_mail_server) {
        html.add(notice(Tone::warning, "No mail server is set up",
                        paragraph("Emails are kept on the server and reach nobody. Whoever runs this server can change "
                                  "that with the option --smtp.")));
    }
    return html;
}

Html crumbs_of(const std::vector<Crumb>& crumbs)
{
    Html html;
    if (crumbs.empty()) return html;
    html.add(R"(<nav aria-label="Where you are" class="crumbs"><ol>)");
    for (const auto& crumb : crumbs) html.add(R"(<li><a href="{}">{}</a></li>)", crumb.to, crumb.text);
    html.add("</ol></nav>");
    return html;
}

Html flash_message(access::Visit& visit)
{
    const auto message = visit.take_flash();
    if (message.empty()) return {};
    return Html::of(R"(<div class="flash" role="status">{}<p>{}</p></div>)", icon("circle-check"), message);
}

Html main_of(access::Visit& visit, const Frame& frame, const PageParts& parts)
{
    Html html;
    html.reserve(parts.content.view().size() + 4096);
    html.add(R"(<main id="main" tabindex="-1" class="main {}">)",
             parts.width == Width::narrow ? "main-narrow" : "main-normal");
    html.add(banners(visit, frame, parts.mail)).add(flash_message(visit)).add(crumbs_of(parts.crumbs));
    html.add(R"(<div class="heading"><div><h1>{}</h1>)", parts.title);
    if (!parts.lead.empty()) html.add(R"(<p class="lead">{}</p>)", parts.lead);
    html.add("</div>");
    if (!parts.actions.empty()) html.add(R"(<div class="heading-actions">{}</div>)", parts.actions);
    html.add("</div>{}</main>", parts.content);
    return html;
}

/// Screen readers hear at once that a form came back (R-A11Y-3).
std::string window_title(const std::string& title, int status)
{
    return status == 422 ? "Please check: " + title : title;
}

} // namespace

Frame Frame::of(access::Call& call)
{
    return {call.actor, access::places_of(call, call.actor.facts().account)};
}

platform::http::Response page(access::Visit& visit, const Frame& frame, PageParts parts)
{
    const auto links = navigation(frame, parts.section);
    const auto where = organisation(visit, frame);
    const auto who = whoami(visit, frame);
    Html body;
    body.reserve(parts.content.view().size() + 16 * 1024);
    body.add(R"(<a class="skip" href="#main">Skip to the content</a>)");
    body.add(
        R"(<header class="top"><a class="brand-link" href="/">{}</a>{}<details class="menu"><summary>{}<span>Menu</span></summary><div class="menu-sheet">{}{}{}</div></details></header>)",
        brand(), top_bell(frame), icon("menu-2"), where, links, who);
    body.add(R"(<header class="side"><a class="brand-link" href="/">{}</a>{}{}<div class="side-end">{}</div></header>)",
             brand(), where, links, who);
    body.add(main_of(visit, frame, parts));
    const auto title = window_title(parts.title, parts.status);
    return document({title, appearance_of(visit.request), "shell", body}, parts.status);
}

platform::http::Response focused_page(access::Visit& visit, FocusedParts parts)
{
    Html body;
    body.add(R"(<main id="main" tabindex="-1" class="focused {}">)", parts.width == Width::narrow ? "focused-narrow"
                                                                     : parts.width == Width::wide ? "focused-wide"
                                                                                                  : "focused-normal");
    body.add(R"(<div class="focused-brand"><a class="brand-link" href="/">{}</a></div>{})", brand(),
             flash_message(visit));
    body.add(R"(<div class="card focused-card"><div class="card-body"><h1>{}</h1>)", parts.title);
    if (!parts.lead.empty()) body.add(R"(<p class="lead">{}</p>)", parts.lead);
    body.add("{}</div></div>", parts.content);
    if (!parts.footer.empty()) body.add(R"(<div class="focused-footer">{}</div>)", parts.footer);
    body.add("</main>");
    const auto title = window_title(parts.title, parts.status);
    auto response = document({title, appearance_of(visit.request), "focused-shell", body}, parts.status);
    response.set("Referrer-Policy", "no-referrer").set("X-Robots-Tag", "noindex").set("Cache-Control", "no-store");
    return response;
}

} // namespace assetbuddy::ui
