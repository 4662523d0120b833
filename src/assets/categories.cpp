#include "assets/categories.h"

#include <algorithm>

#include "assets/limits.h"
#include "assets/store_categories.h"

namespace assetbuddy::assets {
namespace {

using access::Permission;
using base::refused;
using base::Result;

base::Done may_manage(const access::Call& call)
{
    if (call.actor.may(Permission::categories_manage)) return {};
    return refused("forbidden", {}, "Your role does not let you manage the categories of equipment.");
}

bool may_see(const access::Call& call)
{
    const auto sees = call.actor.grant(Permission::assets_view);
    return (sees && sees->scope != access::Scope::assigned) || call.actor.may(Permission::categories_manage);
}

Level level_of(const std::optional<base::CategoryId>& parent)
{
    return parent ? Level::subcategory : Level::category;
}

std::unexpected<base::Error> taken(store::Taken what)
{
    if (what == store::Taken::prefix)
        return refused("name_taken", "prefix", "Another category uses this prefix. Choose a different one.");
    return refused("name_taken", "name", "There is already a category of this name.");
}

std::unexpected<base::Error> changed_meanwhile()
{
    return refused("stale", {}, "Somebody changed this category meanwhile.");
}

void note(access::Call& call, const Category& category, const char* action, std::vector<access::Change> changes)
{
    access::record(call, {.organisation = category.organisation,
                          .action = action,
                          .record_type = "category",
                          .record_id = category.id.text(),
                          .changes = std::move(changes)});
}

void write(Category& category, const CategoryFields& fields)
{
    category.name = fields.name;
    category.prefix = fields.prefix;
    category.regulation = fields.regulation;
    category.criticality = read_criticality(fields.criticality).value();
}

Result<Category> find_to_change(access::Call& call, const base::CategoryId& id,
                                std::optional<std::int64_t> expected_version)
{
    auto category = find_visible_category(call, id);
    if (!category) return category;
    if (auto may = may_manage(call); !may) return refused(may.error());
    if (expected_version && *expected_version != category->version) return changed_meanwhile();
    return category;
}

/// A parent must be a category at the top of the same organisation.
base::Done check_parent(access::Call& call, const std::optional<base::CategoryId>& parent)
{
    if (!parent) return {};
    const auto found = store::find_category(call.tx, call.organisation(), *parent);
    if (found && !found->parent) return {};
    return base::invalid({{"parent_id", "unknown_value", "Choose a category that is no subcategory itself."}});
}

} // namespace

std::vector<Category> all_categories(access::Call& call, const base::OrganisationId& organisation)
{
    const auto by_name = store::list_categories(call.tx, organisation);
    std::vector<Category> in_order;
    for (const auto& category : by_name) {
        if (category.parent) continue;
        in_order.push_back(category);
        std::ranges::copy_if(by_name, std::back_inserter(in_order),
                             [&](const Category& each) { return each.parent == category.id; });
    }
    return in_order;
}

Result<std::vector<Category>> list_categories(access::Call& call)
{
    if (!may_see(call)) return refused("forbidden", {}, "Your role does not show you the categories of equipment.");
    return all_categories(call, call.organisation());
}

Result<Category> find_visible_category(access::Call& call, const base::CategoryId& id)
{
    auto category = may_see(call) ? store::find_category(call.tx, call.organisation(), id) : std::nullopt;
    if (!category) return refused("not_found", {}, "There is no such category.");
    return *std::move(category);
}

Result<Category> create_category(access::Call& call, const std::optional<base::CategoryId>& parent,
                                 const CategoryFields& request)
{
    if (auto may = may_manage(call); !may) return refused(may.error());
    const auto fields = checked(request, level_of(parent));
    if (!fields) return refused(fields.error());
    if (auto fits = check_parent(call, parent); !fits) return refused(fits.error());
    if (static_cast<std::int64_t>(store::list_categories(call.tx, call.organisation()).size()) >= most_categories)
        return refused("too_many", {},
                       "An organisation has at most " + std::to_string(most_categories) + " categories.");
    Category category{.id = call.make_id<base::CategoryId>(),
                      .organisation = call.organisation(),
                      .parent = parent,
                      .created_at = call.now};
    write(category, *fields);
    if (const auto what = store::taken_by_another(call.tx, category); what != store::Taken::nothing) return taken(what);
    if (!store::insert_category(call.tx, category)) return taken(store::Taken::name);
    note(call, category, "category.created", changes_between({}, *fields));
    return category;
}

Result<Category> edit_category(access::Call& call, const base::CategoryId& id, const CategoryEdit& edit)
{
    auto category = find_to_change(call, id, edit.expected_version);
    if (!category) return category;
    const auto before = CategoryFields::of(*category);
    const auto fields = checked({.name = edit.name.value_or(before.name),
                                 .prefix = edit.prefix.value_or(before.prefix),
                                 .regulation = edit.regulation.value_or(before.regulation),
                                 .criticality = edit.criticality.value_or(before.criticality)},
                                level_of(category->parent));
    if (!fields) return refused(fields.error());
    auto changes = changes_between(before, *fields);
    const bool is_active = edit.is_active.value_or(category->is_active);
    if (is_active != category->is_active)
        changes.push_back({"is_active", category->is_active ? "true" : "false", is_active ? "true" : "false"});
    if (changes.empty()) return category;
    write(*category, *fields);
    category->is_active = is_active;
    if (const auto what = store::taken_by_another(call.tx, *category); what != store::Taken::nothing)
        return taken(what);
    if (!store::update_category(call.tx, *category)) return changed_meanwhile();
    ++category->version;
    note(call, *category, "category.edited", std::move(changes));
    return category;
}

base::Done remove_category(access::Call& call, const base::CategoryId& id, std::optional<std::int64_t> expected_version)
{
    const auto category = find_to_change(call, id, expected_version);
    if (!category) return refused(category.error());
    if (store::is_category_used(call.tx, *category))
        return refused("in_use", {},
                       "Equipment or subcategories belong to this category. Take it out of use instead: it is then "
                       "offered no more.");
    if (!store::remove_category(call.tx, *category)) return changed_meanwhile();
    note(call, *category, "category.deleted", {{"name", category->name, std::nullopt}});
    return {};
}

void add_default_categories(access::Call& call, const base::OrganisationId& organisation)
{
    const auto add = [&](std::string_view name, std::string_view prefix, const DefaultCategory& of,
                         const std::optional<base::CategoryId>& parent) {
        const Category category{.id = call.make_id<base::CategoryId>(),
                                .organisation = organisation,
                                .parent = parent,
                                .name = std::string{name},
                                .prefix = std::string{prefix},
                                .regulation = std::string{of.regulation},
                                .criticality = of.criticality,
                                .created_at = call.now};
        return store::insert_category(call.tx, category) ? std::optional{category.id} : std::nullopt;
    };
    for (const auto& each : default_categories()) {
        const auto id = add(each.name, each.prefix, each, {});
        if (!id) continue; // somebody made one of this name or prefix at the same moment
        for (const auto name : each.subcategories) add(name, {}, each, id);
    }
}

} // namespace assetbuddy::assets
