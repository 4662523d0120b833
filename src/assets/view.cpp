#include "assets/view.h"

#include "platform/json/json.h"

namespace assetbuddy::assets {
namespace {

using platform::json::or_null;

template <class Id>
boost::json::value id_or_null(const std::optional<Id>& id)
{
    return or_null(id ? id->text() : std::string{});
}

} // namespace

boost::json::object to_json(const Asset& asset)
{
    return {{"id", asset.id.text()},
            {"code", asset.code},
            {"name", asset.name},
            {"category_id", asset.category.text()},
            {"subcategory_id", id_or_null(asset.subcategory)},
            {"site_id", asset.site.text()},
            {"location_id", id_or_null(asset.location)},
            {"status", to_text(asset.status)},
            {"criticality", to_text(asset.criticality)},
            {"owner_id", id_or_null(asset.owner)},
            {"make", or_null(asset.make)},
            {"model", or_null(asset.model)},
            {"serial", or_null(asset.serial)},
            {"notes", or_null(asset.notes)},
            {"created_at", base::to_rfc3339(asset.created_at)}};
}

boost::json::object to_json(const Category& category)
{
    return {{"id", category.id.text()},
            {"parent_id", id_or_null(category.parent)},
            {"name", category.name},
            {"prefix", or_null(category.prefix)},
            {"regulation", or_null(category.regulation)},
            {"criticality", to_text(category.criticality)},
            {"is_active", category.is_active},
            {"created_at", base::to_rfc3339(category.created_at)}};
}

boost::json::object to_json(const Event& event)
{
    return {{"at", base::to_rfc3339(event.at)}, {"actor_name", event.actor_name}, {"what", event.what},
            {"before", or_null(event.before)},  {"after", or_null(event.after)},  {"reason", or_null(event.reason)}};
}

} // namespace assetbuddy::assets
