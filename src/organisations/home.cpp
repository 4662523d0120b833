#include "organisations/home.h"

namespace assetbuddy::organisations {

platform::html::Url home_of(const access::Actor& actor)
{
    using platform::html::Url;
    const bool has_dashboard = actor.may(access::Permission::contractor_dashboard_view);
    if (has_dashboard && actor.facts().is_external) return Url{"/contractor"}; // EXT-2
    if (actor.may(access::Permission::dashboard_view)) return Url{"/dashboard"};
    if (actor.may(access::Permission::users_view)) return Url{"/users"};
    if (actor.may(access::Permission::sites_view)) return Url{"/sites"};
    if (has_dashboard) return Url{"/contractor"};
    if (actor.may(access::Permission::defects_view)) return Url{"/defects"};
    return Url{"/profile"};
}

} // namespace assetbuddy::organisations
