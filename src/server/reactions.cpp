#include "server/reactions.h"

#include "access/sessions.h"
#include "assets/categories.h"
#include "defects/react.h"
#include "invitations/react.h"
#include "notifications/notify.h"
#include "users/account_address.h"

namespace assetbuddy::server {
namespace {

struct Answer {
    access::Call& call;

    void operator()(const access::UserLostRights& lost) const { invitations::hold_orphaned(call, lost); }
    void operator()(const access::RoleLostRights& lost) const { invitations::hold_orphaned(call, lost); }
    void operator()(const access::UserLeft& left) const
    {
        access::end_tokens_of_place(call, left.organisation, left.user);
        defects::tell_left_behind(call, left);
    }
    void operator()(const access::OwnershipMoved& moved) const { invitations::pass_to_new_owner(call, moved); }
    void operator()(const access::PersonErased& erased) const
    {
        notifications::forget(call, erased.organisation, erased.user, erased.email_key);
        invitations::forget_person(call, erased);
        defects::forget_person(call, erased);
    }
    void operator()(const access::SiteClosed& closed) const { invitations::note_site_closed(call, closed); }
    void operator()(const access::InvitationEnded& ended) const { defects::take_back(call, ended); }
    void operator()(const access::InvitationAccepted& accepted) const { defects::hand_over(call, accepted); }
    void operator()(const access::OrganisationFounded& founded) const
    {
        assets::add_default_categories(call, founded.organisation);
    }
    void operator()(const access::AccountEmailChanged& changed) const
    {
        users::follow_account_address(call, changed.account, changed.email);
    }
};

} // namespace

void react(access::Call& call, const access::Announcement& announcement)
{
    std::visit(Answer{call}, announcement);
}

} // namespace assetbuddy::server
