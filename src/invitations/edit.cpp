#include "invitations/edit.h"

#include <vector>

#include "companies/hold.h"
#include "invitations/asker.h"
#include "invitations/find.h"
#include "invitations/offers.h"
#include "invitations/resend.h"
#include "invitations/store.h"

namespace assetbuddy::invitations {
namespace {

using access::Change;
using access::Privacy;
using base::refused;

/// The whole offer as it would read; rules look at all of it.
OfferRequest overlaid(const Invitation& present, const EditRequest& request)
{
    OfferRequest offer{.name = request.name.value_or(present.name),
                       .email = request.email.value_or(present.email),
                       .role = request.role.value_or(std::string{access::to_text(present.role)}),
                       .site_id = request.site_id.value_or(present.site ? present.site->text() : ""),
                       .job_title = request.job_title.value_or(present.job_title),
                       .phone = request.phone.value_or(present.phone),
                       .is_external = request.is_external,
                       .company_name = request.company_name.value_or(present.company_name),
                       .company_address = request.company_address.value_or(present.company_address),
                       .access_ends_on = request.access_ends_on.value_or(present.access_ends_on.value_or("")),
                       .message = request.message.value_or(present.message),
                       .lifetime_days = request.lifetime_days};
    // A new role Contractor brings the flag along (INV-3); any other leaves it.
    const bool becomes_contractor = offer.role == access::to_text(access::Role::contractor);
    if (!offer.is_external && !becomes_contractor) offer.is_external = present.is_external;
    // Who is no longer external has no company.
    if (request.is_external == std::optional{false}) {
        if (!request.company_name) offer.company_name.clear();
        if (!request.company_address) offer.company_address.clear();
    }
    return offer;
}

/// An end of access that has passed since is refused only where it is given anew.
base::Result<Offer> check(access::Call& call, const Invitation& present, const EditRequest& request,
                          const NamedSite& site)
{
    auto surroundings = surroundings_of(call);
    surroundings.site = site.answer;
    surroundings.organisation_lifetime_days = present.lifetime_days;
    auto offer_request = overlaid(present, request);
    if (!request.access_ends_on) offer_request.access_ends_on.clear();
    auto offer = Offer::checked(offer_request, surroundings);
    if (!offer) return offer;
    if (!request.access_ends_on) offer->access_ends_on = present.access_ends_on;
    if (auto may = may_offer(call, offer->grants); !may) return refused(may.error());
    return offer;
}

/// A site that stays may have been deactivated meanwhile: it is then on hold, not wrong.
NamedSite site_for(access::Call& call, const Invitation& present, const EditRequest& request)
{
    const auto present_site = present.site ? present.site->text() : std::string{};
    if (request.site_id && *request.site_id != present_site) return look_up_site(call, *request.site_id);
    if (!present.site) return {};
    return {OfferSurroundings::Site::active, present.site_name};
}

Invitation applied(access::Call& call, const Invitation& present, const Offer& offer, const NamedSite& site)
{
    auto next = present;
    next.name = offer.name;
    next.email = offer.email.typed();
    next.email_key = offer.email.key();
    next.role = offer.role;
    next.site = offer.site;
    next.site_name = site.name;
    next.job_title = offer.job_title;
    next.phone = offer.phone;
    next.is_external = offer.is_external;
    next.company_name = offer.company_name;
    next.company_address = offer.company_address;
    if (next.company_name != present.company_name || next.is_external != present.is_external)
        companies::point(call, next);
    next.access_ends_on = offer.access_ends_on;
    next.message = offer.message;
    next.lifetime_days = offer.lifetime_days;
    const bool lives_differently =
        next.lifetime_days != present.lifetime_days || next.access_ends_on != present.access_ends_on;
    if (lives_differently) next.expires_at = next.expiry_from(present.sent_at);
    next.standing.sets = access::grants_of_all(call, call.organisation());
    if (next.site != present.site) next.standing.site_is_active = true;
    return next;
}

/// The editor answers for what the inviter may not hand out.
void settle_responsible(access::Call& call, const Invitation& present, Invitation& next)
{
    const bool was_fine = present.obstacle() != Hold::inviter;
    if (!was_fine || next.obstacle() != Hold::inviter || !may_invite(call)) return;
    next.invited_by = call.actor.user();
    next.is_held = false;
}

void note(std::vector<Change>& changes, const char* field, const std::string& before, const std::string& after,
          Privacy privacy)
{
    if (before != after) changes.push_back({field, before, after, privacy});
}

std::string id_text(const std::optional<base::SiteId>& id)
{
    return id ? id->text() : std::string{};
}

std::vector<Change> differences(const Invitation& before, const Invitation& after)
{
    std::vector<Change> changes;
    const auto flag = [](bool on) { return std::string{on ? "true" : "false"}; };
    note(changes, "name", before.name, after.name, Privacy::personal);
    note(changes, "email", before.email, after.email, Privacy::personal);
    note(changes, "role", std::string{access::to_text(before.role)}, std::string{access::to_text(after.role)},
         Privacy::plain);
    note(changes, "site_id", id_text(before.site), id_text(after.site), Privacy::plain);
    note(changes, "job_title", before.job_title, after.job_title, Privacy::personal);
    note(changes, "phone", before.phone, after.phone, Privacy::personal);
    note(changes, "is_external", flag(before.is_external), flag(after.is_external), Privacy::plain);
    note(changes, "company_name", before.company_name, after.company_name, Privacy::personal);
    note(changes, "company_address", before.company_address, after.company_address, Privacy::personal);
    note(changes, "access_ends_on", before.access_ends_on.value_or(""), after.access_ends_on.value_or(""),
         Privacy::plain);
    note(changes, "message", before.message, after.message, Privacy::personal);
    note(changes, "lifetime_days", std::to_string(before.lifetime_days), std::to_string(after.lifetime_days),
         Privacy::plain);
    note(changes, "expires_at", base::to_rfc3339(before.expires_at), base::to_rfc3339(after.expires_at),
         Privacy::plain);
    note(changes, "invited_by", before.invited_by.text(), after.invited_by.text(), Privacy::plain);
    return changes;
}

base::Done check_asker(access::Call& call, const Invitation& present, const EditRequest& request)
{
    if (!call.actor.may(access::Permission::users_edit))
        return refused("forbidden", {}, "Your role does not let you edit invitations.");
    if (request.expected_version && *request.expected_version != present.version)
        return refused("stale", {}, "Somebody changed this invitation meanwhile.");
    if (!present.is_open())
        return refused("wrong_state", {}, "This invitation is closed; it cannot be edited any more.");
    return may_offer(call, present.offered());
}

base::Result<Invitation> write(access::Call& call, const Invitation& present, const Invitation& next)
{
    const bool moves = next.email_key != present.email_key;
    auto changes = differences(present, next);
    if (changes.empty()) return present;
    if (!store::update_fields(call.tx, next))
        throw platform::sql::Retryable("an invitation changed while it was edited");
    access::record(call, {.organisation = call.organisation(),
                          .action = "invitation.edited",
                          .record_type = "invitation",
                          .record_id = next.id.text(),
                          .changes = std::move(changes)});
    const auto written = *store::find(call.tx, call.organisation(), next.id);
    if (!moves) return written;
    return renew(call, written);
}

} // namespace

base::Result<Invitation> edit(access::Call& call, const base::InvitationId& id, const EditRequest& request)
{
    store::hold(call.tx, call.organisation(), id);
    const auto present = find_visible(call, id);
    if (!present) return present;
    if (auto may = check_asker(call, *present, request); !may) return refused(may.error());
    const auto site = site_for(call, *present, request);
    const auto offer = check(call, *present, request, site);
    if (!offer) return refused(offer.error());
    auto next = applied(call, *present, *offer, site);
    if (next.email_key != present->email_key) {
        if (auto may = may_invite(call); !may) return refused(may.error());
        if (auto free = is_free(call, offer->email); !free) return refused(free.error());
    }
    settle_responsible(call, *present, next);
    return write(call, *present, next);
}

} // namespace assetbuddy::invitations
