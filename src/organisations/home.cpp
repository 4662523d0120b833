#include "organisations/home.h"

namespace assetbuddy::organisations {

platform::html::Url home_of(const access::Actor& actor)
{
    using platform::html::Url;
    if (actor.may(access::Permission::users_view)) return Url{"/users"};
    if (actor.may(access::Permission::sites_view)) return Url{"/sites"};
    if (actor.may(access::Permission::defects_view)) return Url{"/defects"};
    return Url{"/profile"};
}

} // namespace assetbuddy::organisations
