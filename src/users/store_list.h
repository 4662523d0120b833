#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/actor.h"
#include "access/search.h"
#include "platform/sql/database.h"
#include "platform/sql/question.h"
#include "users/list.h"
#include "users/order.h"

namespace assetbuddy::users::store {

using platform::sql::Transaction;

using platform::sql::Question;

/// What a list asks for, as SQL. Every text reads along one index of the organisation and ends early.
class ListQuery {
  public:
    ListQuery(const access::Visible<User>& visible, const ListRequest& request, const std::optional<Cursor>& cursor,
              access::Search search);
    ListQuery(const ListQuery&) = delete;
    ListQuery& operator=(const ListQuery&) = delete;

    [[nodiscard]] bool searches() const { return search_.has_words(); }
    /// Up to `most` people in order of the list, or against it for a cursor that goes back.
    [[nodiscard]] Question page(std::size_t most) const;
    /// How many there are in all (of a search: among those looked at).
    [[nodiscard]] Question total() const;
    /// Two numbers: how many entries a search looked at, and how many people it found; each up to one over its limit.
    [[nodiscard]] Question reach_of_search() const;

  private:
    using Parameters = std::vector<platform::sql::Parameter>;
    [[nodiscard]] std::string filters(const ListRequest& request);
    [[nodiscard]] std::string candidates(std::string_view columns, std::int64_t most) const;
    [[nodiscard]] std::string source(std::string_view columns) const;
    [[nodiscard]] std::string beyond_cursor(Parameters& parameters) const;
    std::string bind(const platform::sql::Parameter& parameter);
    [[nodiscard]] bool runs_downwards() const;

    base::OrganisationId organisation_;
    std::optional<base::SiteId> site_;
    Order order_;
    std::optional<Cursor> cursor_;
    access::Search search_;
    std::string name_;
    Parameters parameters_; // borrow from the members above
    std::string where_;
};

struct ListedDeleted {
    Listed listed;
    base::Time deleted_at;
};
/// Deleted and not erased, by name, after a place of that order.
std::vector<ListedDeleted> list_deleted(Transaction& tx, const access::Visible<User>& visible, const Cursor& after,
                                        std::int64_t most);

/// `most` is at most `longest_page` + 1.
std::vector<Listed> list(Transaction& tx, const ListQuery& query, std::size_t most);
std::int64_t count(Transaction& tx, const ListQuery& query);

struct Reach {
    std::int64_t found = 0; // at most `most_candidates`
    /// It found more people, or had to look at more entries, than it may.
    bool is_cut = false;
};
/// Of a list that searches; else nothing is found.
Reach reach_of_search(Transaction& tx, const ListQuery& query);

} // namespace assetbuddy::users::store
