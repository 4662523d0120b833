#include "invitations/create.h"

#include "companies/hold.h"
#include "invitations/letter.h"
#include "invitations/secrets.h"
#include "invitations/store.h"
#include "outbox/outbox.h"

namespace assetbuddy::invitations {
namespace {

using access::Privacy;

Invitation made_of(access::Call& call, const Offer& offer, const std::string& site_name)
{
    const auto& inviter = call.actor.facts();
    Invitation made{.id = call.make_id<base::InvitationId>(),
                    .organisation = call.organisation(),
                    .user = call.make_id<base::UserId>(),
                    .name = offer.name,
                    .email = offer.email.typed(),
                    .email_key = offer.email.key(),
                    .role = offer.role,
                    .site = offer.site,
                    .job_title = offer.job_title,
                    .phone = offer.phone,
                    .is_external = offer.is_external,
                    .company_name = offer.company_name,
                    .company = {},
                    .company_address = offer.company_address,
                    .lifetime_days = offer.lifetime_days,
                    .sent_at = call.now,
                    .invited_by = call.actor.user(),
                    .created_at = call.now,
                    .closed_at = {},
                    .accepted_user = {},
                    .access_ends_on = offer.access_ends_on,
                    .message = offer.message,
                    .reminded_at = {},
                    .asked_at = {},
                    .invited_by_name = inviter.name,
                    .organisation_name = inviter.organisation_name,
                    .time_zone = inviter.time_zone,
                    .site_name = site_name,
                    .delivery_detail = {},
                    .standing = {.inviter_role = inviter.role, .inviter_is_external = inviter.is_external}};
    made.expires_at = made.expiry_from(call.now);
    return made;
}

std::vector<access::Change> described(const Invitation& invitation)
{
    const auto text = [](const std::string& value) { return std::optional{value}; };
    std::vector<access::Change> changes{
        {"name", {}, text(invitation.name), Privacy::personal},
        {"email", {}, text(invitation.email), Privacy::personal},
        {"role", {}, std::string{access::to_text(invitation.role)}},
        {"is_external", {}, invitation.is_external ? "true" : "false"},
        {"expires_at", {}, base::to_rfc3339(invitation.expires_at)},
    };
    if (invitation.site) changes.push_back({"site_id", {}, invitation.site->text()});
    if (!invitation.job_title.empty()) changes.push_back({"job_title", {}, invitation.job_title, Privacy::personal});
    if (!invitation.phone.empty()) changes.push_back({"phone", {}, invitation.phone, Privacy::personal});
    if (!invitation.company_name.empty())
        changes.push_back({"company_name", {}, invitation.company_name, Privacy::personal});
    if (!invitation.company_address.empty())
        changes.push_back({"company_address", {}, invitation.company_address, Privacy::personal});
    if (invitation.access_ends_on) changes.push_back({"access_ends_on", {}, *invitation.access_ends_on});
    if (!invitation.message.empty()) changes.push_back({"message", {}, invitation.message, Privacy::personal});
    return changes;
}

} // namespace

Invitation create(access::Call& call, const Offer& offer, const std::string& site_name)
{
    auto invitation = made_of(call, offer, site_name);
    companies::point(call, invitation);
    const auto secrets = Secrets::make(call.kernel);
    const auto letter = outbox::enqueue(call, letter_of(invitation, secrets, call.actor.user()));
    const auto hashes = hashes_of(call.kernel, invitation.id, invitation.generation, secrets);
    if (!store::insert_open(call.tx, invitation, hashes, letter))
        throw platform::sql::Retryable("the same address was invited at the same moment"); // run again: found then
    access::record(call, {.organisation = invitation.organisation,
                          .action = "invitation.sent",
                          .record_type = "invitation",
                          .record_id = invitation.id.text(),
                          .changes = described(invitation)});
    return invitation;
}

} // namespace assetbuddy::invitations
