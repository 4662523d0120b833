#pragma once

#include <string>
#include <vector>

#include "access/call.h"
#include "base/result.h"
#include "documents/document.h"
#include "documents/records.h"
#include "ui/form.h"

namespace assetbuddy::documents {

/// Where the files of a record are listed.
ui::Url url_of_files(const Record& record);
ui::Url url_of(const Document& document);

/// Photos side by side, each a link to its page; nothing for none.
ui::Html photo_strip(const std::vector<Document>& photos);
/// The newest photos of a record with a link to all of its files, for the page of the record; nothing where the asker
/// may not see them.
ui::Html photo_strip(access::Call& call, const Record& record);
/// The form that adds a file to a record: works without script, and on a telephone opens its camera; nothing where the
/// asker may add none.
ui::Html upload_form(access::Visit& visit, const SeenRecord& record, const ui::Entered& entered = {},
                     const ui::Errors& errors = {});

/// "1.4 MB".
std::string size_in_words(std::int64_t bytes);
/// The kinds that a file field offers.
std::string_view offered_kinds(bool only_photos);

} // namespace assetbuddy::documents
