#include "defects/assignee_form.h"

namespace assetbuddy::defects::pages {

std::vector<ui::Option> assignee_options(const std::vector<Candidate>& candidates)
{
    std::vector<ui::Option> options;
    for (const auto& each : candidates) {
        const bool is_invited = each.assignee.invitation.has_value();
        auto hint = each.company_name;
        if (is_invited) hint += std::string{hint.empty() ? "" : ", "} + "invited, has not come yet";
        options.push_back({(is_invited ? "invitation:" : "user:") + each.assignee.id(), each.name, hint});
    }
    return options;
}

base::Result<Assignee> read_choice(const std::string& text)
{
    constexpr std::string_view user = "user:";
    constexpr std::string_view invitation = "invitation:";
    if (text == "nobody") return Assignee{};
    if (text.starts_with(user))
        if (auto id = base::UserId::parse(text.substr(user.size()))) return Assignee{.user = *id};
    if (text.starts_with(invitation))
        if (auto id = base::InvitationId::parse(text.substr(invitation.size()))) return Assignee{.invitation = *id};
    return base::invalid({{"to", "required", "Choose who gets the defect."}});
}

} // namespace assetbuddy::defects::pages
