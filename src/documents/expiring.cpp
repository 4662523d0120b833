#include "documents/expiring.h"

#include <algorithm>
#include <limits>

#include "access/cursor.h"
#include "access/day.h"
#include "companies/list.h"
#include "documents/store_expiring.h"

namespace assetbuddy::documents {
namespace {

using access::Permission;
using access::Scope;
using store::Reach;

/// Grants over what is assigned or one's own are no reach over a site.
Reach reach_of(const access::Actor& actor, Permission permission)
{
    const auto grant = actor.grant(permission);
    if (!grant) return Reach::nowhere();
    if (grant->scope == Scope::organisation) return Reach::everywhere();
    if (grant->scope != Scope::site) return Reach::nowhere();
    return actor.facts().site ? Reach::at(*actor.facts().site) : Reach::everywhere();
}

/// As `find_record` decides for one of them.
store::ExpiringReach reach_of(const access::Actor& actor, const std::optional<base::SiteId>& site)
{
    const auto wanted = site ? Reach::at(*site) : Reach::everywhere();
    const auto documents = reach_of(actor, Permission::documents_view).and_of(wanted);
    return {.organisation = site ? Reach::nowhere() : Reach::everywhere(),
            .site = documents.and_of(reach_of(actor, Permission::sites_view)),
            .asset = documents.and_of(reach_of(actor, Permission::assets_view)),
            .defect = reach_of(actor, Permission::defects_view).and_of(wanted),
            .company = !site && companies::may_see_companies(actor) ? Reach::everywhere() : Reach::nowhere()};
}

std::unexpected<base::Error> not_shown()
{
    return base::refused("forbidden", {}, "Your role does not show you which documents run out.");
}

std::string until_of(const std::string& today)
{
    return base::to_iso_date(std::chrono::sys_days{base::parse_date(today).value()} + expiring_ahead);
}

std::optional<access::KeyPosition> read(const std::string& cursor)
{
    if (cursor.empty()) return access::KeyPosition{};
    auto position = access::read_key_cursor(cursor);
    if (!position || !base::parse_date(position->key)) return std::nullopt;
    return position;
}

} // namespace

bool may_list_expiring(const access::Actor& actor)
{
    const auto grant = actor.grant(Permission::documents_view);
    return grant && (grant->scope == Scope::organisation || grant->scope == Scope::site);
}

base::Result<ExpiringPage> list_expiring(access::Call& call, const ExpiringRequest& request)
{
    if (!may_list_expiring(call.actor)) return not_shown();
    const auto from = read(request.cursor);
    if (!from) return base::refused("malformed", "cursor", "This cursor was not given by the list.");
    const auto limit = std::clamp<std::int64_t>(request.limit, 1, longest_page);
    const auto reach = reach_of(call.actor, request.site);
    ExpiringPage page{.documents = {}, .next_cursor = {}, .total = {}, .today = {}};
    page.today = access::today_in(call.now, call.actor.facts().time_zone);
    const auto until = until_of(page.today);
    page.documents = store::list_expiring(call.tx, call.organisation(), reach, until, from->key, from->id, limit + 1);
    if (static_cast<std::int64_t>(page.documents.size()) > limit) {
        page.documents.pop_back();
        const auto& last = page.documents.back();
        page.next_cursor = access::written_cursor(access::KeyPosition{last.expires_on, last.id.text()});
    }
    if (request.with_total)
        page.total =
            store::count_expiring(call.tx, call.organisation(), reach, until, std::numeric_limits<std::int32_t>::max());
    return page;
}

base::Result<access::BoundedCount> count_expiring(access::Call& call, const ExpiringRequest& request, std::int64_t most)
{
    if (!may_list_expiring(call.actor)) return not_shown();
    const auto until = until_of(access::today_in(call.now, call.actor.facts().time_zone));
    return access::BoundedCount::of(
        store::count_expiring(call.tx, call.organisation(), reach_of(call.actor, request.site), until, most), most);
}

} // namespace assetbuddy::documents
