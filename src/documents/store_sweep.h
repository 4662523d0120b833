#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"
#include "platform/sql/database.h"

namespace assetbuddy::documents::store {

using platform::sql::Transaction;

// Across organisations: for the background and fsck.

struct StoredFile {
    std::string id; // of the version, and of its file
    std::string small_id;
    std::string organisation;
    std::int64_t size = 0;
};
/// Of removed documents, files still in the store.
std::vector<StoredFile> list_to_clear(Transaction& tx, std::int64_t limit);
void note_gone(Transaction& tx, const std::string& version, base::Time now);

/// Ids of uploads begun before; and takes one out.
std::vector<std::string> list_outlived_uploads(Transaction& tx, base::Time before, std::int64_t limit);
void delete_upload(Transaction& tx, const std::string& id);

/// Of these names in the store (at most most_names), those that a row knows.
inline constexpr std::size_t most_names = 100;
std::vector<std::string> known_names(Transaction& tx, const std::vector<std::string>& names);

/// Every file that should be there, by id after `after`.
std::vector<StoredFile> list_stored(Transaction& tx, const std::string& after, std::int64_t limit);

} // namespace assetbuddy::documents::store
