#include "accounts/session.h"

#include <algorithm>

#include "access/places.h"
#include "access/sessions.h"

namespace assetbuddy::accounts {

base::Done sign_out(access::Call& call)
{
    if (auto person = access::require_session(call); !person) return person;
    access::end_session(call, call.actor.facts().session);
    access::record(call, {.organisation = call.organisation(),
                          .action = "session.ended",
                          .record_type = "user",
                          .record_id = call.actor.user().text(),
                          .changes = {}});
    return {};
}

base::Result<Moved> switch_place(access::Call& call, const base::OrganisationId& organisation)
{
    if (auto person = access::require_session(call); !person) return base::refused(person.error());
    const auto& account = call.actor.facts().account;
    const auto places = access::places_of(call, account);
    const auto place = std::ranges::find(places, organisation, &access::Place::organisation);
    if (place == places.end()) return base::refused("not_found", {}, "You have no place in that organisation.");
    access::end_session(call, call.actor.facts().session);
    call.tx.enter(place->organisation);
    auto token = access::open_session(call, account, place->organisation, place->user, access::factors_of(call.actor));
    if (!token) return base::refused(token.error());
    access::record(call, {.organisation = place->organisation,
                          .action = "session.opened",
                          .record_type = "user",
                          .record_id = place->user.text(),
                          .changes = {},
                          .actor_user = place->user,
                          .actor_name = place->name});
    return Moved{place->organisation, place->user, *std::move(token)};
}

} // namespace assetbuddy::accounts
