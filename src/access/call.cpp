#include "access/call.h"

#include <array>

#include "access/limits.h"
#include "access/places.h"
#include "access/sessions.h"
#include "access/store.h"

namespace assetbuddy::access {
namespace {

using base::refused;

/// Last use is written at most once a minute (security.md section 0).
constexpr auto touch_after = std::chrono::minutes{1};
/// R-SESS-9.
constexpr std::int64_t most_sessions = 20;

bool is_live(const store::Standing& standing, base::Time now)
{
    return standing.is_active && now < standing.created_at + std::chrono::hours{standing.hours} &&
           now < standing.last_used_at + std::chrono::minutes{standing.idle_minutes};
}

base::Result<Actor::Facts> find_token_facts(platform::sql::Transaction& tx, const Kernel& kernel,
                                            const Credential& credential)
{
    const auto now = kernel.clock.now();
    auto standing = store::find_token_standing(tx, credential.hash);
    if (!standing || !standing->is_active || standing->expires_at <= now)
        return refused("sign_in_required", {}, "This API token is unknown, ended or expired.");
    auto& facts = standing->facts;
    if (standing->last_used_at + touch_after <= now)
        kernel.last_uses.note({{}, facts.organisation, facts.user, now, facts.api_token});
    return std::move(facts);
}

base::Result<store::Standing> find_live(platform::sql::Transaction& tx, const Kernel& kernel,
                                        const Credential& credential)
{
    if (credential.kind != Credential::Kind::session) return refused("sign_in_required", {}, "Sign in to go on.");
    auto standing = store::find_standing(tx, credential.hash);
    if (!standing || !is_live(*standing, kernel.clock.now()))
        return refused("sign_in_required", {}, "You are signed out. Sign in to go on.");
    return std::move(*standing);
}

base::Result<Actor::Facts> find_facts(platform::sql::Transaction& tx, const Kernel& kernel,
                                      const Credential& credential)
{
    if (credential.kind == Credential::Kind::api_token) return find_token_facts(tx, kernel, credential);
    auto standing = find_live(tx, kernel, credential);
    if (!standing) return std::unexpected(standing.error());
    auto& facts = standing->facts;
    const auto now = kernel.clock.now();
    if (standing->last_used_at + touch_after <= now)
        kernel.last_uses.note({facts.session, facts.organisation, facts.user, now});
    return std::move(facts);
}

} // namespace

Call::Call(platform::sql::Transaction& transaction, const Kernel& world, const Actor& asker, const Origin& from)
    : tx(transaction), kernel(world), actor(asker), origin(from), now(world.clock.now())
{}

void Call::announce(const Announcement& announcement)
{
    if (kernel.react != nullptr) kernel.react(*this, announcement);
}

std::string Call::new_uuid()
{
    std::array<std::uint8_t, 10> random{};
    kernel.random.fill(random.data(), random.size());
    return base::make_uuid_v7(now, random);
}

base::Result<Actor> find_actor(platform::sql::Transaction& tx, const Kernel& kernel, const Credential& credential)
{
    auto facts = find_facts(tx, kernel, credential);
    if (!facts) return std::unexpected(facts.error());
    if (facts->lacks_second_factor && credential.second_factor == Credential::SecondFactor::needed)
        return refused("second_factor_missing", {},
                       facts->organisation_name +
                           " asks everybody for a second step when signing in. Set one up, then go on.");
    tx.enter(facts->organisation);
    return Actor{std::move(*facts)};
}

base::Result<std::string> open_session(Call& call, const base::AccountId& account,
                                       const base::OrganisationId& organisation, const base::UserId& user,
                                       Factors factors)
{
    if (factors == Factors::one && store::has_second_factor(call.tx, account))
        return refused("second_factor_required", {},
                       "Show your second factor as well: the code of your app, or a recovery code.");
    if (!store::is_open_place(call.tx, account, organisation, user))
        return refused("inactive", {},
                       "Your place in this organisation is not active. Ask the person who looks after its users.");
    auto token = platform::crypto::make_token(call.kernel.random);
    store::insert_session(call.tx, {.id = call.make_id<base::SessionId>(),
                                    .token_hash = platform::crypto::sha256(token),
                                    .account = account,
                                    .organisation = organisation,
                                    .user = user,
                                    .now = call.now,
                                    .address = call.origin.address,
                                    .agent = call.origin.agent,
                                    .second_factor = factors == Factors::two});
    store::delete_oldest_sessions(call.tx, account, most_sessions);
    store::update_last_place(call.tx, account, user);
    store::update_last_seen(call.tx, organisation, user, call.now);
    return token;
}

std::int64_t end_session(Call& call, const base::SessionId& session)
{
    return store::delete_session(call.tx, session);
}

std::int64_t end_sessions_of_account(Call& call, const base::AccountId& account, const base::SessionId& except)
{
    return store::delete_sessions_of_account(call.tx, account, except);
}

std::int64_t end_tokens_of_place(Call& call, const base::OrganisationId& organisation, const base::UserId& user)
{
    return store::delete_tokens_of_place(call.tx, organisation, user);
}

std::int64_t end_tokens_of_account(Call& call, const base::AccountId& account)
{
    return store::delete_tokens_of_account(call.tx, account);
}

base::Done require_session(const Call& call)
{
    if (call.actor.facts().api_token.empty()) return {};
    return refused("forbidden", {}, "An API token cannot do this. Sign in and do it yourself.");
}

void leave_place(Call& call, const base::AccountId& account, const base::OrganisationId& organisation,
                 const base::UserId& user)
{
    call.tx.leave(); // an account's places lie in several organisations
    store::delete_tokens_of_place(call.tx, organisation, user);
    if (const auto other = store::hold_other_place(call.tx, account, user))
        store::move_sessions(call.tx, organisation, user, *other);
    else
        store::delete_sessions_of_place(call.tx, organisation, user);
    call.tx.enter(organisation);
}

base::Done require_fresh_password(Call& call, const Credential& credential)
{
    if (auto person = require_session(call); !person) return person;
    const auto standing = find_live(call.tx, call.kernel, credential);
    if (!standing) return std::unexpected(standing.error());
    if (standing->reauthenticated_at + std::chrono::minutes{10} <= call.now)
        return refused("reauthenticate", {}, "Confirm your password first.");
    return {};
}

void write_last_uses(const Kernel& kernel)
{
    const auto uses = kernel.last_uses.take();
    if (uses.empty()) return;
    const auto written = kernel.database.write(platform::sql::Reach::system("last use of sessions"),
                                               [&](platform::sql::Transaction& tx) -> base::Done {
                                                   for (const auto& use : uses) store::update_last_used(tx, use);
                                                   return {};
                                               });
    if (!written) throw std::logic_error("writing last uses cannot be refused");
}

void note_reauthenticated(Call& call)
{
    store::update_reauthenticated(call.tx, call.actor.facts().session, call.now);
}

std::vector<Place> places_of(Call& call, const base::AccountId& account)
{
    call.tx.leave(); // an account's places lie in several organisations
    auto places = store::list_places(call.tx, account);
    if (call.actor.signed_in()) call.tx.enter(call.organisation());
    return places;
}

} // namespace assetbuddy::access
