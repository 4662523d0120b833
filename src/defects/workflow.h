#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "access/permission.h"

namespace assetbuddy::defects {

enum class Status { open, in_progress, awaiting_parts, awaiting_verification, closed };

/// What people do to a defect. `assign` stands for taking it away from somebody as well.
enum class Action { assign, await_parts, resume, close_out, approve, reject, close };

/// Beyond the permission: nobody verifies their own work, unless nobody else may (DEF-3).
enum class Who { whoever_may, not_the_repairer };

/// One arrow of the workflow.
struct Move {
    Status from;
    Action action;
    Status to;
    access::Permission permission;
    Who who = Who::whoever_may;
};

/// The whole workflow (DEF-2): the verbs ask it, and docs/defects-workflow.svg is drawn from it.
inline constexpr std::array moves{
    Move{Status::open, Action::assign, Status::in_progress, access::Permission::defects_assign},
    Move{Status::in_progress, Action::assign, Status::in_progress, access::Permission::defects_assign},
    Move{Status::awaiting_parts, Action::assign, Status::awaiting_parts, access::Permission::defects_assign},
    Move{Status::awaiting_verification, Action::assign, Status::awaiting_verification,
         access::Permission::defects_assign},
    Move{Status::in_progress, Action::await_parts, Status::awaiting_parts, access::Permission::defects_close_out},
    Move{Status::awaiting_parts, Action::resume, Status::in_progress, access::Permission::defects_close_out},
    Move{Status::open, Action::close_out, Status::awaiting_verification, access::Permission::defects_close_out},
    Move{Status::in_progress, Action::close_out, Status::awaiting_verification, access::Permission::defects_close_out},
    Move{Status::awaiting_verification, Action::approve, Status::closed, access::Permission::defects_verify,
         Who::not_the_repairer},
    Move{Status::awaiting_verification, Action::reject, Status::in_progress, access::Permission::defects_verify},
    Move{Status::open, Action::close, Status::closed, access::Permission::defects_verify},
};

/// Nothing where the workflow forbids it: 409 `wrong_state`.
constexpr std::optional<Move> find_move(Status from, Action action)
{
    for (const auto& move : moves)
        if (move.from == from && move.action == action) return move;
    return std::nullopt;
}

/// Every move of one action needs the same permission.
constexpr access::Permission permission_for(Action action)
{
    for (const auto& move : moves)
        if (move.action == action) return move.permission;
    throw "an action without a move";
}
static_assert([] {
    for (const auto& move : moves)
        if (move.permission != permission_for(move.action)) return false;
    return true;
}());

/// The word of the contract: "in_progress".
std::string_view to_text(Status status);
std::optional<Status> read_status(std::string_view text);
/// As people read it: "In Progress".
std::string_view in_words(Status status);
/// "Close out".
std::string_view in_words(Action action);

/// Everything but closed, in the order of the work.
inline constexpr std::array open_statuses{Status::open, Status::in_progress, Status::awaiting_parts,
                                          Status::awaiting_verification};
inline constexpr std::array all_statuses{Status::open, Status::in_progress, Status::awaiting_parts,
                                         Status::awaiting_verification, Status::closed};

} // namespace assetbuddy::defects
