#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "documents/document.h"
#include "platform/sql/database.h"

namespace assetbuddy::documents::store {

using platform::sql::Transaction;

/// How far people were told of a last day.
enum class Told { nothing = 0, ahead = 1, on_the_day = 2 };

struct Due {
    DocumentId id = {};
    base::OrganisationId organisation = {};
    std::string time_zone = {};
    std::string expires_on = {};
    Told told = Told::nothing;
};
/// Of every organisation: told so far and no further, with a last day up to this one, after such a day and id.
std::vector<Due> list_due(Transaction& tx, Told told, const std::string& until, const std::string& after_day,
                          const std::string& after_id, std::int64_t most);
/// False when somebody else did it, or the last day is another one now.
bool update_told(Transaction& tx, const Due& due, Told told);

/// Where a document hangs that people are told of; nothing: what it hangs on needs no papers any more.
struct Place {
    std::string document_name = {};
    std::string record_name = {};
    std::optional<base::SiteId> site = {}; // nothing: the organisation's own
};
std::optional<Place> find_place(Transaction& tx, const base::OrganisationId& organisation, const DocumentId& id);

} // namespace assetbuddy::documents::store
