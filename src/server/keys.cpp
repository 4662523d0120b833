#include "server/keys.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <unistd.h>

#include "accounts/sealed.h"
#include "platform/crypto/key_file.h"
#include "platform/log/log.h"
#include "server/key_facts.h"
#include "server/store.h"

namespace assetbuddy::server {
namespace {

namespace crypto = platform::crypto;
namespace log = platform::log;
namespace sql = platform::sql;

std::unexpected<base::Error> wrong(std::string detail)
{
    return base::refused("invalid", {}, std::move(detail));
}

std::string host_name()
{
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0) return "an unknown host";
    return name.data();
}

} // namespace

KeyKeeper::KeyKeeper(const access::Kernel& kernel, crypto::InstanceKey& key, std::filesystem::path file, Pace pace)
    : kernel_(kernel), key_(key), file_(std::move(file)), pace_(pace),
      server_(fmt::format("{}-{}", ::getpid(), crypto::make_token(kernel.random)))
{
    if (kernel.database.engine() == sql::Engine::sqlite) pace_.hear = {};
}

KeyKeeper::Facts KeyKeeper::find_facts() const
{
    return kernel_.database.read(key_reach(), [](sql::Transaction& tx) {
        return Facts{store::find_key_id(tx), store::find_rotation(tx), store::list_former_keys(tx)};
    });
}

/// The keys that the database asks for, in their order.
base::Done KeyKeeper::hold(const Facts& facts)
{
    if (!facts.id) return {};
    if (!key_.use(*facts.id))
        return wrong(fmt::format("the key in {} does not belong to this database; give --key-file with the key that "
                                 "was used with it (id {})",
                                 file_.string(), *facts.id));
    if (facts.rotation)
        for (const auto& id : {facts.rotation->from, facts.rotation->to})
            if (!key_.holds(id))
                return wrong(fmt::format("a new instance key is taking over, and {} lacks key {}: copy the key file "
                                         "of the server where the change was begun",
                                         file_.string(), id));
    remember(facts.former);
    return {};
}

base::Done KeyKeeper::take_up(sql::Access access)
{
    auto facts = find_facts();
    if (!facts.id && access == sql::Access::read_write)
        facts.id = kernel_.database
                       .write(key_reach(),
                              [&](sql::Transaction& tx) -> base::Result<std::string> {
                                  return store::find_or_insert_fact(tx, "key_id", key_.id());
                              })
                       .value();
    if (auto held = hold(facts); !held) return held;
    if (access == sql::Access::read_only) return {};
    tidy_up_file(facts.former);
    if (facts.rotation && kernel_.database.engine() == sql::Engine::sqlite) return forget_holders();
    return {};
}

void KeyKeeper::remember(const std::vector<store::Former>& former)
{
    std::vector<crypto::FormerKey> parts;
    for (const auto& each : former) {
        if (each.purpose.empty()) continue;
        auto bits = key_.open(former_purpose, part_context(each.key_id, each.purpose), each.box);
        crypto::FormerKey part{each.key_id, each.purpose, {}};
        if (!bits || bits->size() != part.sub_key.size()) {
            log::error("key.part_unreadable", {{"key", each.key_id}, {"purpose", each.purpose}});
            continue;
        }
        std::ranges::copy(*bits, part.sub_key.begin());
        crypto::wipe(*bits);
        parts.push_back(std::move(part));
    }
    key_.remember(std::move(parts));
}

/// A replaced key leaves memory and key file; one that cannot leave the file harms nothing there.
void KeyKeeper::tidy_up_file(const std::vector<store::Former>& former)
{
    for (const auto& each : former) {
        if (!each.purpose.empty() || !key_.holds(each.key_id) || key_.id() == each.key_id) continue;
        try {
            if (crypto::retire_key_in_file(file_, each.key_id, kernel_.random))
                log::info("key.retired",
                          {{"key", each.key_id}, {"kept", crypto::former_key_file(file_, each.key_id).string()}});
        } catch (const std::runtime_error& fault) {
            log::warning("key.stays_in_file", {{"key", each.key_id}, {"what", fault.what()}});
        }
        key_.drop(each.key_id);
    }
}

void KeyKeeper::forget_outlived(const std::vector<store::Former>& former)
{
    const auto now = kernel_.clock.now();
    std::vector<store::Former> candidates;
    for (const auto& each : former)
        if (!each.purpose.empty() && (!each.kept_until || *each.kept_until < now)) candidates.push_back(each);
    if (candidates.empty()) return;
    const auto done = kernel_.database.write(key_reach(), [&](sql::Transaction& tx) -> base::Done {
        for (const auto& each : candidates)
            if (each.kept_until || !accounts::has_recovery_codes_of(tx, each.key_id))
                store::delete_former_key(tx, each.key_id, each.purpose);
        return {};
    });
    if (done) remember(find_facts().former);
}

void KeyKeeper::keep_up()
{
    const std::scoped_lock lock{working_};
    auto facts = find_facts();
    if (facts.rotation || (facts.id && *facts.id != key_.id())) {
        note_holder();
        if (auto held = hold(facts); !held) log::error("key.missing", {{"what", held.error().detail}});
    }
    if (facts.rotation) {
        work(std::chrono::milliseconds{300});
        return;
    }
    remember(facts.former);
    tidy_up_file(facts.former);
    forget_outlived(facts.former);
}

/// Nobody else can have this database open: whoever said something is gone.
base::Done KeyKeeper::forget_holders()
{
    return kernel_.database.write(key_reach(), [](sql::Transaction& tx) -> base::Done {
        store::delete_holders(tx);
        return {};
    });
}

/// Says which keys the key file holds now: what is in memory alone would be lost with the process.
void KeyKeeper::note_holder()
{
    std::string ids = key_.id();
    try {
        const auto in_file = crypto::InstanceKey::open_or_create(file_, kernel_.random);
        key_.add(in_file);
        for (const auto& id : in_file.ids()) ids += " " + id;
    } catch (const std::runtime_error& fault) {
        log::error("key.file_unreadable", {{"what", fault.what()}});
    }
    (void)kernel_.database.write(key_reach(), [&](sql::Transaction& tx) -> base::Done {
        store::put_holder(tx, server_, {host_name(), ids}, kernel_.clock.now());
        return {};
    });
}

} // namespace assetbuddy::server
