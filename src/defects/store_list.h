#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/actor.h"
#include "access/search.h"
#include "base/id.h"
#include "base/time.h"
#include "defects/defect.h"
#include "defects/list.h"
#include "platform/sql/database.h"
#include "platform/sql/question.h"

namespace assetbuddy::defects::store {

using platform::sql::Transaction;

/// After which defect a page begins: its moment (or its day, in the list of past-due ones) and id.
struct Position {
    std::int64_t created_at = 0;
    std::string due_on = {};
    std::string id = {};
};

/// A list as SQL. The reach of the asker is part of it (ROL-1). Borrows from nothing but itself.
class ListQuery : private platform::sql::Conditions {
  public:
    ListQuery(const access::Visible<Defect>& visible, const ListRequest& request, std::string today, base::Time now,
              access::Search search);
    ListQuery(const ListQuery&) = delete;
    ListQuery& operator=(const ListQuery&) = delete;

    [[nodiscard]] bool searches() const { return search_.has_words(); }
    [[nodiscard]] platform::sql::Question page(const std::optional<Position>& after, std::size_t most) const;
    [[nodiscard]] platform::sql::Question total() const;
    /// Two numbers: entries a search looked at and defects it found, each up to one over its limit.
    [[nodiscard]] platform::sql::Question reach_of_search() const;

  private:
    void add_reach(const access::Visible<Defect>& visible);
    void add_filters();
    [[nodiscard]] std::string candidates(std::int64_t most) const;
    [[nodiscard]] std::string source() const;

    base::OrganisationId organisation_;
    base::UserId asker_;
    std::optional<base::SiteId> asker_site_;
    ListRequest request_;
    std::string today_;
    base::Time readable_since_;
    access::Search search_;
};

std::vector<Defect> list(Transaction& tx, const ListQuery& query, const std::optional<Position>& after,
                         std::size_t most);
std::int64_t count(Transaction& tx, const ListQuery& query);
bool is_cut(Transaction& tx, const ListQuery& query);
/// Up to a hundred.
std::int64_t count_open_of(Transaction& tx, const access::Visible<Defect>& visible, const base::UserId& user);

} // namespace assetbuddy::defects::store
