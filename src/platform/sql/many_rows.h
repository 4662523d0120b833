#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "platform/sql/database.h"

namespace assetbuddy::platform::sql {

/// One INSERT of many rows, in few statements: for imports and example data, where a statement a row takes the time.
/// Every text has the rows of one of three sizes, so that few of them are prepared.
class ManyRows {
  public:
    /// `insert`: "INSERT INTO t (a, b) VALUES"; `after`: what follows the rows ("RETURNING id").
    ManyRows(std::string_view name, std::string_view insert, std::size_t columns, std::string_view after = {})
        : name_(name), insert_(insert), after_(after), columns_(columns)
    {}

    /// The values of one row. Texts are borrowed until `write`.
    template <class... Args>
    void add(const Args&... args)
    {
        if (sizeof...(Args) != columns_) throw std::logic_error("a row of another width");
        (values_.push_back(Parameter{args}), ...);
    }
    /// Keeps a text as long as this lives, for `add`.
    const std::string& keep(std::string text) { return kept_.emplace_back(std::move(text)); }

    /// Answers what the rows return, in no order that may be relied on.
    std::vector<Row> write(Transaction& tx) const
    {
        std::vector<Row> returned;
        std::span<const Parameter> left{values_};
        for (const std::size_t rows : {columns_ <= few_columns ? 512UZ : 64UZ, 8UZ, 1UZ}) {
            if (left.size() < rows * columns_) continue;
            const auto name = name_ + ".rows" + std::to_string(rows);
            const auto text = text_of(rows);
            for (; left.size() >= rows * columns_; left = left.subspan(rows * columns_))
                for (auto& row : tx.all_with({name, text}, left.first(rows * columns_)))
                    returned.push_back(std::move(row));
        }
        return returned;
    }

  private:
    static constexpr std::size_t few_columns = 3;

    [[nodiscard]] std::string text_of(std::size_t rows) const
    {
        std::string text = insert_;
        std::size_t place = 0;
        for (std::size_t row = 0; row < rows; ++row) {
            text += row == 0 ? " (" : ", (";
            for (std::size_t column = 0; column < columns_; ++column)
                text += (column == 0 ? "$" : ", $") + std::to_string(++place);
            text += ')';
        }
        return after_.empty() ? text : text + " " + after_;
    }

    std::string name_;
    std::string insert_;
    std::string after_;
    std::size_t columns_;
    std::vector<Parameter> values_;
    std::deque<std::string> kept_;
};

} // namespace assetbuddy::platform::sql
