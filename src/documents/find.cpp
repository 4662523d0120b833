#include "documents/find.h"

#include <algorithm>

#include "access/cursor.h"
#include "documents/limits.h"
#include "documents/store.h"

namespace assetbuddy::documents {
namespace {

using base::Result;

std::unexpected<base::Error> none()
{
    return base::refused("not_found", {}, "There is no such file.");
}

/// Of others an external person learns no names here.
void hide_name(const access::Call& call, Version& version)
{
    if (call.actor.facts().is_external && version.uploaded_by != call.actor.user()) version.uploaded_by_name.clear();
}

struct Found {
    Document document;
    SeenRecord record;
};

Result<Found> find_with_record(access::Call& call, const DocumentId& id)
{
    if (!call.actor.signed_in()) return none();
    auto document = store::find(call.tx, call.organisation(), id, only_turn_of(call));
    if (!document) return none();
    auto record = find_record(call, document->record);
    if (!record) return none();
    hide_name(call, document->newest);
    return Found{std::move(*document), std::move(*record)};
}

} // namespace

Result<Document> find_visible(access::Call& call, const DocumentId& id)
{
    auto found = find_with_record(call, id);
    if (!found) return base::refused(found.error());
    return std::move(found->document);
}

Result<Details> find_details(access::Call& call, const DocumentId& id)
{
    auto found = find_with_record(call, id);
    if (!found) return base::refused(found.error());
    const bool is_own = found->record.may_add_photos && found->document.created_by == call.actor.user();
    Details details{.document = std::move(found->document), .record = std::move(found->record), .versions = {}};
    details.versions = store::list_versions(call.tx, call.organisation(), id);
    for (auto& version : details.versions) hide_name(call, version);
    details.may_edit = details.record.may_upload || is_own;
    details.may_replace = details.may_edit;
    details.may_delete = details.record.may_delete || is_own;
    return details;
}

Result<Version> find_version(access::Call& call, const DocumentId& id, std::optional<std::int64_t> number)
{
    const auto document = find_visible(call, id);
    if (!document) return base::refused(document.error());
    if (!number) return document->newest;
    auto version = store::find_version(call.tx, call.organisation(), id, *number);
    if (!version) return none();
    hide_name(call, *version);
    return *version;
}

Result<DocumentPage> list(access::Call& call, const ListRequest& request)
{
    auto record = find_record(call, request.record);
    if (!record) return base::refused(record.error());
    store::Listing listing{.record = request.record,
                           .turn = only_turn_of(call),
                           .pictures = request.pictures,
                           .limit = std::clamp<std::int64_t>(request.limit, 1, longest_page) + 1};
    if (!request.cursor.empty()) {
        auto from = access::read_cursor(request.cursor);
        if (!from || !base::is_uuid(from->rest))
            return base::refused("malformed", "cursor", "This cursor was not given by the list.");
        listing.before_at = from->number;
        listing.before_id = std::move(from->rest);
    }
    DocumentPage page{.record = std::move(*record), .documents = {}, .next_cursor = {}};
    page.documents = store::list(call.tx, call.organisation(), listing);
    if (static_cast<std::int64_t>(page.documents.size()) == listing.limit) {
        page.documents.pop_back();
        const auto& last = page.documents.back();
        page.next_cursor = access::written_cursor(base::to_microseconds(last.created_at), last.id.text());
    }
    for (auto& document : page.documents) hide_name(call, document.newest);
    return page;
}

} // namespace assetbuddy::documents
