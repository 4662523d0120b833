#include "server/store_keys.h"

namespace assetbuddy::server::store {
namespace {

using platform::sql::Statement;

constexpr Statement find_rotation_sql{"server.find_rotation", R"(
    SELECT from_id, to_id, is_sealing, place, position, done, total, begun_at FROM key_rotation
    WHERE name = 'rotation')"};
constexpr Statement insert_rotation_sql{"server.insert_rotation", R"(
    INSERT INTO key_rotation (name, from_id, to_id, begun_at) VALUES ('rotation', $1, $2, $3)
    ON CONFLICT DO NOTHING RETURNING name)"};
constexpr Statement update_rotation_sql{"server.update_rotation", R"(
    UPDATE key_rotation SET is_sealing = $1, place = $2, position = $3, done = $4, total = $5
    WHERE name = 'rotation')"};
constexpr Statement delete_rotation_sql{"server.delete_rotation", "DELETE FROM key_rotation WHERE name = 'rotation'"};

constexpr Statement find_key_id_sql{"server.find_key_id", "SELECT value FROM instance WHERE name = 'key_id'"};
constexpr Statement update_key_id_sql{"server.update_key_id", "UPDATE instance SET value = $1 WHERE name = 'key_id'"};

constexpr Statement put_holder_sql{"server.put_key_holder", R"(
    INSERT INTO key_holders (server, host, key_ids, seen_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (server) DO UPDATE SET key_ids = excluded.key_ids, seen_at = excluded.seen_at)"};
constexpr Statement list_holders_sql{"server.list_key_holders", R"(
    SELECT host, key_ids FROM key_holders WHERE server > '' AND seen_at >= $1 ORDER BY server)"};
constexpr Statement delete_holders_sql{"server.delete_key_holders", "DELETE FROM key_holders WHERE server > ''"};

constexpr Statement list_former_sql{"server.list_former_keys", R"(
    SELECT key_id, purpose, box, kept_until FROM former_keys WHERE key_id > '' ORDER BY key_id, purpose)"};
constexpr Statement insert_former_sql{"server.insert_former_key", R"(
    INSERT INTO former_keys (key_id, purpose, box, kept_until) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING)"};
constexpr Statement update_former_sql{"server.update_former_key",
                                      "UPDATE former_keys SET box = $3 WHERE key_id = $1 AND purpose = $2"};
constexpr Statement delete_former_sql{"server.delete_former_key",
                                      "DELETE FROM former_keys WHERE key_id = $1 AND purpose = $2"};

} // namespace

std::optional<Rotation> find_rotation(Transaction& tx)
{
    const auto row = tx.one(find_rotation_sql);
    if (!row) return std::nullopt;
    return Rotation{.from = row->text(0),
                    .to = row->text(1),
                    .is_sealing = row->flag(2),
                    .place = row->integer(3),
                    .position = row->text(4),
                    .done = row->integer(5),
                    .total = row->integer(6),
                    .begun_at = row->time(7)};
}

bool insert_rotation(Transaction& tx, const Rotation& rotation)
{
    return tx.one(insert_rotation_sql, rotation.from, rotation.to, rotation.begun_at).has_value();
}

void update_rotation(Transaction& tx, const Rotation& rotation)
{
    tx.execute(update_rotation_sql, rotation.is_sealing, rotation.place, rotation.position, rotation.done,
               rotation.total);
}

void delete_rotation(Transaction& tx)
{
    tx.execute(delete_rotation_sql);
}

std::optional<std::string> find_key_id(Transaction& tx)
{
    const auto row = tx.one(find_key_id_sql);
    return row ? std::optional{row->text(0)} : std::nullopt;
}

void update_key_id(Transaction& tx, const std::string& id)
{
    tx.execute(update_key_id_sql, id);
}

void put_holder(Transaction& tx, const std::string& server, const Holder& holder, base::Time now)
{
    tx.execute(put_holder_sql, server, holder.host, holder.key_ids, now);
}

std::vector<Holder> list_holders(Transaction& tx, base::Time seen_since)
{
    std::vector<Holder> found;
    for (const auto& row : tx.all(list_holders_sql, seen_since)) found.push_back({row.text(0), row.text(1)});
    return found;
}

void delete_holders(Transaction& tx)
{
    tx.execute(delete_holders_sql);
}

std::vector<Former> list_former_keys(Transaction& tx)
{
    std::vector<Former> found;
    for (const auto& row : tx.all(list_former_sql))
        found.push_back({row.text(0), row.text(1), row.text(2), row.optional_time(3)});
    return found;
}

void insert_former_key(Transaction& tx, const Former& former)
{
    tx.execute(insert_former_sql, former.key_id, former.purpose, former.box, former.kept_until);
}

void update_former_key(Transaction& tx, const Former& former)
{
    tx.execute(update_former_sql, former.key_id, former.purpose, former.box);
}

void delete_former_key(Transaction& tx, const std::string& key_id, const std::string& purpose)
{
    tx.execute(delete_former_sql, key_id, purpose);
}

} // namespace assetbuddy::server::store
