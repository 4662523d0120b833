#include "invitations/edge.h"

namespace assetbuddy::invitations {

base::Result<Accepted> accept_here(access::Visit& visit, AcceptRequest request)
{
    const auto cookie = accounts::device_cookie_name(visit.secure());
    request.devices = accounts::KnownDevices::from_text(visit.sealed_cookie(cookie));
    auto accepted = accept(visit.kernel, visit.credential, visit.origin, request);
    if (!accepted) return accepted;
    request.devices.note(visit.kernel, accepted->user.account);
    visit.set_sealed_cookie(cookie, request.devices.to_text(), accounts::device_cookie_life);
    visit.set_session_cookie(accepted->session_token);
    return accepted;
}

} // namespace assetbuddy::invitations
