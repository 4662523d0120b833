#include "platform/sql/database.h"

namespace assetbuddy::platform::sql {
namespace {

[[noreturn]] void mistaken(std::size_t column, const char* wanted)
{
    throw std::logic_error("column " + std::to_string(column) + " of a row is not " + wanted);
}

} // namespace

std::string Row::text(std::size_t column) const
{
    return std::string{text_view(column)};
}

std::string_view Row::text_view(std::size_t column) const
{
    if (column >= cells_.size()) mistaken(column, "there");
    if (const auto* value = std::get_if<std::string>(&cells_[column])) return *value;
    mistaken(column, "text");
}

std::int64_t Row::integer(std::size_t column) const
{
    if (column >= cells_.size()) mistaken(column, "there");
    if (const auto* value = std::get_if<std::int64_t>(&cells_[column])) return *value;
    mistaken(column, "an integer");
}

bool Row::is_null(std::size_t column) const
{
    if (column >= cells_.size()) mistaken(column, "there");
    return std::holds_alternative<std::nullptr_t>(cells_[column]);
}

std::optional<std::string> Row::optional_text(std::size_t column) const
{
    if (is_null(column)) return std::nullopt;
    return text(column);
}

std::optional<std::int64_t> Row::optional_integer(std::size_t column) const
{
    if (is_null(column)) return std::nullopt;
    return integer(column);
}

std::optional<base::Time> Row::optional_time(std::size_t column) const
{
    if (is_null(column)) return std::nullopt;
    return time(column);
}

} // namespace assetbuddy::platform::sql
