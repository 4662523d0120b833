#include <algorithm>
#include <stdexcept>

#include "accounts/sealed.h"
#include "platform/crypto/key_file.h"
#include "platform/log/log.h"
#include "server/former_parts.h"
#include "server/key_facts.h"
#include "server/keys.h"

namespace assetbuddy::server {
namespace {

namespace crypto = platform::crypto;
namespace log = platform::log;
namespace sql = platform::sql;
using Clock = std::chrono::steady_clock;

} // namespace

base::Done KeyKeeper::begin()
try {
    const auto facts = find_facts();
    if (facts.rotation) return {};
    // One that a crash left there, or that was put there by hand where the file is not ours to write.
    auto in_file = crypto::InstanceKey::open_or_create(file_, kernel_.random);
    const auto ids = in_file.ids();
    const auto unused =
        std::ranges::find_if(ids, [&](const auto& id) { return id != key_.id() && !facts.is_replaced(id); });
    const auto next = unused != ids.end() ? *unused : crypto::add_key_to_file(file_, kernel_.random);
    key_.add(crypto::InstanceKey::open_or_create(file_, kernel_.random));
    const auto begun = kernel_.database.write(key_reach(), [&](sql::Transaction& tx) -> base::Result<bool> {
        store::Rotation rotation;
        rotation.from = store::find_key_id(tx).value();
        rotation.to = next;
        rotation.begun_at = kernel_.clock.now();
        return rotation.from != next && store::insert_rotation(tx, rotation);
    });
    if (!begun) return std::unexpected(begun.error());
    if (*begun) log::info("key.rotation_begun", {{"to", next}});
    return {};
} catch (const std::runtime_error& fault) {
    return base::refused("key_file", {}, fault.what());
}

base::Result<KeyState> KeyKeeper::rotate(std::chrono::milliseconds slice)
{
    const std::scoped_lock lock{working_};
    if (auto begun = begin(); !begun) return std::unexpected(begun.error());
    return work(slice);
}

KeyState KeyKeeper::go_on(std::chrono::milliseconds slice)
{
    const std::scoped_lock lock{working_};
    return work(slice);
}

KeyState KeyKeeper::work(std::chrono::milliseconds slice)
{
    const auto until = Clock::now() + slice;
    auto state = find_key_state(kernel_.database, kernel_.clock.now());
    while (state.is_rotating) {
        const auto outcome = step();
        const auto next = find_key_state(kernel_.database, kernel_.clock.now());
        state.is_rotating = next.is_rotating;
        state.id = next.id;
        state.waits_for = next.waits_for;
        if (next.is_rotating) {
            state.done = next.done;
            state.total = next.total;
        }
        if (outcome != Step::done || Clock::now() >= until) break;
    }
    return state;
}

KeyKeeper::Step KeyKeeper::step()
{
    note_holder();
    const auto facts = find_facts();
    if (!facts.rotation) return Step::ended;
    if (auto held = hold(facts); !held) {
        log::error("key.missing", {{"what", held.error().detail}});
        return Step::waits;
    }
    const auto outcome = kernel_.database.write(key_reach(), [&](sql::Transaction& tx) -> base::Result<Step> {
        const auto rotation = store::find_rotation(tx);
        if (!rotation) return Step::ended;
        // Only the key that was taken up above may seal here: otherwise the next step does it.
        if (has_to_wait(tx, *rotation) || (rotation->is_sealing && key_.id() != rotation->to)) return Step::waits;
        return rotation->is_sealing ? seal_piece(tx, *rotation) : seal_with_next(tx, *rotation);
    });
    if (!outcome) throw std::runtime_error(outcome.error().detail);
    const auto after = find_facts();
    if (auto held = hold(after); !held) log::error("key.missing", {{"what", held.error().detail}});
    if (!after.rotation) tidy_up_file(after.former);
    return *outcome;
}

bool KeyKeeper::has_to_wait(sql::Transaction& tx, const store::Rotation& rotation) const
{
    const auto now = kernel_.clock.now();
    if (!rotation.is_sealing && now < rotation.begun_at + pace_.hear) return true;
    return !servers_in_the_way(tx, rotation, now - pace_.forget).empty();
}

base::Result<KeyKeeper::Step> KeyKeeper::seal_with_next(sql::Transaction& tx, store::Rotation rotation)
{
    rotation.is_sealing = true;
    for (const auto* place : sealed_places()) rotation.total += place->count(tx);
    store::update_key_id(tx, rotation.to);
    store::update_rotation(tx, rotation);
    return Step::done;
}

base::Result<KeyKeeper::Step> KeyKeeper::seal_piece(sql::Transaction& tx, store::Rotation rotation)
{
    const auto place = static_cast<std::size_t>(rotation.place);
    if (place > sealed_places().size()) {
        retire(tx, rotation);
        return Step::done;
    }
    if (place == sealed_places().size()) {
        rotation.position = accounts::carry_failures_over(tx, kernel_, rotation.position, pace_.piece);
    } else {
        const auto rows = sealed_places()[place]->list(tx, rotation.position, pace_.piece);
        for (const auto& row : rows) {
            const auto purpose = sealed_places()[place]->purpose;
            if (key_.seals(purpose, row.context, row.box)) continue;
            auto plain = key_.open(purpose, row.context, row.box);
            if (!plain) continue; // by no key there is: fsck names it, and so it stays
            sealed_places()[place]->replace(tx, row, key_.seal(purpose, row.context, *plain, kernel_.random));
            crypto::wipe(*plain);
        }
        rotation.done += static_cast<std::int64_t>(rows.size());
        rotation.position = rows.empty() ? std::string{} : rows.back().position;
    }
    if (rotation.position.empty()) ++rotation.place;
    store::update_rotation(tx, rotation);
    return Step::done;
}

void KeyKeeper::retire(sql::Transaction& tx, const store::Rotation& rotation)
{
    const auto sealed = [&](const crypto::FormerKey& part) {
        const std::string_view bits{reinterpret_cast<const char*>(part.sub_key.data()), part.sub_key.size()};
        return key_.seal(former_purpose, part_context(part.key_id, part.purpose), bits, kernel_.random);
    };
    for (auto former : store::list_former_keys(tx)) {
        if (former.purpose.empty()) continue;
        const auto context = part_context(former.key_id, former.purpose);
        const auto bits = key_.open(former_purpose, context, former.box);
        if (!bits) continue;
        former.box = key_.seal(former_purpose, context, *bits, kernel_.random);
        store::update_former_key(tx, former);
    }
    store::insert_former_key(tx, {rotation.from, {}, {}, std::nullopt});
    const auto now = kernel_.clock.now();
    for (const auto& part : former_parts()) {
        const auto until = part.life ? std::optional{now + *part.life} : std::nullopt;
        store::insert_former_key(
            tx, {rotation.from, part.purpose, sealed(key_.part_of(rotation.from, part.purpose)), until});
    }
    store::delete_holders(tx);
    store::delete_rotation(tx);
}

} // namespace assetbuddy::server
