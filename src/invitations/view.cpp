#include "invitations/view.h"

#include <boost/json/value.hpp>

#include "platform/json/json.h"

namespace assetbuddy::invitations {
namespace {

using platform::json::or_null;

template <class Id>
boost::json::value id_or_null(const std::optional<Id>& id)
{
    return id ? boost::json::value(id->text()) : boost::json::value(nullptr);
}

boost::json::value time_or_null(const std::optional<base::Time>& time)
{
    return time ? boost::json::value(base::to_rfc3339(*time)) : boost::json::value(nullptr);
}

} // namespace

boost::json::object to_json(const Invitation& invitation, base::Time now)
{
    return {
        {"id", invitation.id.text()},
        {"name", invitation.name},
        {"email", or_null(invitation.email)},
        {"role", access::to_text(invitation.role)},
        {"site_id", id_or_null(invitation.site)},
        {"job_title", or_null(invitation.job_title)},
        {"phone", or_null(invitation.phone)},
        {"is_external", invitation.is_external},
        {"company_name", or_null(invitation.company_name)},
        {"company_id", id_or_null(invitation.company)},
        {"company_address", or_null(invitation.company_address)},
        {"access_ends_on", or_null(invitation.access_ends_on.value_or(""))},
        {"state", to_text(invitation.state(now))},
        {"held", invitation.hold(now) != Hold::none},
        {"delivery", to_text(invitation.delivery)},
        {"delivery_detail", or_null(invitation.delivery_detail)},
        {"attempts_left", invitation.attempts_left()},
        {"expires_at", base::to_rfc3339(invitation.expires_at)},
        {"invited_by", {{"id", invitation.invited_by.text()}, {"name", invitation.invited_by_name}}},
        {"created_at", base::to_rfc3339(invitation.created_at)},
        {"accepted_user_id", id_or_null(invitation.accepted_user)},
        {"hold", or_null(std::string{to_text(invitation.hold(now))})},
        {"message", or_null(invitation.message)},
        {"lifetime_days", invitation.lifetime_days},
        {"reminded_at", time_or_null(invitation.reminded_at)},
        {"asked_anew_at", time_or_null(invitation.asked_at)},
    };
}

} // namespace assetbuddy::invitations
