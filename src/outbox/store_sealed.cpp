#include "outbox/store_sealed.h"

namespace assetbuddy::outbox::store {
namespace {

using platform::sql::Statement;
using platform::sql::Transaction;

constexpr Statement list_sql{"outbox.list_boxes",
                             "SELECT id, box FROM letters WHERE box <> '' AND id > $1 ORDER BY id LIMIT $2"};
constexpr Statement update_sql{"outbox.update_box", "UPDATE letters SET box = $3 WHERE id = $1 AND box = $2"};
constexpr Statement count_sql{"outbox.count_boxes", "SELECT count(*) FROM letters WHERE box <> '' AND id > ''"};

} // namespace

std::vector<access::SealedRow> list_boxes(Transaction& tx, const std::string& after, std::int64_t most)
{
    std::vector<access::SealedRow> found;
    for (const auto& row : tx.all(list_sql, after, most)) found.push_back({row.text(0), row.text(0), row.text(1)});
    return found;
}

void update_box(Transaction& tx, const access::SealedRow& letter, const std::string& box)
{
    tx.post(update_sql, letter.position, letter.box, box);
}

std::int64_t count_boxes(Transaction& tx)
{
    return tx.one(count_sql).value().integer(0);
}

} // namespace assetbuddy::outbox::store
