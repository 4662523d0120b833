#include "dashboard/first_steps.h"

#include <algorithm>

#include "assets/list.h"
#include "defects/list.h"
#include "invitations/list.h"
#include "sites/list.h"

namespace assetbuddy::dashboard {
namespace {

using access::Permission;

bool has_site(access::Call& call)
{
    const auto page = sites::list(call, {.limit = 1});
    return page && !page->sites.empty();
}

bool has_equipment(access::Call& call)
{
    const auto page = assets::list(call, {.limit = 1});
    return page && !page->assets.empty();
}

bool has_invited(access::Call& call)
{
    const auto page = invitations::list(call, {.limit = 1});
    return page && !page->invitations.empty();
}

bool has_defect(access::Call& call)
{
    const auto page = defects::list(call, {.limit = 1});
    return page && !page->defects.empty();
}

struct Step {
    FirstStep step;
    Permission take;
    Permission see; // to know whether it was taken
    bool (*is_done)(access::Call&);
};

constexpr Step steps[] = {
    {{"add_site", "Add a site", "Where your equipment stands and your people work.", "/sites/new"},
     Permission::sites_create,
     Permission::sites_view,
     has_site},
    {{"add_equipment", "Add equipment", "What you look after. Each piece gets a code of its own.", "/assets/new"},
     Permission::assets_create,
     Permission::assets_view,
     has_equipment},
    {{"invite_people", "Invite people", "Colleagues and contractors get an email with a link and a code.",
      "/users/invite"},
     Permission::users_invite,
     Permission::users_view,
     has_invited},
    {{"report_defect", "Report a defect", "Say what is wrong, and follow it until the repair is verified.",
      "/defects/new"},
     Permission::defects_create,
     Permission::defects_view,
     has_defect},
};

} // namespace

std::vector<FirstStep> first_steps(access::Call& call)
{
    std::vector<FirstStep> shown;
    if (!call.actor.may(Permission::sites_create)) return shown;
    for (const auto& each : steps) {
        if (!call.actor.may(each.take) || !call.actor.may(each.see)) continue;
        shown.push_back(each.step);
        shown.back().is_done = each.is_done(call);
    }
    if (std::ranges::all_of(shown, &FirstStep::is_done)) shown.clear();
    return shown;
}

} // namespace assetbuddy::dashboard
