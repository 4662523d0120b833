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

base::Result<store::Standing> find_live(platform::sql::Transaction& tx, const Kernel& kernel,
                                        const Credential& credential)
{
    if (credential.kind != Credential::Kind::session) return refused("sign_in_required", {}, "Sign in to go on.");
    auto standing = store::find_standing(tx, credential.hash);
    if (!standing || !is_live(*standing, kernel.clock.now()))
        return refused("sign_in_required", {}, "You are signed out. Sign in to go on.");
    return std::move(*standing);
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
    auto standing = find_live(tx, kernel, credential);
    if (!standing) return std::unexpected(standing.error());
    const auto now = kernel.clock.now();
    if (standing->last_used_at + touch_after <= now)
        kernel.last_uses.note({standing->facts.session, standing->facts.organisation, standing->facts.user, now});
    tx.enter(standing->facts.organisation);
    return Actor{std::move(standing->facts)};
}

base::Result<std::string> open_session(Call& call, const base::AccountId& account,
                                       const base::OrganisationId& organisation, const base::UserId& user)
{
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
                                    .agent = call.origin.agent});
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

base::Done require_fresh_password(Call& call, const Credential& credential)
{
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
