#include "documents/records.h"

#include "access/external.h"
#include "access/reach.h"
#include "companies/list.h"
#include "documents/store_records.h"

namespace assetbuddy::documents {
namespace {

using access::Permission;
using access::Scope;
using companies::may_see_companies;

/// Whether a permission of the asker reaches the record.
bool covers(const access::Actor& actor, Permission permission, const Record& record, const store::RecordFacts& facts)
{
    if (access::reaches(actor, permission, facts.site)) return true;
    const auto grant = actor.grant(permission);
    return grant && (grant->scope == Scope::assigned || grant->scope == Scope::own) && facts.is_assigned &&
           (record.kind == RecordKind::asset || record.kind == RecordKind::defect);
}

/// What is the organisation's or a company's is read by all who read documents at their site; only who holds the whole
/// of it adds to it.
bool may_see(const access::Actor& actor, const Record& record, const store::RecordFacts& facts)
{
    switch (record.kind) {
    case RecordKind::organisation: {
        const auto grant = actor.grant(Permission::documents_view);
        return grant && (grant->scope == Scope::organisation || grant->scope == Scope::site);
    }
    case RecordKind::site:
        return actor.may(Permission::sites_view) && covers(actor, Permission::documents_view, record, facts);
    case RecordKind::asset:
        return covers(actor, Permission::assets_view, record, facts) &&
               covers(actor, Permission::documents_view, record, facts);
    case RecordKind::defect: // its photos are part of it
        return covers(actor, Permission::defects_view, record, facts);
    case RecordKind::company: { // at a site as well: whoever lets them in asks for their insurance
        const auto grant = actor.grant(Permission::documents_view);
        return grant && (grant->scope == Scope::organisation || grant->scope == Scope::site) &&
               may_see_companies(actor);
    }
    }
    return false;
}

bool may_add_photos(const access::Actor& actor, const Record& record, const store::RecordFacts& facts)
{
    if (record.kind != RecordKind::defect || !facts.is_open) return false;
    return (facts.is_reporter && actor.may(Permission::defects_create)) ||
           (facts.is_assignee && actor.may(Permission::defects_close_out));
}

std::string page_of(const Record& record)
{
    switch (record.kind) {
    case RecordKind::organisation:
        return {};
    case RecordKind::site:
        return "/sites/" + record.id;
    case RecordKind::asset:
        return "/assets/" + record.id;
    case RecordKind::defect:
        return "/defects/" + record.id;
    case RecordKind::company:
        return "/companies/" + record.id;
    }
    return {};
}

} // namespace

base::Result<SeenRecord> find_record(access::Call& call, const Record& record)
{
    const auto none = base::refused("not_found", {}, "There is no such record.");
    if (!base::is_uuid(record.id)) return none;
    const auto& actor = call.actor;
    const auto facts = store::find_record(call.tx, call.organisation(), record, actor.user(),
                                          call.now - access::readable_after_closing);
    if (!facts || !may_see(actor, record, *facts)) return none;
    return SeenRecord{.record = record,
                      .name = facts->name,
                      .page = page_of(record),
                      .site = facts->site,
                      .turn = facts->turn,
                      .may_upload = covers(actor, Permission::documents_upload, record, *facts),
                      .may_add_photos = may_add_photos(actor, record, *facts),
                      .may_delete = covers(actor, Permission::documents_delete, record, *facts)};
}

std::optional<base::UserId> only_turn_of(const access::Call& call)
{
    if (!call.actor.facts().is_external) return std::nullopt;
    return call.actor.user();
}

} // namespace assetbuddy::documents
