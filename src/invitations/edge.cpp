#include "invitations/edge.h"

#include "accounts/edge.h"

namespace assetbuddy::invitations {

base::Result<Accepted> accept_here(access::Visit& visit, AcceptRequest request, accounts::SecondStep step)
{
    const auto cookie = accounts::device_cookie_name(visit.secure());
    request.devices = accounts::KnownDevices::from_text(visit.sealed_cookie(cookie));
    step.half_way = accounts::half_way_of(visit);
    auto accepted = accept(visit.kernel, visit.credential, visit.origin, request, step);
    if (!accepted && accepted.error().code == "second_factor_required") accounts::keep_half_way(visit, step.half_way);
    if (!accepted) return accepted;
    accounts::keep_half_way(visit, {});
    request.devices.note(visit.kernel, accepted->user.account);
    visit.set_sealed_cookie(cookie, request.devices.to_text(), accounts::device_cookie_life);
    visit.set_session_cookie(accepted->session_token);
    return accepted;
}

base::Error missing_token()
{
    return base::invalid({{"token", "required", "Give the token of the link in the email."}}).error();
}

} // namespace assetbuddy::invitations
