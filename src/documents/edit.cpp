#include "documents/edit.h"

#include "documents/find.h"
#include "documents/store.h"

namespace assetbuddy::documents {
namespace {

std::unexpected<base::Error> stale()
{
    return base::refused("stale", {}, "Somebody changed this file meanwhile.");
}

std::optional<std::string> or_none(const std::string& text)
{
    return text.empty() ? std::nullopt : std::optional{text};
}

} // namespace

base::Result<Document> edit(access::Call& call, const DocumentId& id, const EditRequest& request)
{
    auto details = find_details(call, id);
    if (!details) return base::refused(details.error());
    if (!details->may_edit) return base::refused("forbidden", {}, "Your role does not let you change this file.");
    auto& document = details->document;
    if (request.expected_version && *request.expected_version != document.version) return stale();
    const auto fields = DocumentFields{.name = request.name.value_or(document.name),
                                       .expires_on = request.expires_on.value_or(document.expires_on.value_or(""))}
                            .checked();
    if (!fields) return base::refused(fields.error());
    if (fields->name.empty()) return base::invalid({{"name", "required", "Enter a name."}});

    std::vector<access::Change> changes;
    if (fields->name != document.name)
        changes.push_back({"name", document.name, fields->name, access::Privacy::personal});
    if (or_none(fields->expires_on) != document.expires_on)
        changes.push_back({"expires_on", document.expires_on, or_none(fields->expires_on)});
    if (changes.empty()) return document;
    document.name = fields->name;
    document.expires_on = or_none(fields->expires_on);
    if (!store::update(call.tx, document)) return stale();
    ++document.version;
    access::record(call, {.organisation = call.organisation(),
                          .action = "document.edited",
                          .record_type = "document",
                          .record_id = id.text(),
                          .changes = std::move(changes)});
    return document;
}

base::Done remove(access::Call& call, const DocumentId& id, std::optional<std::int64_t> expected_version)
{
    const auto details = find_details(call, id);
    if (!details) return base::refused(details.error());
    if (!details->may_delete) return base::refused("forbidden", {}, "Your role does not let you delete this file.");
    const auto& document = details->document;
    if (expected_version && *expected_version != document.version) return stale();
    if (!store::remove(call.tx, document, call.actor.user(), call.now)) return stale();
    access::record(call, {.organisation = call.organisation(),
                          .action = "document.deleted",
                          .record_type = "document",
                          .record_id = id.text(),
                          .changes = {{"name", document.name, {}, access::Privacy::personal},
                                      {"sha256", document.newest.sha256, {}}}});
    return {};
}

} // namespace assetbuddy::documents
