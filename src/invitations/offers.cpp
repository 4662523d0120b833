#include "invitations/offers.h"

#include "invitations/asker.h"
#include "invitations/store.h"
#include "sites/find.h"
#include "users/find.h"

namespace assetbuddy::invitations {
namespace {

using base::Error;
using base::refused;

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

} // namespace

NamedSite look_up_site(access::Call& call, const std::string& text)
{
    if (text.empty()) return {};
    const auto id = base::SiteId::parse(text);
    if (!id || !sites::hold_active(call, call.organisation(), *id)) return {OfferSurroundings::Site::unknown, {}};
    return {OfferSurroundings::Site::active, sites::find(call, call.organisation(), *id)->name};
}

OfferSurroundings surroundings_of(access::Call& call)
{
    return {.organisation_lifetime_days = store::find_settings(call.tx, call.organisation()).lifetime_days,
            .sets = access::grants_of_all(call, call.organisation()),
            .now = call.now,
            .time_zone = call.actor.facts().time_zone};
}

void foresee(access::Call& call, const OfferRequest& request)
{
    store::foresee_settings(call.tx, call.organisation());
    access::foresee_grants(call, call.organisation());
    const auto email = base::EmailAddress::parse(request.email);
    if (!email) return;
    users::foresee_by_email(call, call.organisation(), *email);
    store::foresee_has_open(call.tx, call.organisation(), email->key());
}

base::Result<Offer> checked_offer(access::Call& call, const OfferRequest& request,
                                  const OfferSurroundings& surroundings)
{
    auto offer = Offer::checked(request, surroundings);
    if (!offer) return offer;
    if (auto may = may_offer(call, offer->grants); !may) return refused(may.error());
    return offer;
}

base::Done is_free(access::Call& call, const base::EmailAddress& email)
{
    if (const auto user = users::find_by_email(call, call.organisation(), email)) return refused(already_user(*user));
    if (!store::has_open(call.tx, call.organisation(), email.key())) return {};
    return refused(already_invited(store::find_open(call.tx, call.organisation(), email.key()).value()));
}

} // namespace assetbuddy::invitations
