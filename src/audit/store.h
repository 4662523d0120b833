#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/actor.h"
#include "audit/entry.h"
#include "platform/sql/question.h"

namespace assetbuddy::audit::store {

using platform::sql::Transaction;

/// Where a page begins: before this entry in time.
struct Position {
    std::int64_t at = 0; // microseconds
    std::int64_t number = 0;
};
/// What a page asks the database; it borrows from these arguments.
platform::sql::Question page_question(const access::Visible<Entry>& visible, const Filters& filters,
                                      const std::optional<Position>& before, std::int64_t most);

/// Newest first. Whatever it is narrowed by, one index in order of time serves it (migration 0004).
std::vector<Entry> list(Transaction& tx, const access::Visible<Entry>& visible, const Filters& filters,
                        const std::optional<Position>& before, std::int64_t most);
std::int64_t count(Transaction& tx, const access::Visible<Entry>& visible, const Filters& filters);

/// Id and present name of those records of a kind ("asset") that are still there. A kind without names answers nothing.
std::vector<std::pair<std::string, std::string>> names_of(Transaction& tx, const access::Visible<Entry>& visible,
                                                          std::string_view kind, std::span<const std::string> ids);

} // namespace assetbuddy::audit::store
