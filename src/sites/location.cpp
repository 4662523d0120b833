#include "sites/location.h"

#include <algorithm>
#include <map>

#include "access/changes.h"
#include "base/entered_text.h"
#include "sites/limits.h"

namespace assetbuddy::sites {
namespace {

using Under = std::multimap<std::string, const Location*>; // by the parent's id, empty: the top

Under by_parent(std::span<const Location> locations)
{
    Under under;
    for (const auto& location : locations)
        under.emplace(location.parent ? location.parent->text() : std::string{}, &location);
    return under;
}

void add_branches(std::vector<Branch>& tree, const Under& under, const std::string& parent, int depth,
                  const std::string& path)
{
    std::vector<const Location*> here;
    const auto [first, last] = under.equal_range(parent);
    for (auto each = first; each != last; ++each) here.push_back(each->second);
    std::ranges::stable_sort(here, {}, &Location::position);
    for (const auto* location : here) {
        const auto own_path = path.empty() ? location->name : path + " › " + location->name;
        tree.push_back({*location, depth, own_path});
        if (depth < deepest_location) add_branches(tree, under, location->id.text(), depth + 1, own_path);
    }
}

/// How many levels lie under a location, itself counted.
int height_of(const Under& under, const std::string& id, int most)
{
    if (most == 0) return 1;
    int highest = 0;
    const auto [first, last] = under.equal_range(id);
    for (auto each = first; each != last; ++each)
        highest = std::max(highest, height_of(under, each->second->id.text(), most - 1));
    return highest + 1;
}

bool is_prefix_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

} // namespace

LocationFields LocationFields::of(const Location& location)
{
    return {location.name, location.parent, location.code_prefix, location.floor, location.zone, location.position};
}

base::Result<LocationFields> LocationFields::checked() const
{
    std::vector<base::FieldError> errors;
    LocationFields fields = *this;
    const auto check = [&](std::string& text, const base::TextRule& rule) {
        text = base::checked_text(rule, text, errors);
    };
    check(fields.name, {"name", "The name", most_location_name, "Enter the name of the location."});
    check(fields.floor, {"floor", "The floor", most_floor});
    check(fields.zone, {"zone", "The zone", most_zone});
    fields.code_prefix = base::in_capitals(base::trimmed(code_prefix));
    if (fields.code_prefix.size() > most_code_prefix || !std::ranges::all_of(fields.code_prefix, is_prefix_letter))
        errors.push_back({"code_prefix", "invalid", "Use up to 10 letters A to Z and digits, such as WH1."});
    if (position < 0 || position > most_position)
        errors.push_back({"position", "out_of_range", "The order is a number from 0 to 9999."});
    if (!errors.empty()) return base::invalid(std::move(errors));
    return fields;
}

std::vector<access::Change> changes_between(const LocationFields& before, const LocationFields& after)
{
    using access::add_change;
    std::vector<access::Change> changes;
    const auto parent_of = [](const LocationFields& fields) {
        return fields.parent ? fields.parent->text() : std::string{};
    };
    add_change(changes, "name", before.name, after.name);
    add_change(changes, "parent_id", parent_of(before), parent_of(after));
    add_change(changes, "code_prefix", before.code_prefix, after.code_prefix);
    add_change(changes, "floor", before.floor, after.floor);
    add_change(changes, "zone", before.zone, after.zone);
    add_change(changes, "position", std::to_string(before.position), std::to_string(after.position));
    return changes;
}

std::vector<Branch> tree_of(std::span<const Location> locations)
{
    std::vector<Branch> tree;
    tree.reserve(locations.size());
    add_branches(tree, by_parent(locations), {}, 0, {});
    return tree;
}

base::Done may_lie_under(std::span<const Location> of_site, const base::LocationId& id,
                         const std::optional<base::LocationId>& parent)
{
    int depth = 0;
    for (auto at = parent; at; ++depth) {
        if (*at == id)
            return base::invalid(
                {{"parent_id", "is_below", "A location cannot lie inside itself. Choose another one."}});
        const auto found = std::ranges::find(of_site, *at, &Location::id);
        if (found == of_site.end())
            return base::invalid({{"parent_id", "unknown_value", "Choose a location of the same site."}});
        if (depth > deepest_location) break;
        at = found->parent;
    }
    if (depth + height_of(by_parent(of_site), id.text(), deepest_location) > deepest_location)
        return base::invalid({{"parent_id", "too_deep", "Locations nest at most 8 deep. Choose a higher one."}});
    return {};
}

} // namespace assetbuddy::sites
