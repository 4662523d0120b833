#include "sites/edit.h"

#include "sites/close.h"
#include "sites/find.h"
#include "sites/store.h"

namespace assetbuddy::sites {
namespace {

SiteFields merged(SiteFields fields, const EditRequest& request)
{
    if (request.name) fields.name = *request.name;
    if (request.address) fields.address = *request.address;
    if (request.postcode) fields.postcode = *request.postcode;
    if (request.contact_name) fields.contact_name = *request.contact_name;
    if (request.contact_phone) fields.contact_phone = *request.contact_phone;
    if (request.contact_email) fields.contact_email = *request.contact_email;
    return fields;
}

base::Result<Site> write_fields(access::Call& call, Site site, const SiteFields& fields)
{
    const auto changes = changes_between(SiteFields::of(site), fields);
    if (changes.empty()) return site;
    const auto other = store::find_by_name(call.tx, call.organisation(), fields.name);
    if (other && other->id != site.id) {
        return base::refused(base::Error{"name_taken", "name", "There is already a site of this name."}.with(
            "site_id", other->id.text()));
    }
    site.name = fields.name;
    site.address = fields.address;
    site.postcode = fields.postcode;
    site.contact_name = fields.contact_name;
    site.contact_phone = fields.contact_phone;
    site.contact_email = fields.contact_email;
    if (!store::update(call.tx, site)) return base::refused("stale", {}, "Somebody changed this site meanwhile.");
    ++site.version;
    access::record(call, {.organisation = call.organisation(),
                          .action = "site.edited",
                          .record_type = "site",
                          .record_id = site.id.text(),
                          .changes = changes});
    return site;
}

} // namespace

base::Result<Site> edit(access::Call& call, const base::SiteId& id, const EditRequest& request)
{
    auto site = find_visible(call, id);
    if (!site) return site;
    if (!call.actor.may(access::Permission::sites_edit))
        return base::refused("forbidden", {}, "Your role does not let you change sites.");
    if (request.expected_version && *request.expected_version != site->version)
        return base::refused("stale", {}, "Somebody changed this site meanwhile.");

    const auto fields = merged(SiteFields::of(*site), request).checked();
    if (!fields) return base::refused(fields.error());
    auto written = write_fields(call, *site, *fields);
    if (!written || !request.is_active || *request.is_active == written->is_active) return written;
    return *request.is_active ? reactivate(call, id) : deactivate(call, id, request.users);
}

} // namespace assetbuddy::sites
