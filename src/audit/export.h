#pragma once

#include <string>

#include "access/call.h"
#include "audit/entry.h"
#include "base/result.h"
#include "platform/http/message.h"
#include "platform/http/query.h"

namespace assetbuddy::audit {

enum class Format { csv, json };
/// `format=csv` (also when it is missing) or `format=json`.
Format read_format(platform::http::Query& query);

struct ExportedFile {
    Format format = Format::csv;
    std::string content;
    [[nodiscard]] platform::http::Response as_download() const;
};

/// The log with these filters, newest first, as a file: for spreadsheets (R-VAL-9), a row for each changed field; or as
/// a JSON array of what the API lists. Errors: forbidden (audit:view), too_many (over `most_exported`).
base::Result<ExportedFile> export_as(access::Call& call, const Filters& filters, Format format);

} // namespace assetbuddy::audit
