#pragma once

#include <string>
#include <string_view>

#include "platform/sql/database.h"

namespace assetbuddy::platform::sql {

/// PostgreSQL's texts end at a NUL: what follows would be lost in silence there, so both databases refuse one.
inline void refuse_nul(std::string_view value, std::string_view statement)
{
    if (value.find('\0') != std::string_view::npos)
        throw DatabaseError(std::string{statement} + ": a text holds a NUL character");
}

} // namespace assetbuddy::platform::sql
