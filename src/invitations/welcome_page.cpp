// The first page of a new person (INV-8).

#include "invitations/pages.h"
#include "invitations/words.h"
#include "organisations/home.h"
#include "sites/find.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::invitations::pages {
namespace {

namespace http = platform::http;
using base::Result;
using ui::Html;

std::string site_name_of(access::Call& call)
{
    const auto& id = call.actor.facts().site;
    const auto site = id ? sites::find(call, call.organisation(), *id) : std::nullopt;
    return site ? site->name : std::string{};
}

Html welcome(const access::Actor& actor, const std::string& site)
{
    ui::Descriptions place;
    place.add("Organisation", actor.facts().organisation_name);
    place.add("Role", access::in_words(actor.facts().role));
    place.add("Site", site.empty() ? "All sites" : site);
    Html list;
    list.add("<ul>");
    for (const auto& each : abilities(actor.grants(), site)) list.add("<li>{}</li>", each);
    list.add("</ul>");
    return Html{}
        .add(ui::card("Your place", place.done()))
        .add(ui::card("What you can do here", list))
        .add(ui::button_link(organisations::home_of(actor), "Start"));
}

} // namespace

http::Response show_welcome(access::Visit& visit)
{
    return ui::show(visit, [](access::Call& call) -> Result<ui::PageParts> {
        return ui::PageParts{.title = "Welcome, " + call.actor.facts().name,
                             .content = welcome(call.actor, site_name_of(call)),
                             .lead = "You are signed in and ready to start.",
                             .width = ui::Width::narrow};
    });
}

} // namespace assetbuddy::invitations::pages
