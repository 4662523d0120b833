#include "invitations/send.h"

#include <chrono>

#include "invitations/asker.h"
#include "invitations/letter.h"
#include "invitations/secrets.h"
#include "invitations/store.h"
#include "outbox/outbox.h"
#include "sites/find.h"
#include "users/find.h"

namespace assetbuddy::invitations {
namespace {

using access::Privacy;
using base::Error;
using base::refused;

struct NamedSite {
    OfferSurroundings::Site answer = OfferSurroundings::Site::none;
    std::string name;
};

/// Held active until the commit, so that the site cannot close between this look and the invitation.
NamedSite look_up_site(access::Call& call, const std::string& text)
{
    if (text.empty()) return {};
    const auto id = base::SiteId::parse(text);
    if (!id || !sites::hold_active(call, call.organisation(), *id)) return {OfferSurroundings::Site::unknown, {}};
    return {OfferSurroundings::Site::active, sites::find(call, call.organisation(), *id)->name};
}

Error already_user(const users::User& user)
{
    const auto* detail = user.is_active ? "This person already has a place here."
                                        : "This person already has a place here, which was deactivated.";
    return Error{"already_user", "email", detail}.with("user_id", user.id.text()).with("is_active", user.is_active);
}

Error already_invited(const Invitation& invitation)
{
    return Error{"already_invited", "email", "This address is already invited. Resend that invitation instead."}.with(
        "invitation_id", invitation.id.text());
}

Invitation made_of(access::Call& call, const Offer& offer, const std::string& site_name)
{
    const auto& inviter = call.actor.facts();
    return {.id = call.make_id<base::InvitationId>(),
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
            .company_address = offer.company_address,
            .lifetime_days = offer.lifetime_days,
            .expires_at = call.now + std::chrono::days{offer.lifetime_days},
            .sent_at = call.now,
            .invited_by = call.actor.user(),
            .created_at = call.now,
            .closed_at = {},
            .accepted_user = {},
            .invited_by_name = inviter.name,
            .organisation_name = inviter.organisation_name,
            .time_zone = inviter.time_zone,
            .site_name = site_name,
            .delivery_detail = {},
            .standing = {.inviter_role = inviter.role, .inviter_is_external = inviter.is_external}};
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
    return changes;
}

base::Result<Offer> checked(access::Call& call, const OfferRequest& request, const NamedSite& site)
{
    const OfferSurroundings surroundings{site.answer, store::find_lifetime_days(call.tx, call.organisation()),
                                         access::grants_of_all(call, call.organisation())};
    auto offer = Offer::checked(request, surroundings);
    if (!offer) return offer;
    if (auto may = may_offer(call, offer->grants); !may) return refused(may.error());
    return offer;
}

} // namespace

base::Result<Invitation> send(access::Call& call, const OfferRequest& request)
{
    if (auto may = may_invite(call); !may) return refused(may.error());
    const auto site = look_up_site(call, request.site_id);
    const auto offer = checked(call, request, site);
    if (!offer) return refused(offer.error());
    if (const auto user = users::find_by_email(call, call.organisation(), offer->email))
        return refused(already_user(*user));
    if (const auto open = store::find_open(call.tx, call.organisation(), offer->email.key()))
        return refused(already_invited(*open));

    const auto invitation = made_of(call, *offer, site.name);
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
    auto sent = *store::find(call.tx, invitation.organisation, invitation.id);
    // Last, since everybody who invites here waits for these counters until the commit.
    if (auto counted = outbox::count_send(call); !counted) return refused(counted.error());
    return sent;
}

} // namespace assetbuddy::invitations
