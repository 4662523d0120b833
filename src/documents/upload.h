#pragma once

#include <cstdint>
#include <string_view>

#include "access/call.h"
#include "base/result.h"
#include "documents/document.h"
#include "documents/take_in.h"

namespace assetbuddy::documents {

/// A file that comes in pieces, because it is large or the connection breaks. Only who began it goes on with it.
struct UploadState {
    UploadId id = {};
    std::int64_t size = 0;
    std::int64_t offset = 0; // how much has arrived: where the next piece begins
    std::optional<DocumentId> document = {};
};

/// Begins one. Errors: those of `check`; invalid (`size`), too_many (unfinished ones of this person).
base::Result<UploadState> begin_upload(access::Call& call, const NewFile& file, std::int64_t size);

/// How far it is. Errors: not_found.
base::Result<UploadState> find_upload(const access::Kernel& kernel, const access::Credential& credential,
                                      const access::Origin& origin, const UploadId& id);

/// Adds a piece; it is on the disk when this returns. Errors: not_found, wrong_offset (with `offset`, where to go on;
/// also when another piece is being written), invalid (beyond the size), too_large (the piece), wrong_state (finished).
base::Result<UploadState> append(const access::Kernel& kernel, const access::Credential& credential,
                                 const access::Origin& origin, const UploadId& id, std::int64_t offset,
                                 std::string_view bytes);

/// Makes it a document. Again: the same document. Errors: not_found, wrong_offset (not everything has arrived), those
/// of take_in.
base::Result<Document> finish_upload(const access::Kernel& kernel, const access::Credential& credential,
                                     const access::Origin& origin, const UploadId& id);

/// Gives it up. Errors: not_found.
base::Done cancel_upload(const access::Kernel& kernel, const access::Credential& credential,
                         const access::Origin& origin, const UploadId& id);

/// The name of its file in the workshop.
std::string workshop_name(const UploadId& id);

} // namespace assetbuddy::documents
