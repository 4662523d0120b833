#include <algorithm>

#include <fmt/format.h>

#include "accounts/sealed.h"
#include "outbox/sealed.h"
#include "server/key_facts.h"
#include "server/keys.h"

namespace assetbuddy::server {
namespace {

namespace sql = platform::sql;

constexpr std::size_t most_unopenable = 100;

bool is_among(std::string_view ids, std::string_view id)
{
    return !id.empty() && ids.contains(id);
}

bool is_in_the_way(const store::Holder& holder, const store::Rotation& rotation)
{
    return rotation.is_sealing ? !holder.key_ids.starts_with(rotation.to) : !is_among(holder.key_ids, rotation.to);
}

KeyState state_of(const store::Rotation& rotation)
{
    return {.id = rotation.is_sealing ? rotation.to : rotation.from,
            .is_rotating = true,
            .from = rotation.from,
            .to = rotation.to,
            .done = rotation.done,
            .total = std::max(rotation.total, rotation.done),
            .waits_for = {}};
}

} // namespace

const std::array<const access::SealedPlace*, 3>& sealed_places()
{
    static const std::array<const access::SealedPlace*, 3> places{&outbox::sealed_letters, &access::sealed_answers,
                                                                  &accounts::sealed_secrets};
    return places;
}

std::vector<std::string> servers_in_the_way(sql::Transaction& tx, const store::Rotation& rotation, base::Time since)
{
    std::vector<std::string> words;
    for (const auto& holder : store::list_holders(tx, since)) {
        if (!is_in_the_way(holder, rotation)) continue;
        words.push_back(
            rotation.is_sealing
                ? fmt::format("the server on {} has not taken the new key up yet", holder.host)
                : fmt::format("the key file of the server on {} lacks the new key: copy this one there", holder.host));
    }
    return words;
}

KeyState find_key_state(sql::Database& database, base::Time now)
{
    return database.read(key_reach(), [&](sql::Transaction& tx) -> KeyState {
        const auto rotation = store::find_rotation(tx);
        if (!rotation) {
            KeyState state;
            state.id = store::find_key_id(tx).value_or("");
            return state;
        }
        auto state = state_of(*rotation);
        state.waits_for = servers_in_the_way(tx, *rotation, now - KeyKeeper::Pace{}.forget);
        return state;
    });
}

std::vector<Unopenable> find_unopenable(const access::Kernel& kernel)
{
    std::vector<Unopenable> found;
    for (const auto* place : sealed_places()) {
        std::string position;
        do {
            const auto rows = kernel.database.read(
                key_reach(), [&](sql::Transaction& tx) { return place->list(tx, position, KeyKeeper::Pace{}.piece); });
            for (const auto& row : rows)
                if (found.size() < most_unopenable && !kernel.key.open(place->purpose, row.context, row.box))
                    found.push_back({std::string{place->name}, row.context});
            position = rows.empty() ? std::string{} : rows.back().position;
        } while (!position.empty());
    }
    return found;
}

} // namespace assetbuddy::server
