#include "roles/matrix.h"

#include "roles/words.h"
#include "ui/parts.h"

namespace assetbuddy::roles {
namespace {

using platform::html::Html;
using platform::html::Url;

Html heading_of(const RoleSet& set)
{
    Html html;
    html.add(R"(<th scope="col"><a href="{}">{}</a>)", Url::path("/roles", {access::to_text(set.role)}),
             access::in_words(set.role));
    if (!set.is_default) html.add("<small>changed</small>");
    html.add("</th>");
    return html;
}

std::string_view class_of(access::Scope scope)
{
    switch (scope) {
    case access::Scope::organisation:
        return "reach-all";
    case access::Scope::site:
        return "reach-site";
    case access::Scope::assigned:
    case access::Scope::own:
        return "reach-own";
    }
    return "";
}

Html cell_of(const RoleSet& set, access::Permission permission)
{
    const auto grant = set.grants.find(permission);
    if (!grant) return Html::of(R"(<td><span class="reach-none">No</span></td>)");
    return Html::of(R"(<td><span class="{}">{}</span></td>)", class_of(grant->scope), short_words(grant->scope));
}

Html rows_of(const Group& group, std::span<const RoleSet> sets)
{
    Html html;
    html.add(R"(<tbody><tr><th class="matrix-group" colspan="{}" scope="rowgroup">{}</th></tr>)", sets.size() + 1,
             group.title);
    for (const auto permission : group.permissions) {
        html.add(R"(<tr><th scope="row">{}</th>)", title_of(permission));
        for (const auto& set : sets) html.add(cell_of(set, permission));
        html.add("</tr>");
    }
    html.add("</tbody>");
    return html;
}

} // namespace

Html matrix_of(std::span<const RoleSet> sets)
{
    Html html;
    html.add(
        R"(<p class="matrix-key"><span class="reach-all">Yes</span> in the whole organisation. <span class="reach-site">Site</span> at the site they belong to, or at every site when they belong to none. <span class="reach-own">Given</span> only what is given to them. <span class="reach-own">Own</span> only their own work.</p>)");
    html.add(
        R"(<div class="matrix-frame" role="region" aria-label="What each role may do" tabindex="0"><table class="matrix"><caption class="visually-hidden">What each role may do</caption><thead><tr><td></td>)");
    for (const auto& set : sets) html.add(heading_of(set));
    html.add("</tr></thead>");
    for (const auto& group : groups()) html.add(rows_of(group, sets));
    html.add("</table></div>");
    return html;
}

} // namespace assetbuddy::roles
