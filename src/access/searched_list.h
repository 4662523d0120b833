#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "access/bounded_count.h"
#include "access/search.h"
#include "platform/sql/database.h"
#include "platform/sql/question.h"

namespace assetbuddy::access {

/// A list of one table that can be searched, as SQL: its conditions, and the texts that every such list is made of. The
/// rows of a search are gathered first, up to `most_candidates`, and then read and sorted.
class SearchedList : protected platform::sql::Conditions {
  public:
    SearchedList(const SearchedList&) = delete;
    SearchedList& operator=(const SearchedList&) = delete;

    [[nodiscard]] bool searches() const { return search_.has_words(); }
    [[nodiscard]] platform::sql::Question total() const;
    /// The same, but no further than to one more than `most`.
    [[nodiscard]] platform::sql::Question total_up_to(std::int64_t most) const;
    /// Two numbers: entries a search looked at and records it found, each up to one over its limit.
    [[nodiscard]] platform::sql::Question reach_of_search() const;

  protected:
    /// `name` begins the names of the statements; `alias` is what the conditions call a row of `table`.
    struct Table {
        std::string_view name;
        std::string_view table;
        std::string_view alias;
    };
    SearchedList(const Table& table, Search search) : table_(table), search_(std::move(search)) {}
    ~SearchedList() = default;

    /// The list is of few rows, whose ids this query answers, each once, as `id`: they are gathered first, and the
    /// table is not gone through in order to find them. `name` tells statements apart.
    void add_few(std::string_view name, std::string ids);
    /// After the other conditions.
    void add_search();
    /// What follows FROM, up to the WHERE: `joins` come after the table.
    [[nodiscard]] std::string source(std::string_view joins = {}) const;

  private:
    [[nodiscard]] std::string candidates(std::int64_t most) const;

    Table table_;
    Search search_;
    std::string few_;
};

std::int64_t count(platform::sql::Transaction& tx, const SearchedList& list);
/// Costs no more than `most` entries of an index, however long the list is.
BoundedCount count_up_to(platform::sql::Transaction& tx, const SearchedList& list, std::int64_t most);
/// Whether a search found more records, or had to look at more entries, than it may.
bool is_cut(platform::sql::Transaction& tx, const SearchedList& list);

} // namespace assetbuddy::access
