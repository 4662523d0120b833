#pragma once

#include <string>

#include "access/call.h"
#include "base/id.h"

namespace assetbuddy::access {

/// What the person showed to get in.
enum class Factors { one, two };
/// What the caller's present session was opened with; goes along when a session is exchanged for another.
inline Factors factors_of(const Actor& actor)
{
    return actor.facts().has_second_factor ? Factors::two : Factors::one;
}

/// The one function that opens a session (R-AUTH-15): writes the row (only the token's SHA-256, R-SESS-1), ends the
/// oldest beyond 20 (R-SESS-9), and answers the token for the cookie. Checks in this transaction that account and place
/// and organisation are active. Errors: inactive, second_factor_required (the account has a second factor, and one was
/// shown).
base::Result<std::string> open_session(Call& call, const base::AccountId& account,
                                       const base::OrganisationId& organisation, const base::UserId& user,
                                       Factors factors = Factors::one);
/// Ends one session, or all of an account but `except`. Returns how many ended.
std::int64_t end_session(Call& call, const base::SessionId& session);
std::int64_t end_sessions_of_account(Call& call, const base::AccountId& account, const base::SessionId& except);

/// Ends the API tokens of a place (deactivated, deleted), or of all of an account's places (password reset; reaches all
/// organisations). Return how many ended.
std::int64_t end_tokens_of_place(Call& call, const base::OrganisationId& organisation, const base::UserId& user);
std::int64_t end_tokens_of_account(Call& call, const base::AccountId& account);
/// For what only a person may do, not a program with a token. Errors: forbidden.
base::Done require_session(const Call& call);

/// A place ends (USR-3, R-SESS-5): the sessions that stand in it go on in another active place of their account, the
/// one last used first, or end with it; its API tokens end. The caller has made the place inactive in this transaction.
void leave_place(Call& call, const base::AccountId& account, const base::OrganisationId& organisation,
                 const base::UserId& user);

/// Writes what `kernel.last_uses` gathered, in one transaction; for the server's background worker.
void write_last_uses(const Kernel& kernel);
/// R-SESS-8. Errors: forbidden (an API token asks), reauthenticate when the password was last given over ten minutes
/// ago.
base::Done require_fresh_password(Call& call, const Credential& credential);
/// The password was just given again in this session.
void note_reauthenticated(Call& call);

} // namespace assetbuddy::access
