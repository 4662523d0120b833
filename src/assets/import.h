#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/call.h"
#include "assets/asset.h"
#include "base/result.h"
#include "base/time.h"

namespace assetbuddy::assets {

/// What becomes of one line of a table of equipment.
struct ImportLine {
    enum class Verdict { fits, known, disposed, wrong } verdict = Verdict::fits;
    std::size_t line = 0;
    std::string name = {};
    /// Of `known`, the code it has; of `fits`, the code it gets (or would get at this moment).
    std::string code = {};
    std::vector<base::FieldError> errors = {}; // of `wrong`
};

struct ImportReport {
    std::vector<ImportLine> lines;
    std::string digest; // of the table; says whether it is still the one that was looked at
    /// The very same table was imported before.
    struct Earlier {
        base::Time at;
        std::string by;
        std::int64_t added = 0;
    };
    std::optional<Earlier> earlier = {};

    [[nodiscard]] std::size_t count(ImportLine::Verdict verdict) const;
};

/// `look` takes everything back: what it reports is what `add` would do at this moment.
enum class ImportStep { look, add };

/// Adds the equipment of a table (CSV; the columns of the export, `name` and `category` needed), all of it or none: a
/// line is added as `create` adds one, under a new code. A line whose code is in the register under the same name (and
/// serial number, where it has one) stays out as known, and so does what was disposed of; an earlier code of elsewhere
/// is kept in the notes. Category and subcategory are named by name or prefix, site and
/// location by name, the owner by email. At most `most_imported` lines and `longest_import` bytes. Errors: forbidden
/// (assets:create), invalid (`csv`: the table cannot be read; for `add` also lines that are wrong), already_imported
/// (`add` of the same table again).
base::Result<ImportReport> import_table(const access::Kernel& kernel, const access::Credential& credential,
                                        const access::Origin& origin, std::string_view csv, ImportStep step);

/// The headings a table may have, and what belongs under each.
struct ImportColumn {
    std::string_view name;
    std::string_view wants;
};
const std::vector<ImportColumn>& import_columns();

/// Line ends as LF, whatever system wrote the table: what is shown again, and what tells two tables apart.
std::string with_plain_line_ends(std::string_view csv);

} // namespace assetbuddy::assets
