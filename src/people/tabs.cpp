#include "people/tabs.h"

#include <array>

#include "ui/parts.h"

namespace assetbuddy::people {

using ui::Url;

ui::PageParts users_page(access::Call& call, Tab open)
{
    const std::array both{ui::Tab{"People", Url{"/users"}, open == Tab::people},
                          ui::Tab{"Invitations", Url{"/users?tab=invitations"}, open == Tab::invitations}};
    const bool may_invite = call.actor.may(access::Permission::users_invite);
    ui::PageParts parts{.title = "Users",
                        .section = ui::Section::users,
                        .content = ui::tabs("Users", both),
                        .mail = may_invite ? ui::MailMatters::yes : ui::MailMatters::no};
    if (may_invite)
        parts.actions = ui::button_link(Url{"/users/invite"}, "Invite User", ui::Look::primary, "user-plus");
    return parts;
}

ui::Html narrow_your_search()
{
    return ui::notice(ui::Tone::info, "Narrow your search",
                      ui::paragraph("More match than can be shown. Add another word, or choose another filter."));
}

std::vector<ui::Option> role_choices()
{
    std::vector<ui::Option> choices{{"", "All roles"}};
    for (const auto role : access::all_roles())
        choices.push_back({std::string{access::to_text(role)}, std::string{access::in_words(role)}});
    return choices;
}

} // namespace assetbuddy::people
