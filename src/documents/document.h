#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/audit.h"
#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

namespace assetbuddy::documents {

using DocumentId = base::Id<struct DocumentTag>;
using VersionId = base::Id<struct DocumentVersionTag>;
using UploadId = base::Id<struct UploadTag>;

/// What a document hangs on (DOC-1).
enum class RecordKind { organisation, site, asset, defect, company };
std::string_view to_text(RecordKind kind);
std::optional<RecordKind> read_record_kind(std::string_view text);

struct Record {
    RecordKind kind = RecordKind::organisation;
    std::string id = {}; // of the organisation itself for that kind
    bool operator==(const Record&) const = default;
};
/// The record that two texts name; an organisation needs no id. Errors: invalid.
base::Result<Record> read_record(std::string_view kind, std::string_view id, const base::OrganisationId& organisation);

/// One file of a document.
struct Version {
    VersionId id = {}; // also its name in the store
    std::int64_t number = 1;
    std::string file_name = {};
    std::string media_type = {};
    std::int64_t size = 0;
    std::string sha256 = {};
    std::optional<std::string> small_id = {}; // the small picture's name in the store
    base::UserId uploaded_by = {};
    std::string uploaded_by_name = {}; // empty where the reader may not know
    base::Time uploaded_at = {};
};

struct Document {
    DocumentId id = {};
    base::OrganisationId organisation = {};
    Record record = {};
    std::string name = {};
    bool is_picture = false;
    std::optional<std::string> expires_on = {}; // its last day
    /// Whose defect it was when this was added (EXT-2).
    std::optional<base::UserId> turn = {};
    base::UserId created_by = {};
    base::Time created_at = {};
    std::int64_t version = 1; // of the row, for If-Match
    Version newest = {};
};

/// What a person writes about a document, as typed.
struct DocumentFields {
    std::string name = {};       // empty: the file's name
    std::string expires_on = {}; // empty: never
    /// Errors: invalid.
    [[nodiscard]] base::Result<DocumentFields> checked() const;
};

/// A name of a file from outside as it may be shown and handed out: no folders, no controls, not too long, with the
/// ending of what it is (".pdf"; empty: as it came).
std::string safe_file_name(std::string_view given, std::string_view ending);

/// Whether its last day is over on the day `today`.
bool has_expired(const Document& document, const std::string& today);

} // namespace assetbuddy::documents
