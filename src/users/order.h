#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "users/user.h"

namespace assetbuddy::users {

enum class SortKey { name, email, role, last_seen_at };
enum class Direction { ascending, descending };

/// The order of a list: `name`, `-last_seen_at`. Ties go by name where the key is the role, and by id at last.
struct Order {
    SortKey key = SortKey::name;
    Direction direction = Direction::ascending;
    bool operator==(const Order&) const = default;
};

std::string to_text(Order order);
std::optional<Order> read_order(std::string_view text);

/// Where a page begins: beside one person of an order. Made of what that person's row holds, so that it costs nothing
/// to come back to and stays right while others come and go.
struct Cursor {
    enum class Way { on, back } way = Way::on;
    Order order = {};
    std::string role = {};         // SortKey::role only
    std::string text = {};         // the name's sort key or the email key, unless the order is by time
    std::int64_t last_seen_at = 0; // SortKey::last_seen_at only
    base::UserId user = {};
};

/// A person as they stand in a list, with the keys their row is sorted by.
struct Listed {
    User user;
    std::string name_sort;
    std::string email_key;
};

Cursor cursor_at(const Listed& listed, Order order, Cursor::Way way);
/// Opaque to those outside; url-safe.
std::string to_text(const Cursor& cursor);
/// Nothing when `to_text` never made it for this order.
std::optional<Cursor> read_cursor(std::string_view text, Order order);

} // namespace assetbuddy::users
