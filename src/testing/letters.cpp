#include "testing/letters.h"

#include "outbox/seal.h"

namespace assetbuddy::testing_support {
namespace {

std::string quoted(std::string_view text)
{
    return "'" + std::string{text} + "'";
}

} // namespace

std::string newest_letter(World& world, std::string_view kind, std::string_view recipient)
{
    const auto rows = world.rows("SELECT id, box FROM letters WHERE kind = " + quoted(kind) + " AND recipient = " +
                                 quoted(recipient) + " ORDER BY created_at DESC, generation DESC LIMIT 1");
    if (rows.empty() || rows.front().text(1).empty()) return {};
    return world.key.open(outbox::seal_purpose, rows.front().text(0), rows.front().text(1)).value_or("");
}

std::int64_t count_letters(World& world, std::string_view kind, std::string_view recipient)
{
    return world
        .rows("SELECT COUNT(*) FROM letters WHERE kind = " + quoted(kind) + " AND recipient = " + quoted(recipient))
        .front()
        .integer(0);
}

} // namespace assetbuddy::testing_support
