#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "platform/sql/database.h"

namespace assetbuddy::server::store {

using platform::sql::Transaction;

/// A new instance key takes over (R-CRYPTO-2).
struct Rotation {
    std::string from;
    std::string to;
    bool is_sealing = false; // false: servers are still taking the new key up
    std::int64_t place = 0;
    std::string position;
    std::int64_t done = 0;
    std::int64_t total = 0;
    base::Time begun_at;
};
std::optional<Rotation> find_rotation(Transaction& tx);
/// False when one is under way.
bool insert_rotation(Transaction& tx, const Rotation& rotation);
/// How far it is; `from`, `to` and `begun_at` stay.
void update_rotation(Transaction& tx, const Rotation& rotation);
void delete_rotation(Transaction& tx);

/// The id of the key that seals; none before the first start.
std::optional<std::string> find_key_id(Transaction& tx);
void update_key_id(Transaction& tx, const std::string& id);

struct Holder {
    std::string host;
    std::string key_ids; // with blanks between them, the one it seals with first
};
void put_holder(Transaction& tx, const std::string& server, const Holder& holder, base::Time now);
std::vector<Holder> list_holders(Transaction& tx, base::Time seen_since);
void delete_holders(Transaction& tx);

struct Former {
    std::string key_id;
    std::string purpose; // empty: says that the key was replaced
    std::string box;
    std::optional<base::Time> kept_until;
};
std::vector<Former> list_former_keys(Transaction& tx);
void insert_former_key(Transaction& tx, const Former& former);
void update_former_key(Transaction& tx, const Former& former);
void delete_former_key(Transaction& tx, const std::string& key_id, const std::string& purpose);

} // namespace assetbuddy::server::store
