#include "users/list.h"

#include <algorithm>

#include "access/contact.h"
#include "users/shown.h"
#include "users/store_list.h"

namespace assetbuddy::users {

base::Result<UserPage> list(access::Call& call, const ListRequest& request)
{
    const auto visible = call.actor.visible<User>(access::Permission::users_view);
    if (!visible) return base::refused("forbidden", {}, "Your role does not show you the people of your organisation.");
    const bool sees_all = access::may_reach_outsiders(call.actor);
    if (!sees_all && request.order.key == SortKey::email)
        return base::refused("forbidden", {},
                             "Your role does not show you the addresses of people from outside, so this list cannot be "
                             "sorted by address.");
    std::optional<Cursor> cursor;
    if (!request.cursor.empty()) {
        cursor = read_cursor(request.cursor, request.order);
        if (!cursor) return base::refused("malformed", "cursor", "This cursor was not given by a list of this order.");
    }
    const auto limit = static_cast<std::size_t>(std::clamp<std::int64_t>(request.limit, 1, longest_page));
    const bool is_back = cursor && cursor->way == Cursor::Way::back;
    const store::ListQuery query{
        *visible, request, cursor,
        access::Search::of(call.tx, access::Searched::users, visible->organisation(), request.query,
                           sees_all ? access::Apart::is_searched : access::Apart::is_passed_over)};
    auto found = store::list(call.tx, query, limit + 1);
    const bool goes_on = found.size() > limit;
    if (goes_on) found.pop_back();
    if (is_back) std::ranges::reverse(found);
    UserPage page;
    if (!found.empty() && (is_back || goes_on))
        page.next_cursor = to_text(cursor_at(found.back(), request.order, Cursor::Way::on));
    if (!found.empty() && (is_back ? goes_on : cursor.has_value()))
        page.previous_cursor = to_text(cursor_at(found.front(), request.order, Cursor::Way::back));
    for (auto& each : found) page.users.push_back(shown_to(call.actor, std::move(each.user)));
    const auto reach = store::reach_of_search(call.tx, query);
    page.is_cut = reach.is_cut;
    if (request.with_total) page.total = query.searches() ? reach.found : store::count(call.tx, query);
    return page;
}

} // namespace assetbuddy::users
