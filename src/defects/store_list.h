#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
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
    std::int64_t moment = 0;
    std::string due_on = {};
    std::string id = {};
};

/// A list as SQL. The reach of the asker is part of it (ROL-1). Borrows from nothing but itself.
class ListQuery : public access::SearchedList {
  public:
    ListQuery(const access::Visible<Defect>& visible, const ListRequest& request, base::Time now,
              std::string_view time_zone, access::Search search);
    [[nodiscard]] platform::sql::Question page(const std::optional<Position>& after, std::size_t most) const;
    /// One row of numbers, each up to one over `most`: of what is open, by severity and then status.
    [[nodiscard]] platform::sql::Question kinds(std::int64_t most) const;
    /// The same of what was reported and what was closed in each of the weeks that `starts` begin; the last one ends.
    [[nodiscard]] platform::sql::Question weeks(std::span<const base::Time> starts, std::int64_t most) const;

  private:
    void add_reach();
    void add_filters(std::string_view time_zone);
    void add_company(const base::CompanyId& company);
    void add_days(const Days& days, std::string_view time_zone);
    [[nodiscard]] std::string key() const;
    [[nodiscard]] std::string counted(std::string_view condition, std::int64_t most) const;

    access::Visible<Defect> visible_;
    ListRequest request_;
    std::string today_;
    base::Time readable_since_;
};

/// In the order of `all_severities` and `open_statuses`.
std::vector<access::BoundedCount> count_kinds(Transaction& tx, const ListQuery& query, std::int64_t most);
/// Two a week: reported, closed.
std::vector<access::BoundedCount> count_weeks(Transaction& tx, const ListQuery& query,
                                              std::span<const base::Time> starts, std::int64_t most);

std::vector<Defect> list(Transaction& tx, const ListQuery& query, const std::optional<Position>& after,
                         std::size_t most);
/// Up to a hundred each.
std::map<base::UserId, std::int64_t> count_open_of_all(Transaction& tx, const access::Visible<Defect>& visible,
                                                       std::span<const base::UserId> users);
/// Up to a hundred.
std::int64_t count_open_of(Transaction& tx, const access::Visible<Defect>& visible, const base::UserId& user);

} // namespace assetbuddy::defects::store
