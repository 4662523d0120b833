#include "audit/read_filters.h"

#include <algorithm>

#include "access/contact.h"
#include "access/day.h"
#include "audit/list.h"
#include "base/time.h"
#include "users/find.h"

namespace assetbuddy::audit {
namespace {

using base::Time;
using platform::http::Query;

std::string read_moment(Query& query, std::string_view name)
{
    auto text = query.text(name);
    if (!text.empty() && !base::parse_date(text) && !base::from_rfc3339(text))
        query.note_unknown(name, "a day such as 2026-11-23, or a time such as 2026-11-23T08:00:00Z");
    return text;
}

std::optional<Time> begin_of(const std::string& text, std::string_view time_zone)
{
    const auto day = base::parse_date(text);
    return day ? access::start_of_day(*day, time_zone) : base::from_rfc3339(text);
}

std::optional<Time> end_of(const std::string& text, std::string_view time_zone)
{
    const auto day = base::parse_date(text);
    return day ? base::end_of_day(*day, time_zone) : base::from_rfc3339(text);
}

} // namespace

Wanted read_wanted(Query& query)
{
    Wanted wanted{.actor_id = query.text("actor_id"),
                  .record_type = query.text("record_type"),
                  .record_id = query.text("record_id"),
                  .action = query.text("action"),
                  .from = read_moment(query, "from"),
                  .to = read_moment(query, "to")};
    if (!wanted.record_type.empty() &&
        std::ranges::find(record_kinds(), wanted.record_type, &RecordKind::name) == record_kinds().end())
        query.note_unknown("record_type", "a kind of record, such as invitation or user");
    if (!wanted.action.empty() && !has_words(wanted.action))
        query.note_unknown("action", "an action, such as invitation.sent");
    return wanted;
}

Filters filters_of(const Wanted& wanted, std::string_view time_zone)
{
    Filters filters{.record_type = wanted.record_type, .record_id = wanted.record_id, .action = wanted.action};
    if (!wanted.actor_id.empty()) filters.actor = base::UserId{wanted.actor_id};
    if (!wanted.from.empty()) filters.from = begin_of(wanted.from, time_zone);
    if (!wanted.to.empty()) filters.to = end_of(wanted.to, time_zone);
    return filters;
}

base::Result<Filters> filters_of(access::Call& call, const Wanted& wanted, const std::string& person)
{
    if (!call.actor.may(access::Permission::audit_view)) return not_shown();
    auto filters = filters_of(wanted, call.actor.facts().time_zone);
    if (person.empty()) return filters;
    const auto email = base::EmailAddress::parse(person);
    const auto user = email ? users::find_by_email(call, call.organisation(), *email) : std::nullopt;
    const bool is_hidden = user && user->is_external && !access::may_reach_outsiders(call.actor);
    if (!user || is_hidden) return base::invalid({{"person", "unknown_value", "Nobody here has this email address."}});
    filters.actor = user->id;
    return filters;
}

} // namespace assetbuddy::audit
