#include "invitations/list.h"

#include <algorithm>

#include "access/contact.h"
#include "access/cursor.h"
#include "invitations/shown.h"
#include "invitations/store.h"

namespace assetbuddy::invitations {
namespace {

std::string cursor_after(const Invitation& last)
{
    return access::written_cursor(base::to_microseconds(last.created_at), last.id.text());
}

std::optional<store::Position> read(const std::string& cursor)
{
    const auto parts = access::read_cursor(cursor);
    if (!parts || !base::is_uuid(parts->rest)) return std::nullopt;
    return store::Position{parts->number, parts->rest};
}

} // namespace

base::Result<InvitationPage> list(access::Call& call, const ListRequest& request)
{
    const auto visible = call.actor.visible<Invitation>(access::Permission::users_view);
    if (!visible) return base::refused("forbidden", {}, "Your role does not show you who is invited.");
    std::optional<store::Position> after;
    if (!request.cursor.empty()) {
        after = read(request.cursor);
        if (!after) return base::refused("malformed", "cursor", "This cursor was not given by the list.");
    }
    auto bounded = request;
    bounded.apart =
        access::may_reach_outsiders(call.actor) ? access::Apart::is_searched : access::Apart::is_passed_over;
    bounded.limit = std::clamp<std::int64_t>(request.limit, 1, longest_page);
    InvitationPage page;
    auto listed = store::list(call.tx, *visible, bounded, call.now, after);
    for (auto& each : listed.invitations) page.invitations.push_back(shown_to(call.actor, std::move(each)));
    page.is_cut = listed.is_cut;
    const auto limit = static_cast<std::size_t>(bounded.limit);
    if (page.invitations.size() > limit) {
        page.invitations.resize(limit);
        page.next_cursor = cursor_after(page.invitations.back());
    }
    if (request.with_total) page.total = listed.total;
    return page;
}

} // namespace assetbuddy::invitations
