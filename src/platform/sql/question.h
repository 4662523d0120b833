#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/sql/database.h"

namespace assetbuddy::platform::sql {

/// A statement whose text depends on what is asked for. Texts are few (values are bound) and each has a name of its
/// own, so that it is prepared once. The parameters borrow from what it was made of.
struct Question {
    std::string name;
    std::string text;
    std::vector<Parameter> parameters;
};

/// A LIMIT for `most` rows. It stands in the text, because PostgreSQL's plan depends on it; few sizes keep the texts
/// few.
inline std::size_t roomy_limit(std::size_t most, std::int64_t longest_page)
{
    for (const std::size_t size : {26, 51, 101})
        if (most <= size) return size;
    return static_cast<std::size_t>(longest_page) + 1;
}

/// The WHERE of such a statement, condition by condition; the name says which ones are in it.
class Conditions {
  public:
    void add(std::string_view name, std::string_view condition)
    {
        name_ += '.';
        name_ += name;
        always(condition);
    }
    /// One that is in every statement of this kind, or that another part of the name tells of.
    void always(std::string_view condition)
    {
        where_ += where_.empty() ? " WHERE " : " AND ";
        where_ += condition;
    }
    void name_further(std::string_view name) { name_ += name; }
    /// Its place in the text: "$3".
    std::string bind(const Parameter& parameter)
    {
        parameters_.push_back(parameter);
        return "$" + std::to_string(parameters_.size());
    }
    [[nodiscard]] const std::string& where() const { return where_; }
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const std::vector<Parameter>& parameters() const { return parameters_; }

  private:
    std::string where_;
    std::string name_;
    std::vector<Parameter> parameters_;
};

} // namespace assetbuddy::platform::sql
