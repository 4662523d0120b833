#include "audit/view.h"

#include <boost/json/array.hpp>

#include "platform/json/json.h"

namespace assetbuddy::audit {
namespace {

namespace json = boost::json;
using platform::json::or_null;
using platform::json::text_or_null;

json::value actor_json(const Entry& entry)
{
    if (entry.actor.empty()) return nullptr;
    return json::object{{"id", entry.actor.text()}, {"name", actor_in_words(entry)}};
}

} // namespace

json::object to_json(const Entry& entry)
{
    json::array changes;
    for (const auto& change : entry.told.changes)
        changes.push_back(json::object{{"field", change.field},
                                       {"before", text_or_null(change.before)},
                                       {"after", text_or_null(change.after)},
                                       {"was_erased", change.was_erased}});
    return {{"number", entry.number},
            {"at", base::to_rfc3339(entry.at)},
            {"actor", actor_json(entry)},
            {"action", entry.action},
            {"record_type", entry.record_type},
            {"record_id", entry.record_id},
            {"record_name", or_null(entry.record_name)},
            {"changes", std::move(changes)},
            {"address", or_null(entry.told.address)},
            {"request_id", or_null(entry.told.request_id)},
            {"hash", entry.hash}};
}

} // namespace assetbuddy::audit
