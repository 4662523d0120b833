#include "assets/write.h"

#include "access/reach.h"
#include "access/search.h"
#include "assets/category.h"
#include "assets/find.h"
#include "assets/limits.h"
#include "assets/store.h"
#include "assets/store_categories.h"
#include "assets/tell_status.h"
#include "base/entered_text.h"
#include "sites/find.h"
#include "sites/locations.h"
#include "users/find.h"

namespace assetbuddy::assets {
namespace {

using access::Permission;
using base::refused;
using base::Result;
using Mistakes = std::vector<base::FieldError>;

std::unexpected<base::Error> changed_meanwhile()
{
    return refused("stale", {}, "Somebody changed this equipment meanwhile.");
}

template <class Id>
std::optional<Id> parsed(const std::string& text)
{
    return text.empty() ? std::nullopt : Id::parse(text);
}

Category find_category(access::Call& call, const AssetFields& fields, const AssetFields& before, Mistakes& mistakes)
{
    const auto id = parsed<base::CategoryId>(fields.category_id);
    const auto found = id ? store::find_category(call.tx, call.organisation(), *id) : std::nullopt;
    const bool is_offered = found && !found->parent && (found->is_active || fields.category_id == before.category_id);
    if (!is_offered) mistakes.push_back({"category_id", "unknown_value", "Choose a category."});
    return found.value_or(Category{});
}

std::optional<base::CategoryId> find_subcategory(access::Call& call, const AssetFields& fields, Mistakes& mistakes)
{
    if (fields.subcategory_id.empty()) return std::nullopt;
    const auto id = parsed<base::CategoryId>(fields.subcategory_id);
    const auto found = id ? store::find_category(call.tx, call.organisation(), *id) : std::nullopt;
    if (!found || !found->parent || found->parent->text() != fields.category_id)
        mistakes.push_back({"subcategory_id", "unknown_value", "Choose a subcategory of the chosen category."});
    return id;
}

base::SiteId find_site(access::Call& call, const AssetFields& fields, const AssetFields& before, Mistakes& mistakes)
{
    const auto id = parsed<base::SiteId>(fields.site_id);
    const bool stays = id && fields.site_id == before.site_id;
    if (!stays && (!id || !sites::hold_active(call, call.organisation(), *id)))
        mistakes.push_back({"site_id", "unknown_value", "Choose the site where it is."});
    return id.value_or(base::SiteId{});
}

std::optional<base::LocationId> find_location(access::Call& call, const AssetFields& fields, Mistakes& mistakes)
{
    if (fields.location_id.empty()) return std::nullopt;
    const auto id = parsed<base::LocationId>(fields.location_id);
    const auto found = id ? sites::find_location(call, call.organisation(), *id) : std::nullopt;
    if (!found || found->site.text() != fields.site_id)
        mistakes.push_back({"location_id", "unknown_value", "Choose a location of the chosen site."});
    return id;
}

std::optional<base::UserId> find_owner(access::Call& call, const AssetFields& fields, const AssetFields& before,
                                       Mistakes& mistakes)
{
    if (fields.owner_id.empty()) return std::nullopt;
    const auto id = parsed<base::UserId>(fields.owner_id);
    if (id && fields.owner_id == before.owner_id) return id;
    const auto found = id ? users::find(call, call.organisation(), *id) : std::nullopt;
    if (!found || !found->is_active || found->is_external)
        mistakes.push_back({"owner_id", "unknown_value", "Choose an active person of your organisation."});
    return id;
}

struct Filled {
    Asset asset;
    std::string prefix; // of its category's codes
};

/// Tidies the fields and looks up what they name, or every mistake at once.
Result<Filled> filled(access::Call& call, Asset asset, const AssetFields& request, const AssetFields& before)
{
    Mistakes mistakes;
    const auto fields = tidied(request, mistakes);
    const auto category = find_category(call, fields, before, mistakes);
    asset.subcategory = find_subcategory(call, fields, mistakes);
    asset.site = find_site(call, fields, before, mistakes);
    asset.location = find_location(call, fields, mistakes);
    asset.owner = find_owner(call, fields, before, mistakes);
    if (!mistakes.empty()) return base::invalid(std::move(mistakes));
    asset.category = category.id;
    asset.criticality = read_criticality(fields.criticality).value_or(category.criticality);
    asset.name = fields.name;
    asset.make = fields.make;
    asset.model = fields.model;
    asset.serial = fields.serial;
    asset.notes = fields.notes;
    return Filled{std::move(asset), category.prefix};
}

void note(access::Call& call, const Asset& asset, const char* action, std::vector<access::Change> changes)
{
    access::record(call, {.organisation = asset.organisation,
                          .action = action,
                          .record_type = "asset",
                          .record_id = asset.id.text(),
                          .changes = std::move(changes)});
}

void tell(access::Call& call, const Asset& asset, const char* what)
{
    store::insert_event(call.tx, asset.organisation, asset.id,
                        {.id = call.make_id<base::AssetId>().text(), .actor = call.actor.user(), .what = what},
                        call.now);
}

std::string makers(const Asset& asset)
{
    return asset.make + " " + asset.model;
}

Result<Asset> find_to_change(access::Call& call, const base::AssetId& id, Permission permission,
                             std::optional<std::int64_t> expected_version)
{
    auto asset = find_visible(call, id);
    if (!asset) return asset;
    if (!access::reaches(call.actor, permission, asset->site))
        return refused("forbidden", {}, "Your role does not let you do this with this equipment.");
    if (expected_version && *expected_version != asset->version) return changed_meanwhile();
    return asset;
}

AssetFields merged(AssetFields fields, const EditRequest& request)
{
    const auto put = [](std::string& field, const std::optional<std::string>& given) {
        if (given) field = *given;
    };
    put(fields.name, request.name);
    put(fields.category_id, request.category_id);
    put(fields.subcategory_id, request.subcategory_id);
    put(fields.site_id, request.site_id);
    put(fields.location_id, request.location_id);
    put(fields.criticality, request.criticality);
    put(fields.owner_id, request.owner_id);
    put(fields.make, request.make);
    put(fields.model, request.model);
    put(fields.serial, request.serial);
    put(fields.notes, request.notes);
    return fields;
}

base::Done may_become(access::Call& call, const Asset& asset, Status to)
{
    if (asset.status == Status::disposed) return refused("wrong_state", {}, "It was disposed of; that is final.");
    if (to == Status::disposed && store::has_open_defects(call.tx, asset))
        return refused("wrong_state", {}, "It has open defects. Close them first, then dispose of it.");
    if (to == Status::in_service && store::is_isolated(call.tx, asset.organisation, asset.id))
        return refused(
            "wrong_state", {},
            "An open defect keeps it out of service. It comes back into service when that defect is closed.");
    return {};
}

} // namespace

AssetFields fields_of(const EditRequest& request)
{
    return merged({}, request);
}

Result<Asset> create(access::Call& call, const AssetFields& request)
{
    if (!call.actor.may(Permission::assets_create))
        return refused("forbidden", {}, "Your role does not let you add equipment.");
    Asset blank{.id = call.make_id<base::AssetId>(), .organisation = call.organisation(), .created_at = call.now};
    auto made = filled(call, std::move(blank), request, {});
    if (!made) return refused(made.error());
    auto* const asset = &made->asset;
    if (!access::reaches(call.actor, Permission::assets_create, asset->site))
        return base::invalid({{"site_id", "not_available", "You may add equipment at your own site only."}});
    const auto number = store::take_number(call.tx, call.organisation(), made->prefix);
    asset->code = code_of(made->prefix, number);
    store::insert(call.tx, *asset, code_sort_of(made->prefix, number));
    access::add_to_search(call.tx, access::Searched::assets, asset->organisation, asset->id.text(),
                          {asset->name, asset->code, asset->serial, makers(*asset)});
    auto changes = changes_between({}, AssetFields::of(*asset));
    changes.insert(changes.begin(), {"code", std::nullopt, asset->code});
    note(call, *asset, "asset.created", std::move(changes));
    tell(call, *asset, "added");
    return std::move(made->asset);
}

Result<Asset> edit(access::Call& call, const base::AssetId& id, const EditRequest& request)
{
    const auto before = find_to_change(call, id, Permission::assets_edit, request.expected_version);
    if (!before) return before;
    if (before->status == Status::disposed)
        return refused("wrong_state", {}, "It was disposed of; its record stays as it is.");
    const auto fields = AssetFields::of(*before);
    auto changed = filled(call, *before, merged(fields, request), fields);
    if (!changed) return refused(changed.error());
    auto* const asset = &changed->asset;
    if (!access::reaches(call.actor, Permission::assets_edit, asset->site))
        return base::invalid({{"site_id", "not_available", "You may keep equipment at your own site only."}});
    auto changes = changes_between(fields, AssetFields::of(*asset));
    if (changes.empty()) return before;
    if (!store::update(call.tx, *asset)) return changed_meanwhile();
    ++asset->version;
    access::change_in_search(call.tx, access::Searched::assets, asset->organisation, asset->id.text(),
                             {asset->name, asset->code, asset->serial, makers(*asset)});
    const bool moved = asset->site != before->site;
    if (moved) store::move_defects(call.tx, *asset);
    note(call, *asset, "asset.edited", std::move(changes));
    tell(call, *asset, moved ? "moved" : "edited");
    return std::move(changed->asset);
}

Result<Asset> change_status(access::Call& call, const base::AssetId& id, const StatusChange& change)
{
    auto asset = find_to_change(call, id, Permission::assets_change_status, change.expected_version);
    if (!asset) return asset;
    Mistakes mistakes;
    const auto reason = base::checked_text(
        {"reason", "The reason", most_reason, "Say why, for whoever asks later.", base::Lines::several}, change.reason,
        mistakes);
    const auto status = read_status(change.status);
    if (!status) mistakes.push_back({"status", "unknown_value", "Choose a status."});
    if (status == asset->status) mistakes.push_back({"status", "unchanged", "That is its status already."});
    if (!mistakes.empty()) return base::invalid(std::move(mistakes));
    if (auto may = may_become(call, *asset, *status); !may) return refused(may.error());

    const auto before = asset->status;
    asset->status = *status;
    if (!store::update_status(call.tx, *asset)) return changed_meanwhile();
    ++asset->version;
    tell_status(call, id, before, *status, reason);
    return asset;
}

base::Done remove(access::Call& call, const base::AssetId& id, std::optional<std::int64_t> expected_version)
{
    const auto asset = find_to_change(call, id, Permission::assets_delete, expected_version);
    if (!asset) return refused(asset.error());
    if (store::has_open_defects(call.tx, *asset))
        return refused("in_use", {}, "It has open defects. Close them first, then delete it.");
    if (!store::remove(call.tx, *asset, call.now)) return changed_meanwhile();
    access::remove_from_search(call.tx, access::Searched::assets, asset->organisation, asset->id.text());
    note(call, *asset, "asset.deleted", {{"code", asset->code, std::nullopt}, {"name", asset->name, std::nullopt}});
    return {};
}

} // namespace assetbuddy::assets
