#include "organisations/view.h"

#include <boost/json/array.hpp>

#include "users/view.h"

namespace assetbuddy::organisations {
namespace {

namespace json = boost::json;

json::array places_json(const std::vector<access::Place>& places)
{
    json::array list;
    for (const auto& place : places) {
        if (!place.is_active) continue;
        list.push_back(json::object{{"id", place.organisation.text()},
                                    {"name", place.organisation_name},
                                    {"user_id", place.user.text()},
                                    {"role", access::to_text(place.role)}});
    }
    return list;
}

} // namespace

json::object organisation_json(const base::OrganisationId& id, const std::string& name)
{
    return {{"id", id.text()}, {"name", name}};
}

json::object to_json(const Organisation& organisation)
{
    const auto& settings = organisation.settings;
    return {{"id", organisation.id.text()},
            {"name", settings.name},
            {"invitation_lifetime_days", settings.invitation_lifetime_days},
            {"reminders", settings.reminders},
            {"time_zone", settings.time_zone},
            {"session_idle_minutes", settings.session_idle_minutes},
            {"session_hours", settings.session_hours},
            {"require_second_factor", settings.require_second_factor},
            {"hand_over_code", settings.hand_over_code},
            {"receive_hs_notifications", settings.receive_hs_notifications},
            {"contractor_summary", settings.contractor_summary}};
}

json::object signed_in_json(const Me& me)
{
    return {{"organisation", organisation_json(me.user.organisation, me.organisation_name)},
            {"user", users::to_json(me.user)},
            {"organisations", places_json(me.places)}};
}

json::object me_json(const Me& me, const access::GrantSet& grants)
{
    auto object = signed_in_json(me);
    json::array permissions;
    for (const auto& grant : grants.all())
        permissions.push_back(
            json::object{{"permission", access::to_text(grant.permission)}, {"scope", access::to_text(grant.scope)}});
    object["permissions"] = std::move(permissions);
    return object;
}

} // namespace assetbuddy::organisations
