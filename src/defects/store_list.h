#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/actor.h"
#include "access/searched_list.h"
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
class ListQuery : public access::SearchedList {
  public:
    ListQuery(const access::Visible<Defect>& visible, const ListRequest& request, std::string today, base::Time now,
              access::Search search);
    [[nodiscard]] platform::sql::Question page(const std::optional<Position>& after, std::size_t most) const;

  private:
    void add_reach();
    void add_filters();

    access::Visible<Defect> visible_;
    ListRequest request_;
    std::string today_;
    base::Time readable_since_;
};

std::vector<Defect> list(Transaction& tx, const ListQuery& query, const std::optional<Position>& after,
                         std::size_t most);
/// Up to a hundred.
std::int64_t count_open_of(Transaction& tx, const access::Visible<Defect>& visible, const base::UserId& user);

} // namespace assetbuddy::defects::store
