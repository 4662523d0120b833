#include "cli/ask.h"
#include "cli/commands.h"
#include "cli/listing.h"
#include "organisations/list.h"

namespace assetbuddy::cli {

int list_organisations(const server::Configuration& configuration, Output output)
{
    constexpr std::int64_t step = 200;
    const auto [code, world] = open_to_read(configuration);
    if (code != 0) return code;
    Listing listing{{"NAME", "OWNER", "EMAIL", "CREATED", "ID"}, output};
    for (base::OrganisationId after;;) {
        const auto page = organisations::list(world->kernel(), after, step);
        for (const auto& each : page)
            listing.add({each.name, each.owner_name, each.owner_email, base::to_rfc3339(each.created_at).substr(0, 10),
                         each.id.text()},
                        {{"id", each.id.text()},
                         {"name", each.name},
                         {"owner", {{"name", each.owner_name}, {"email", each.owner_email}}},
                         {"created_at", base::to_rfc3339(each.created_at)}});
        if (page.size() < static_cast<std::size_t>(step)) break;
        after = page.back().id;
    }
    listing.finish("There is no organisation yet; make one with: assetbuddy organisation create");
    return 0;
}

} // namespace assetbuddy::cli
