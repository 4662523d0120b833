#pragma once

#include <vector>

#include "access/call.h"
#include "base/result.h"
#include "invitations/import.h"

namespace assetbuddy::invitations {

struct ImportReport {
    Import import;
    std::vector<ImportRow> rows; // by line
};

/// An import of the caller's organisation, with all of its rows. Errors: not_found (also without users:invite).
base::Result<ImportReport> find_import(access::Call& call, const ImportId& id);

/// The same with the rows that were not invited alone, at most `most_rows_shown` of them.
base::Result<ImportReport> find_import_with_troubles(access::Call& call, const ImportId& id);

/// The organisation's latest imports, newest first. Errors: forbidden (users:invite).
base::Result<std::vector<Import>> list_imports(access::Call& call);

/// Those that still run, for whoever may invite; nothing for others.
std::vector<Import> list_running_imports(access::Call& call);

} // namespace assetbuddy::invitations
