#include "server/former_parts.h"

#include "access/sealed.h"
#include "access/visit.h"
#include "accounts/edge.h"
#include "accounts/known_devices.h"
#include "accounts/recovery_codes.h"
#include "accounts/second_factor.h"
#include "invitations/secrets.h"
#include "organisations/confirmation_mail.h"
#include "outbox/seal.h"
#include "users/confirm_email_change.h"

namespace assetbuddy::server {
namespace {

using std::chrono::hours;

/// Longer than any invitation, confirmation or change of address lives (30 days).
constexpr hours code_life{24 * 40};
/// Pages that are open in a browser, and half-way cookies.
constexpr hours page_life{24 * 2};

} // namespace

std::vector<FormerPart> former_parts()
{
    std::vector<FormerPart> parts{{std::string{invitations::code_purpose}, code_life},
                                  {std::string{organisations::code_purpose}, code_life},
                                  {std::string{users::email_code_purpose}, code_life},
                                  {std::string{accounts::recovery_purpose}, std::nullopt},
                                  {std::string{access::form_purpose}, page_life}};
    for (const bool secure : {false, true}) {
        parts.push_back({std::string{accounts::device_cookie_name(secure)}, accounts::device_cookie_life});
        parts.push_back({std::string{access::accept_cookie_name(secure)}, page_life});
        for (const auto name : accounts::sealed_cookie_names)
            parts.push_back({accounts::cookie_name(secure, name), page_life});
    }
    // What a server sealed that was held up between the change of the key and its own noticing.
    for (const auto purpose : {outbox::seal_purpose, accounts::secret_purpose, access::sealed_answers.purpose})
        parts.push_back({std::string{purpose}, page_life});
    return parts;
}

} // namespace assetbuddy::server
