#include "users/list_deleted.h"

#include "users/limits.h"
#include "users/order.h"
#include "users/store_list.h"

namespace assetbuddy::users {

base::Result<DeletedPage> list_deleted(access::Call& call, const std::string& cursor)
{
    const auto visible = call.actor.visible<User>(access::Permission::users_delete);
    if (!visible)
        return base::refused("forbidden", {}, "Your role does not let you delete people or erase their data.");
    Cursor after;
    if (!cursor.empty()) {
        const auto read = read_cursor(cursor, Order{});
        if (!read) return base::refused("malformed", "cursor", "This cursor was not given by this list.");
        after = *read;
    }
    auto found = store::list_deleted(call.tx, *visible, after, usual_page + 1);
    DeletedPage page;
    if (static_cast<std::int64_t>(found.size()) > usual_page) {
        found.pop_back();
        page.next_cursor = to_text(cursor_at(found.back().listed, Order{}, Cursor::Way::on));
    }
    for (auto& each : found) page.people.push_back({std::move(each.listed.user), each.deleted_at});
    return page;
}

} // namespace assetbuddy::users
