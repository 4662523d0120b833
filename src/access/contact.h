#pragma once

#include "access/actor.h"

namespace assetbuddy::access {

/// Whether the asker is shown how to reach people from outside and their companies: email address and phone
/// (contractors:contact; name, company and its address are shown wherever the person is, EXT-1). Whoever invites, edits
/// or deletes people types and changes these themselves and is shown them in any case.
inline bool may_reach_outsiders(const Actor& actor)
{
    return actor.may(Permission::contractors_contact) || actor.may(Permission::users_invite) ||
           actor.may(Permission::users_edit) || actor.may(Permission::users_delete);
}

/// What stands in a file where somebody's address or phone is not shown.
inline constexpr std::string_view hidden_contact = "(hidden)";

} // namespace assetbuddy::access
