#pragma once

#include <string>

#include "base/id.h"
#include "defects/report.h"
#include "testing/world.h"

namespace assetbuddy::testing_support {

/// A piece of equipment in service at a site, FS-001 and on, with a category of its own where there is none.
inline base::AssetId add_asset(World& world, const base::OrganisationId& organisation, const base::SiteId& site)
{
    const auto text = [](const std::string& value) { return "'" + value + "'"; };
    const auto number = world.count("assets", organisation) + 1;
    const auto digits = std::to_string(number);
    const auto new_id = [&](char kind) {
        constexpr std::size_t last_group = 24; // its end tells organisations apart
        constexpr std::size_t places = 6;
        auto id = organisation.text();
        id[0] = kind;
        return id.replace(last_group, places, std::string(places - digits.size(), '0') + digits);
    };
    auto category = organisation.text();
    category[0] = 'c';
    world.execute("INSERT INTO categories (id, organisation_id, name, name_key, name_sort, prefix, criticality, "
                  "created_at) VALUES (" +
                  text(category) + ", " + text(organisation.text()) +
                  ", 'Fire Safety', 'fire safety', '01', 'FS', 'high', 1) ON CONFLICT DO NOTHING");
    const base::AssetId id{new_id('a')};
    const auto padded = std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits;
    const auto sorted = std::string(9 - digits.size(), '0') + digits;
    world.execute("INSERT INTO assets (id, organisation_id, code, code_sort, name, name_sort, category_id, site_id, "
                  "status, criticality, created_at) VALUES (" +
                  text(id.text()) + ", " + text(organisation.text()) + ", 'FS-" + padded + "', 'FS-" + sorted +
                  "', 'Extinguisher " + digits + "', '01', " + text(category) + ", " + text(site.text()) +
                  ", 'in_service', 'high', 1)");
    return id;
}

inline defects::Defect report_defect(World& world, const Person& person, const base::AssetId& asset,
                                     const defects::ReportFields& fields = {.title = "Guard broken",
                                                                            .severity = "high"})
{
    return world
        .as(person, [&](access::Call& call) { return defects::report(call, {.asset = asset, .fields = fields}); })
        .value();
}

} // namespace assetbuddy::testing_support
