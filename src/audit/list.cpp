#include "audit/list.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "access/contact.h"
#include "access/cursor.h"
#include "audit/store.h"

namespace assetbuddy::audit {
namespace {

std::string cursor_after(const Entry& last)
{
    return access::written_cursor(base::to_microseconds(last.at), std::to_string(last.number));
}

std::optional<store::Position> read(const std::string& cursor)
{
    const auto parts = access::read_cursor(cursor);
    if (!parts) return std::nullopt;
    store::Position position{.at = parts->number};
    const auto* const end = parts->rest.data() + parts->rest.size();
    const auto [stopped, wrong] = std::from_chars(parts->rest.data(), end, position.number);
    if (wrong != std::errc{} || stopped != end) return std::nullopt;
    return position;
}

/// Of somebody from outside, what says how to reach them (contractors:contact); the rest of the entry stays.
void hide_contact(Entry& entry)
{
    constexpr std::array hidden{std::string_view{"email"}, std::string_view{"phone"}};
    for (auto& change : entry.told.changes) {
        if (std::ranges::find(hidden, change.field) == hidden.end()) continue;
        for (auto* value : {&change.before, &change.after})
            if (*value && !(*value)->empty()) *value = std::string{access::hidden_contact};
    }
}

} // namespace

std::unexpected<base::Error> not_shown()
{
    return base::refused("forbidden", {}, "Your role does not show you the audit log.");
}

base::Result<EntryPage> list(access::Call& call, const ListRequest& request)
{
    const auto visible = call.actor.visible<Entry>(access::Permission::audit_view);
    if (!visible) return not_shown();
    std::optional<store::Position> after;
    if (!request.cursor.empty()) {
        after = read(request.cursor);
        if (!after) return base::refused("malformed", "cursor", "This cursor was not given by the list.");
    }
    const auto limit = std::clamp<std::int64_t>(request.limit, 1, longest_page);
    EntryPage page{.entries = store::list(call.tx, *visible, request.filters, after, limit + 1), .next_cursor = {}};
    if (page.entries.size() > static_cast<std::size_t>(limit)) {
        page.entries.resize(static_cast<std::size_t>(limit));
        page.next_cursor = cursor_after(page.entries.back());
    }
    if (!access::may_reach_outsiders(call.actor))
        for (auto& entry : page.entries)
            if (entry.is_of_outsider) hide_contact(entry);
    if (request.with_total) page.total = store::count(call.tx, *visible, request.filters);
    return page;
}

} // namespace assetbuddy::audit
