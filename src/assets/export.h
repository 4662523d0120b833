#pragma once

#include <functional>
#include <string_view>

#include "access/call.h"
#include "assets/list.h"
#include "base/result.h"

namespace assetbuddy::assets {

/// Takes the table part by part, each a whole number of lines.
using CsvSink = std::function<void(std::string_view)>;

/// All that a list with these filters shows, in its order, as a table for spreadsheets (AST-1, R-VAL-9); limit and
/// cursor do not count. Addresses of owners are for who sees people. No more than a step of it is in memory at once.
/// Errors: forbidden (assets:view, or only for what is assigned: EXT-2), too_many (more than `most_exported`, or more
/// than a search looks at: narrow the filters).
base::Done export_csv(access::Call& call, const ListRequest& request, const CsvSink& sink);

} // namespace assetbuddy::assets
