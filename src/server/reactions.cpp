#include "server/reactions.h"

namespace assetbuddy::server {
namespace {

struct Answer {
    access::Call& call;

    void operator()(const access::UserLostRights&) const {}
    void operator()(const access::UserLeft&) const {}
    void operator()(const access::OwnershipMoved&) const {}
    void operator()(const access::PersonErased&) const {}
    void operator()(const access::SiteClosed&) const {}
    void operator()(const access::InvitationEnded&) const {}
};

} // namespace

void react(access::Call& call, const access::Announcement& announcement)
{
    std::visit(Answer{call}, announcement);
}

} // namespace assetbuddy::server
