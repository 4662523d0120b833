#include "sites/create.h"

#include "sites/limits.h"
#include "sites/store.h"

namespace assetbuddy::sites {

base::Result<Site> create(access::Call& call, const SiteFields& request)
{
    if (!call.actor.may(access::Permission::sites_create))
        return base::refused("forbidden", {}, "Your role does not let you add sites.");
    const auto fields = request.checked();
    if (!fields) return base::refused(fields.error());
    if (store::count_all(call.tx, call.organisation()) >= most_sites)
        return base::refused("too_many", {}, "An organisation has at most " + std::to_string(most_sites) + " sites.");

    const Site site{.id = call.make_id<base::SiteId>(),
                    .organisation = call.organisation(),
                    .name = fields->name,
                    .address = fields->address,
                    .postcode = fields->postcode,
                    .contact_name = fields->contact_name,
                    .contact_phone = fields->contact_phone,
                    .contact_email = fields->contact_email,
                    .created_at = call.now};
    if (!store::insert(call.tx, site)) {
        const auto other = store::find_by_name(call.tx, call.organisation(), site.name);
        auto error = base::Error{"name_taken", "name", "There is already a site of this name."};
        if (other) error = std::move(error).with("site_id", other->id.text());
        return base::refused(std::move(error));
    }
    access::record(call, {.organisation = call.organisation(),
                          .action = "site.created",
                          .record_type = "site",
                          .record_id = site.id.text(),
                          .changes = changes_between({}, *fields)});
    return site;
}

} // namespace assetbuddy::sites
