#include "users/view.h"

#include <boost/json/array.hpp>

#include "access/ability.h"
#include "platform/json/json.h"

namespace assetbuddy::users {
namespace {

using platform::json::or_null;

boost::json::object sight_of(const Sight& sight)
{
    return {{"is_shown", sight.is_shown},
            {"count", sight.count ? boost::json::value(*sight.count) : boost::json::value(nullptr)}};
}

} // namespace

boost::json::object to_json(const User& user)
{
    const bool was_seen = user.last_seen_at > base::Time{};
    return {
        {"id", user.id.text()},
        {"name", user.name},
        {"email", or_null(user.email)},
        {"pending_email", or_null(user.pending_email.value_or(""))},
        {"role", access::to_text(user.role)},
        {"site_id", user.site ? boost::json::value(user.site->text()) : boost::json::value(nullptr)},
        {"job_title", or_null(user.job_title)},
        {"phone", or_null(user.phone)},
        {"is_active", user.is_active},
        {"is_external", user.is_external},
        {"company_name", or_null(user.company_name)},
        {"company_address", or_null(user.company_address)},
        {"access_ends_on", or_null(user.access_ends_on.value_or(""))},
        {"last_seen_at",
         was_seen ? boost::json::value(base::to_rfc3339(user.last_seen_at)) : boost::json::value(nullptr)},
        {"created_at", base::to_rfc3339(user.created_at)},
    };
}

boost::json::object to_json(const Outlook& outlook)
{
    boost::json::array permissions;
    for (const auto& grant : outlook.grants.all())
        permissions.push_back(
            boost::json::object{{"permission", access::to_text(grant.permission)},
                                {"scope", access::to_text(grant.scope)},
                                {"words", access::in_words(grant, outlook.site, access::Spoken::of_them)}});
    return {{"permissions", std::move(permissions)},
            {"users", sight_of(outlook.people)},
            {"sites", sight_of(outlook.sites)}};
}

} // namespace assetbuddy::users
