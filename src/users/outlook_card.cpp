#include "users/outlook_card.h"

#include <string_view>

#include "access/ability.h"
#include "ui/parts.h"

namespace assetbuddy::users {
namespace {

using ui::Html;

std::string counted(std::int64_t count, std::string_view one, std::string_view several)
{
    return std::to_string(count) + " " + std::string{count == 1 ? one : several};
}

std::string seen(const Sight& sight, std::string_view one, std::string_view several)
{
    if (!sight.is_shown) return "no list of " + std::string{several};
    if (!sight.count) return "the " + std::string{several} + " of the organisation";
    return counted(*sight.count, one, several);
}

} // namespace

Html outlook_in_words(const Outlook& outlook)
{
    if (outlook.grants.all().empty()) return ui::paragraph("Nothing beyond their own profile.");
    Html html = ui::paragraph("At this moment they see " + seen(outlook.people, "person", "people") + " and " +
                              seen(outlook.sites, "site", "sites") + ". They can:");
    html.add("<ul>");
    for (const auto& grant : outlook.grants.all())
        html.add("<li>{}</li>", access::in_words(grant, outlook.site, access::Spoken::of_them));
    html.add("</ul>");
    return html;
}

} // namespace assetbuddy::users
