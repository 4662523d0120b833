#include "documents/store.h"

namespace assetbuddy::documents::store {
namespace {

using platform::sql::Row;
using platform::sql::Statement;

// $2 is the last parameter that all of them share; the asker's turn is $3 or $4, empty: no matter whose.
constexpr Statement find_sql{"documents.find", R"(
    SELECT d.id, d.organisation_id, d.record_type, d.record_id, d.name, d.is_picture, d.expires_on, d.turn_user_id,
           d.created_by, d.created_at, d.version, v.id, v.number, v.file_name, v.media_type, v.size, v.sha256,
           v.small_id, v.uploaded_by, u.name, v.uploaded_at
    FROM documents d
    JOIN document_versions v ON v.organisation_id = d.organisation_id AND v.document_id = d.id AND v.number = d.newest
    JOIN users u ON u.organisation_id = v.organisation_id AND u.id = v.uploaded_by
    WHERE d.organisation_id = $1 AND d.id = $2 AND d.removed_at IS NULL
      AND ($3 = '' OR d.turn_user_id IS NULL OR d.turn_user_id = $3 OR d.created_by = $3))"};

constexpr Statement list_sql{"documents.list", R"(
    SELECT d.id, d.organisation_id, d.record_type, d.record_id, d.name, d.is_picture, d.expires_on, d.turn_user_id,
           d.created_by, d.created_at, d.version, v.id, v.number, v.file_name, v.media_type, v.size, v.sha256,
           v.small_id, v.uploaded_by, u.name, v.uploaded_at
    FROM documents d
    JOIN document_versions v ON v.organisation_id = d.organisation_id AND v.document_id = d.id AND v.number = d.newest
    JOIN users u ON u.organisation_id = v.organisation_id AND u.id = v.uploaded_by
    WHERE d.organisation_id = $1 AND d.record_type = $2 AND d.record_id = $3 AND d.removed_at IS NULL
      AND ($4 = '' OR d.turn_user_id IS NULL OR d.turn_user_id = $4 OR d.created_by = $4)
      AND d.is_picture IN ($5, $6) AND (d.created_at < $7 OR (d.created_at = $7 AND d.id < $8))
    ORDER BY d.created_at DESC, d.id DESC LIMIT $9)"};

constexpr Statement count_sql{"documents.count", R"(
    SELECT count(*) FROM documents
    WHERE organisation_id = $1 AND record_type = $2 AND record_id = $3 AND removed_at IS NULL
      AND ($4 = '' OR turn_user_id IS NULL OR turn_user_id = $4 OR created_by = $4))"};

constexpr Statement list_versions_sql{"documents.list_versions", R"(
    SELECT v.id, v.number, v.file_name, v.media_type, v.size, v.sha256, v.small_id, v.uploaded_by, u.name, v.uploaded_at
    FROM document_versions v JOIN users u ON u.organisation_id = v.organisation_id AND u.id = v.uploaded_by
    WHERE v.organisation_id = $1 AND v.document_id = $2 ORDER BY v.number DESC)"};

constexpr Statement find_version_sql{"documents.find_version", R"(
    SELECT v.id, v.number, v.file_name, v.media_type, v.size, v.sha256, v.small_id, v.uploaded_by, u.name, v.uploaded_at
    FROM document_versions v JOIN users u ON u.organisation_id = v.organisation_id AND u.id = v.uploaded_by
    WHERE v.organisation_id = $1 AND v.document_id = $2 AND v.number = $3)"};

constexpr Statement insert_sql{"documents.insert", R"(
    INSERT INTO documents (id, organisation_id, record_type, record_id, name, is_picture, expires_on, turn_user_id,
                           newest, created_by, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10))"};

constexpr Statement insert_version_sql{"documents.insert_version", R"(
    INSERT INTO document_versions (id, organisation_id, document_id, number, file_name, media_type, size, sha256,
                                   small_id, uploaded_by, uploaded_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11))"};

constexpr Statement update_sql{"documents.update", R"(
    UPDATE documents SET name = $4, expires_on = $5, is_picture = $6, newest = $7, version = version + 1,
           expiry_told = CASE WHEN expires_on IS NOT DISTINCT FROM $5 THEN expiry_told ELSE 0 END
    WHERE organisation_id = $1 AND id = $2 AND version = $3 AND removed_at IS NULL)"};

constexpr Statement remove_sql{"documents.remove", R"(
    UPDATE documents SET removed_by = $4, removed_at = $5, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND version = $3 AND removed_at IS NULL)"};
constexpr Statement remove_versions_sql{"documents.remove_versions", R"(
    UPDATE document_versions SET is_removed = 1 WHERE organisation_id = $1 AND document_id = $2)"};

constexpr Statement insert_upload_sql{"documents.insert_upload", R"(
    INSERT INTO uploads (id, organisation_id, user_id, record_type, record_id, replaces_id, file_name, name, expires_on,
                         size, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11))"};

constexpr Statement find_upload_sql{"documents.find_upload", R"(
    SELECT id, organisation_id, user_id, record_type, record_id, replaces_id, file_name, name, expires_on, size,
           created_at, document_id
    FROM uploads WHERE organisation_id = $1 AND id = $2 AND user_id = $3)"};

constexpr Statement count_uploads_sql{"documents.count_uploads", R"(
    SELECT count(*) FROM uploads WHERE organisation_id = $1 AND user_id = $2 AND document_id IS NULL)"};

constexpr Statement end_upload_sql{"documents.end_upload", R"(
    UPDATE uploads SET document_id = $3 WHERE organisation_id = $1 AND id = $2 AND document_id IS NULL)"};

constexpr Statement remove_upload_sql{"documents.remove_upload", R"(
    DELETE FROM uploads WHERE organisation_id = $1 AND id = $2 AND document_id IS NULL)"};

Version read_version(const Row& row, std::size_t first)
{
    return {.id = VersionId{row.text(first)},
            .number = row.integer(first + 1),
            .file_name = row.text(first + 2),
            .media_type = row.text(first + 3),
            .size = row.integer(first + 4),
            .sha256 = row.text(first + 5),
            .small_id = row.optional_text(first + 6),
            .uploaded_by = row.id<base::UserTag>(first + 7),
            .uploaded_by_name = row.text(first + 8),
            .uploaded_at = row.time(first + 9)};
}

Record read_record_of(const Row& row, std::size_t first)
{
    return {read_record_kind(row.text(first)).value_or(RecordKind::organisation), row.text(first + 1)};
}

Document read(const Row& row)
{
    constexpr std::size_t first_of_version = 11;
    return {.id = DocumentId{row.text(0)},
            .organisation = row.id<base::OrganisationTag>(1),
            .record = read_record_of(row, 2),
            .name = row.text(4),
            .is_picture = row.flag(5),
            .expires_on = row.optional_text(6),
            .turn = row.optional_id<base::UserId>(7),
            .created_by = row.id<base::UserTag>(8),
            .created_at = row.time(9),
            .version = row.integer(10),
            .newest = read_version(row, first_of_version)};
}

std::string text_of(const std::optional<base::UserId>& user)
{
    return user ? user->text() : std::string{};
}

} // namespace

std::optional<Document> find(Transaction& tx, const base::OrganisationId& organisation, const DocumentId& id,
                             const std::optional<base::UserId>& turn)
{
    const auto row = tx.one(find_sql, organisation, id, text_of(turn));
    if (!row) return std::nullopt;
    return read(*row);
}

std::vector<Document> list(Transaction& tx, const base::OrganisationId& organisation, const Listing& listing)
{
    std::vector<Document> documents;
    for (const auto& row : tx.all(list_sql, organisation, to_text(listing.record.kind), listing.record.id,
                                  text_of(listing.turn), listing.pictures.value_or(false),
                                  listing.pictures.value_or(true), listing.before_at, listing.before_id, listing.limit))
        documents.push_back(read(row));
    return documents;
}

std::int64_t count(Transaction& tx, const base::OrganisationId& organisation, const Record& record,
                   const std::optional<base::UserId>& turn)
{
    return tx.one(count_sql, organisation, to_text(record.kind), record.id, text_of(turn))->integer(0);
}

std::vector<Version> list_versions(Transaction& tx, const base::OrganisationId& organisation, const DocumentId& id)
{
    std::vector<Version> versions;
    for (const auto& row : tx.all(list_versions_sql, organisation, id)) versions.push_back(read_version(row, 0));
    return versions;
}

std::optional<Version> find_version(Transaction& tx, const base::OrganisationId& organisation, const DocumentId& id,
                                    std::int64_t number)
{
    const auto row = tx.one(find_version_sql, organisation, id, number);
    if (!row) return std::nullopt;
    return read_version(*row, 0);
}

void insert(Transaction& tx, const Document& document)
{
    tx.execute(insert_sql, document.id, document.organisation, to_text(document.record.kind), document.record.id,
               document.name, document.is_picture, document.expires_on, document.turn, document.created_by,
               document.created_at);
    insert_version(tx, document, document.newest);
}

void insert_version(Transaction& tx, const Document& document, const Version& version)
{
    tx.execute(insert_version_sql, version.id, document.organisation, document.id, version.number, version.file_name,
               version.media_type, version.size, version.sha256, version.small_id, version.uploaded_by,
               version.uploaded_at);
}

bool update(Transaction& tx, const Document& document)
{
    return tx.execute(update_sql, document.organisation, document.id, document.version, document.name,
                      document.expires_on, document.is_picture, document.newest.number) == 1;
}

bool remove(Transaction& tx, const Document& document, const base::UserId& by, base::Time now)
{
    if (tx.execute(remove_sql, document.organisation, document.id, document.version, by, now) != 1) return false;
    tx.execute(remove_versions_sql, document.organisation, document.id);
    return true;
}

void insert_upload(Transaction& tx, const Upload& upload)
{
    const auto expires_on = upload.fields.expires_on.empty() ? std::nullopt : std::optional{upload.fields.expires_on};
    tx.execute(insert_upload_sql, upload.id, upload.organisation, upload.user, to_text(upload.record.kind),
               upload.record.id, upload.replaces, upload.file_name, upload.fields.name, expires_on, upload.size,
               upload.created_at);
}

std::optional<Upload> find_upload(Transaction& tx, const base::OrganisationId& organisation, const UploadId& id,
                                  const base::UserId& user)
{
    const auto row = tx.one(find_upload_sql, organisation, id, user);
    if (!row) return std::nullopt;
    return Upload{.id = UploadId{row->text(0)},
                  .organisation = row->id<base::OrganisationTag>(1),
                  .user = row->id<base::UserTag>(2),
                  .record = read_record_of(*row, 3),
                  .replaces = row->optional_id<DocumentId>(5),
                  .file_name = row->text(6),
                  .fields = {.name = row->text(7), .expires_on = row->optional_text(8).value_or("")},
                  .size = row->integer(9),
                  .created_at = row->time(10),
                  .document = row->optional_id<DocumentId>(11)};
}

std::int64_t count_uploads(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user)
{
    return tx.one(count_uploads_sql, organisation, user)->integer(0);
}

bool end_upload(Transaction& tx, const Upload& upload, const DocumentId& document)
{
    return tx.execute(end_upload_sql, upload.organisation, upload.id, document) == 1;
}

bool remove_upload(Transaction& tx, const Upload& upload)
{
    return tx.execute(remove_upload_sql, upload.organisation, upload.id) == 1;
}

} // namespace assetbuddy::documents::store
