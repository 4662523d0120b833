#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "invitations/check_import.h"
#include "invitations/find_import.h"
#include "platform/html/html.h"

namespace assetbuddy::invitations {

// What the pages of imports say (INV-13).

/// "10,000"
std::string counted(std::int64_t count);
/// "1 person", "10,000 people"
std::string people(std::int64_t count);

/// "8 of 10 people can be invited"
std::string verdict_in_words(const ImportCheck& check);
/// When the last mail leaves.
std::string leaving_in_words(const ImportCheck& check, const std::string& time_zone, base::Time now);
/// The lines that cannot be invited, and why; nothing when all can.
platform::html::Html troubles_table(const ImportCheck& check);

/// What an import does at this moment, or how it ended.
platform::html::Html progress_in_words(const Import& import);
platform::html::Html numbers_of(const Import& import);
/// The lines nobody was invited for.
platform::html::Html rows_table(const ImportReport& report);
/// Earlier imports; nothing when there are none.
platform::html::Html imports_table(const std::vector<Import>& imports);
/// A running import's line on the list of invitations.
platform::html::Html running_notice(const std::vector<Import>& imports);

} // namespace assetbuddy::invitations
