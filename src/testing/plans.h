#pragma once

#include <string>

#include "platform/sql/question.h"
#include "testing/world.h"

namespace assetbuddy::testing_support {

/// How a question is planned in a request: on PostgreSQL that hangs on the organisation that was entered (row level
/// security).
inline std::string plan_of(World& world, platform::sql::Database& database, const platform::sql::Question& question)
{
    if (database.engine() == platform::sql::Engine::sqlite)
        return database.explain({question.name, question.text}, question.parameters);
    const auto name = "explain." + question.name;
    const auto text = "EXPLAIN " + question.text;
    return world
        .look_as(world.home.owner,
                 [&](access::Call& call) -> base::Result<std::string> {
                     std::string lines;
                     for (const auto& row : call.tx.all_with({name, text}, question.parameters))
                         lines += row.text(0) + "\n";
                     return lines;
                 })
        .value();
}

} // namespace assetbuddy::testing_support
