#include "users/order.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "base/text.h"
#include "platform/crypto/crypto.h"

namespace assetbuddy::users {
namespace {

constexpr std::array keys{std::pair{SortKey::name, std::string_view{"name"}},
                          std::pair{SortKey::email, std::string_view{"email"}},
                          std::pair{SortKey::role, std::string_view{"role"}},
                          std::pair{SortKey::last_seen_at, std::string_view{"last_seen_at"}}};

constexpr std::string_view on = ">";
constexpr std::string_view back = "<";
constexpr std::size_t longest_text = 512; // of a sort key or an email key, with room

std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines{""};
    for (const char each : text) {
        if (each == '\n')
            lines.emplace_back();
        else
            lines.back() += each;
    }
    return lines;
}

std::optional<std::int64_t> read_number(const std::string& text)
{
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
    return number;
}

} // namespace

std::string to_text(Order order)
{
    const auto* found = std::ranges::find(keys, order.key, &std::pair<SortKey, std::string_view>::first);
    return std::string{order.direction == Direction::descending ? "-" : ""} + std::string{found->second};
}

std::optional<Order> read_order(std::string_view text)
{
    Order order;
    if (text.starts_with('-')) {
        order.direction = Direction::descending;
        text.remove_prefix(1);
    }
    const auto* found = std::ranges::find(keys, text, &std::pair<SortKey, std::string_view>::second);
    if (found == keys.end()) return std::nullopt;
    order.key = found->first;
    return order;
}

Cursor cursor_at(const Listed& listed, Order order, Cursor::Way way)
{
    Cursor cursor{.way = way, .order = order, .user = listed.user.id};
    switch (order.key) {
    case SortKey::role:
        cursor.role = access::to_text(listed.user.role);
        [[fallthrough]];
    case SortKey::name:
        cursor.text = listed.name_sort;
        break;
    case SortKey::email:
        cursor.text = listed.email_key;
        break;
    case SortKey::last_seen_at:
        cursor.last_seen_at = base::to_microseconds(listed.user.last_seen_at);
        break;
    }
    return cursor;
}

std::string to_text(const Cursor& cursor)
{
    std::string plain = to_text(cursor.order);
    for (const auto& line : {std::string{cursor.way == Cursor::Way::on ? on : back}, cursor.role, cursor.text,
                             std::to_string(cursor.last_seen_at), cursor.user.text()})
        plain += '\n' + line;
    return platform::crypto::base64url(plain);
}

std::optional<Cursor> read_cursor(std::string_view text, Order order)
{
    const auto plain = platform::crypto::from_base64url(text);
    if (!plain || !base::is_clean_text(*plain, base::Lines::several)) return std::nullopt;
    const auto lines = lines_of(*plain);
    if (lines.size() != 6 || lines[0] != to_text(order) || (lines[1] != on && lines[1] != back)) return std::nullopt;
    const auto seen = read_number(lines[4]);
    const auto user = base::UserId::parse(lines[5]);
    if (!seen || !user || lines[3].size() > longest_text) return std::nullopt;
    if ((order.key == SortKey::role) != access::read_role(lines[2]).has_value()) return std::nullopt;
    return Cursor{.way = lines[1] == on ? Cursor::Way::on : Cursor::Way::back,
                  .order = order,
                  .role = lines[2],
                  .text = lines[3],
                  .last_seen_at = *seen,
                  .user = *user};
}

} // namespace assetbuddy::users
