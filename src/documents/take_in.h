#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "access/call.h"
#include "base/result.h"
#include "documents/document.h"

namespace assetbuddy::documents {

/// A file somebody wants to hang on a record, or to put in place of a document's present one.
struct NewFile {
    Record record = {};
    std::optional<DocumentId> replaces = {}; // then `record` and `fields` are the document's own
    std::string file_name = {};
    DocumentFields fields = {};
};

/// Whether the asker may do this at all: before anybody sends or works through megabytes. Errors: not_found, forbidden,
/// invalid, too_many.
base::Done check(access::Call& call, const NewFile& file);

/// A file in the store that no row names yet.
struct Stored {
    Version version = {};
    bool is_picture = false;
};
/// Looks at what the bytes are, makes pictures anew without metadata, and puts them into the store. No transaction is
/// open meanwhile (house rule 4). Errors: invalid (`file`: empty, too_large, unsupported_type, damaged,
/// too_many_pixels, too_slow), unavailable (too many pictures at once).
base::Result<Stored> put_away(const access::Kernel& kernel, std::string_view bytes, const std::string& file_name);
void throw_away(const access::Kernel& kernel, const Stored& stored);

/// Hangs a stored file on its record. Errors: those of check; invalid (`file`: only_photos).
base::Result<Document> add(access::Call& call, const NewFile& file, const Stored& stored);

/// All of it: check, put_away, add.
base::Result<Document> take_in(const access::Kernel& kernel, const access::Credential& credential,
                               const access::Origin& origin, const NewFile& file, std::string_view bytes);

} // namespace assetbuddy::documents
