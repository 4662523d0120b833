#include "defects/list.h"

#include <algorithm>

#include "access/cursor.h"
#include "defects/store_list.h"

namespace assetbuddy::defects {
namespace {

/// The list of past-due ones goes by a day, every other one by a moment.
std::string written(const Defect& last, const ListRequest& request)
{
    if (request.is_overdue) return access::written_cursor(0, last.due_on.value_or("") + ' ' + last.id.text());
    const bool by_closing = request.days && request.days->of == Days::Of::closing;
    const auto moment = by_closing && last.closed_at ? *last.closed_at : last.created_at;
    return access::written_cursor(base::to_microseconds(moment), last.id.text());
}

std::optional<store::Position> read(const std::string& cursor, bool by_due_date)
{
    constexpr std::size_t date_length = 10;
    const auto parts = access::read_cursor(cursor);
    if (!parts) return std::nullopt;
    if (!by_due_date)
        return base::is_uuid(parts->rest) ? std::optional{store::Position{parts->number, {}, parts->rest}}
                                          : std::nullopt;
    if (parts->rest.size() <= date_length || !base::parse_date(parts->rest.substr(0, date_length)) ||
        !base::is_uuid(std::string_view{parts->rest}.substr(date_length + 1)))
        return std::nullopt;
    return store::Position{0, parts->rest.substr(0, date_length), parts->rest.substr(date_length + 1)};
}

store::ListQuery query_of(access::Call& call, const access::Visible<Defect>& visible, const ListRequest& request)
{
    return store::ListQuery{
        visible, request, call.now, call.actor.facts().time_zone,
        access::Search::of(call.tx, access::Searched::defects, visible.organisation(), request.query)};
}

} // namespace

std::unexpected<base::Error> not_shown()
{
    return base::refused("forbidden", {}, "Your role does not show you defects.");
}

base::Result<DefectPage> list(access::Call& call, const ListRequest& request)
{
    const auto visible = call.actor.visible<Defect>(access::Permission::defects_view);
    if (!visible) return not_shown();
    std::optional<store::Position> after;
    if (!request.cursor.empty()) {
        after = read(request.cursor, request.is_overdue);
        if (!after) return base::refused("malformed", "cursor", "This cursor was not given by a list of this order.");
    }
    const auto limit = static_cast<std::size_t>(std::clamp<std::int64_t>(request.limit, 1, longest_page));
    const auto query = query_of(call, *visible, request);
    DefectPage page;
    page.defects = store::list(call.tx, query, after, limit + 1);
    if (page.defects.size() > limit) {
        page.defects.resize(limit);
        page.next_cursor = written(page.defects.back(), request);
    }
    for (auto& defect : page.defects) defect = shown_to(call.actor, std::move(defect));
    page.is_cut = query.searches() && access::is_cut(call.tx, query);
    if (request.with_total) page.total = access::count(call.tx, query);
    return page;
}

base::Result<access::BoundedCount> count(access::Call& call, const ListRequest& request, std::int64_t most)
{
    const auto visible = call.actor.visible<Defect>(access::Permission::defects_view);
    if (!visible) return not_shown();
    return access::count_up_to(call.tx, query_of(call, *visible, request), most);
}

std::map<base::UserId, std::int64_t> count_open_of_all(access::Call& call, std::span<const base::UserId> users)
{
    const auto visible = call.actor.visible<Defect>(access::Permission::defects_view);
    const bool is_reach =
        visible && (visible->scope() == access::Scope::organisation || visible->scope() == access::Scope::site);
    if (!is_reach || users.empty()) return {};
    return store::count_open_of_all(call.tx, *visible, users);
}

std::optional<std::int64_t> count_open_of(access::Call& call, const base::UserId& user)
{
    const auto visible = call.actor.visible<Defect>(access::Permission::defects_assign);
    if (!visible) return std::nullopt;
    return store::count_open_of(call.tx, *visible, user);
}

} // namespace assetbuddy::defects
