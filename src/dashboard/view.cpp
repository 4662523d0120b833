#include "dashboard/view.h"

#include <boost/json/array.hpp>

#include "audit/view.h"
#include "base/time.h"

namespace assetbuddy::dashboard {
namespace {

using platform::html::Url;

Url list_page(Counted counted)
{
    switch (counted) {
    case Counted::defects:
        return Url{"/defects"};
    case Counted::assets:
        return Url{"/assets"};
    case Counted::documents:
        return Url{"/documents/expiring"};
    case Counted::invitations:
        break;
    }
    return Url{"/users"}.with("tab", "invitations");
}

Url list_call(Counted counted)
{
    switch (counted) {
    case Counted::defects:
        return Url{"/api/v1/defects"};
    case Counted::assets:
        return Url{"/api/v1/assets"};
    case Counted::documents:
        return Url{"/api/v1/documents/expiring"};
    case Counted::invitations:
        break;
    }
    return Url{"/api/v1/invitations"};
}

boost::json::object to_json(const access::BoundedCount& count)
{
    return {{"count", count.value}, {"is_more", count.is_more}};
}

boost::json::object to_json(const Card& card)
{
    auto object = to_json(card.count);
    object["name"] = card.kind->name;
    object["list"] = call_of(card);
    return object;
}

boost::json::object to_json(const defects::KindCount& kind)
{
    auto object = to_json(kind.count);
    object["severity"] = defects::to_text(kind.severity);
    object["status"] = defects::to_text(kind.status);
    return object;
}

boost::json::object to_json(const defects::WeekCount& week)
{
    return {{"from", base::to_iso_date(week.monday)},
            {"reported", to_json(week.reported)},
            {"closed", to_json(week.closed)}};
}

boost::json::object to_json(const FirstStep& step)
{
    return {{"name", step.name}, {"is_done", step.is_done}};
}

template <class Records>
boost::json::array array_of(const Records& records)
{
    boost::json::array array;
    for (const auto& record : records) array.push_back(to_json(record));
    return array;
}

} // namespace

Url page_of(const Card& card)
{
    auto url = list_page(card.kind->counted);
    // What the page shows of invitations without being asked is what is open.
    if (card.kind->counted == Counted::invitations) return url;
    for (const auto& [name, value] : card.filters) url = url.with(name, value);
    return url;
}

std::string call_of(const Card& card)
{
    auto url = list_call(card.kind->counted);
    for (const auto& [name, value] : card.filters) url = url.with(name, value);
    return url.text();
}

boost::json::object to_json(const Dashboard& dashboard)
{
    boost::json::object object{{"site_id", nullptr},
                               {"cards", array_of(dashboard.cards)},
                               {"open_defects", array_of(dashboard.kinds)},
                               {"weeks", array_of(dashboard.weeks)},
                               {"recent_activity", nullptr},
                               {"first_steps", array_of(dashboard.first_steps)}};
    if (dashboard.site) object["site_id"] = dashboard.site->text();
    if (!dashboard.activity) return object;
    boost::json::array activity;
    for (const auto& entry : *dashboard.activity) activity.push_back(audit::to_json(entry));
    object["recent_activity"] = std::move(activity);
    return object;
}

} // namespace assetbuddy::dashboard
