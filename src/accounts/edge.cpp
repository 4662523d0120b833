#include "accounts/edge.h"

#include "accounts/limits.h"

namespace assetbuddy::accounts {
namespace {

std::string step_cookie(const access::Visit& visit)
{
    return cookie_name(visit.secure(), "step");
}

} // namespace

KnownDevices devices_of(const access::Visit& visit)
{
    return KnownDevices::from_text(visit.sealed_cookie(device_cookie_name(visit.secure())));
}

void keep_session(access::Visit& visit, std::string_view session_token, const base::AccountId& account)
{
    auto devices = devices_of(visit);
    devices.note(visit.kernel, account);
    visit.set_sealed_cookie(device_cookie_name(visit.secure()), devices.to_text(), device_cookie_life);
    visit.set_session_cookie(session_token);
}

void keep_half_way(access::Visit& visit, const std::optional<HalfWay>& half_way)
{
    const auto text = half_way ? half_way->to_text() : std::string{};
    if (!text.empty() || visit.request.cookie(step_cookie(visit)))
        visit.set_sealed_cookie(step_cookie(visit), text, half_way_life);
}

std::optional<HalfWay> half_way_of(const access::Visit& visit)
{
    return HalfWay::from_text(visit.sealed_cookie(step_cookie(visit)));
}

void clear_site_data(platform::http::Response& response)
{
    response.set("Clear-Site-Data", R"("cache", "storage")");
}

std::string cookie_name(bool secure, std::string_view name)
{
    return (secure ? "__Host-" : "assetbuddy_") + std::string{name};
}

} // namespace assetbuddy::accounts
