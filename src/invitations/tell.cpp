#include "invitations/tell.h"

#include <map>
#include <utility>

#include "notifications/notify.h"

namespace assetbuddy::invitations {
namespace {

notifications::Notice notice_of(const base::OrganisationId& organisation, const std::vector<store::Named>& invitations,
                                const News& news)
{
    const auto& first = invitations.front();
    const bool one = invitations.size() == 1;
    return {.kind = news.kind,
            .organisation = organisation,
            .to = first.invited_by,
            .title = one ? "The invitation to " + first.name + " " + news.of_one
                         : std::to_string(invitations.size()) + " invitations " + news.of_many,
            .path = one ? "/users/invitations/" + first.id.text() : news.path_of_many,
            .subject_id = one ? first.id.text() : std::string{},
            .about_email_key = one ? first.email_key : std::string{}};
}

} // namespace

void tell_inviter(access::Call& call, const Invitation& invitation, const std::string& kind, const std::string& title)
{
    const notifications::Notice notice{.kind = kind,
                                       .organisation = invitation.organisation,
                                       .to = invitation.invited_by,
                                       .title = title,
                                       .path = "/users/invitations/" + invitation.id.text(),
                                       .subject_id = invitation.id.text(),
                                       .about_email_key = invitation.email_key};
    if (invitation.obstacle() == Hold::inviter)
        notifications::notify_permission(call, invitation.organisation, access::Permission::users_invite, notice);
    else
        notifications::notify(call, notice);
}

void tell_inviters(access::Call& call, const base::OrganisationId& organisation,
                   const std::vector<store::Named>& invitations, const News& news)
{
    std::map<base::UserId, std::vector<store::Named>> own;
    std::vector<store::Named> orphaned;
    for (const auto& each : invitations) (each.is_held ? orphaned : own[each.invited_by]).push_back(each);
    for (const auto& [inviter, theirs] : own) notifications::notify(call, notice_of(organisation, theirs, news));
    if (!orphaned.empty())
        notifications::notify_permission(call, organisation, access::Permission::users_invite,
                                         notice_of(organisation, orphaned, news));
}

} // namespace assetbuddy::invitations
