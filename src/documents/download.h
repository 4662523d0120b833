#pragma once

#include <cstdint>
#include <optional>

#include "access/visit.h"
#include "base/result.h"
#include "documents/document.h"
#include "platform/http/message.h"

namespace assetbuddy::documents {

/// A version's file, to be saved and never shown by a browser; parts of it on request. Errors: not_found,
/// range_not_satisfiable, unavailable (the store has no such file: an administrator's matter).
base::Result<platform::http::Response> download(access::Visit& visit, const DocumentId& id,
                                                std::optional<std::int64_t> number);

/// The small picture of a photo, for `<img>`. Errors: not_found.
base::Result<platform::http::Response> thumbnail(access::Visit& visit, const DocumentId& id);

} // namespace assetbuddy::documents
