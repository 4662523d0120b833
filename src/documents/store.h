#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "documents/document.h"
#include "platform/sql/database.h"

namespace assetbuddy::documents::store {

using platform::sql::Transaction;

/// `turn`: another person's turns stay hidden (EXT-2).
std::optional<Document> find(Transaction& tx, const base::OrganisationId& organisation, const DocumentId& id,
                             const std::optional<base::UserId>& turn);

/// Newest first. `pictures`: nothing for both.
struct Listing {
    Record record = {};
    std::optional<base::UserId> turn = {};
    std::optional<bool> pictures = {};
    std::int64_t before_at = INT64_MAX;
    std::string before_id = {};
    std::int64_t limit = 0;
};
std::vector<Document> list(Transaction& tx, const base::OrganisationId& organisation, const Listing& listing);
std::int64_t count(Transaction& tx, const base::OrganisationId& organisation, const Record& record,
                   const std::optional<base::UserId>& turn);

/// Newest first.
std::vector<Version> list_versions(Transaction& tx, const base::OrganisationId& organisation, const DocumentId& id);
std::optional<Version> find_version(Transaction& tx, const base::OrganisationId& organisation, const DocumentId& id,
                                    std::int64_t number);

void insert(Transaction& tx, const Document& document);
void insert_version(Transaction& tx, const Document& document, const Version& version);
/// False when the row is no longer of `document.version`; it gets the next one.
bool update(Transaction& tx, const Document& document);
bool remove(Transaction& tx, const Document& document, const base::UserId& by, base::Time now);

/// An upload in pieces.
struct Upload {
    UploadId id = {};
    base::OrganisationId organisation = {};
    base::UserId user = {};
    Record record = {};
    std::optional<DocumentId> replaces = {};
    std::string file_name = {};
    DocumentFields fields = {};
    std::int64_t size = 0;
    base::Time created_at = {};
    std::optional<DocumentId> document = {}; // what it became
};
void insert_upload(Transaction& tx, const Upload& upload);
std::optional<Upload> find_upload(Transaction& tx, const base::OrganisationId& organisation, const UploadId& id,
                                  const base::UserId& user);
std::int64_t count_uploads(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user);
/// False when it became something already, or is gone.
bool end_upload(Transaction& tx, const Upload& upload, const DocumentId& document);
bool remove_upload(Transaction& tx, const Upload& upload);

} // namespace assetbuddy::documents::store
