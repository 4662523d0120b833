#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/actor.h"
#include "access/limits.h"
#include "access/places.h"
#include "access/role_sets.h"
#include "base/id.h"
#include "base/time.h"
#include "platform/sql/database.h"

namespace assetbuddy::access::store {

using platform::sql::Transaction;

/// What one session row and the rows behind it say.
struct Standing {
    Actor::Facts facts;
    base::Time created_at;
    base::Time last_used_at;
    base::Time reauthenticated_at;
    std::int64_t idle_minutes;
    std::int64_t hours;
    bool is_active;
};

std::optional<Standing> find_standing(Transaction& tx, const std::string& token_hash);

struct TokenStanding {
    Actor::Facts facts;
    base::Time last_used_at;
    base::Time expires_at;
    bool is_active;
};
std::optional<TokenStanding> find_token_standing(Transaction& tx, const std::string& token_hash);
void foresee_role_sets(Transaction& tx, const base::OrganisationId& organisation);
RoleSets list_role_sets(Transaction& tx, const base::OrganisationId& organisation);
void foresee_standing(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user);
/// The role of an active place, which stays so until the transaction ends. PostgreSQL only.
std::optional<Role> hold_standing(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user);
std::vector<Place> list_places(Transaction& tx, const base::AccountId& account);
/// Whether account, place and organisation exist and are active.
bool is_open_place(Transaction& tx, const base::AccountId& account, const base::OrganisationId& organisation,
                   const base::UserId& user);

struct NewSession {
    base::SessionId id;
    std::string token_hash;
    base::AccountId account;
    base::OrganisationId organisation;
    base::UserId user;
    base::Time now;
    std::string address;
    std::string agent;
    bool second_factor = false;
};
void insert_session(Transaction& tx, const NewSession& session);
void delete_oldest_sessions(Transaction& tx, const base::AccountId& account, std::int64_t keep);
std::int64_t delete_session(Transaction& tx, const base::SessionId& session);
std::int64_t delete_sessions_of_account(Transaction& tx, const base::AccountId& account, const base::SessionId& except);
/// Whether signing in to the account takes a second step.
bool has_second_factor(Transaction& tx, const base::AccountId& account);
std::int64_t delete_tokens_of_place(Transaction& tx, const base::OrganisationId& organisation,
                                    const base::UserId& user);
std::int64_t delete_tokens_of_account(Transaction& tx, const base::AccountId& account);
struct OtherPlace {
    base::OrganisationId organisation;
    base::UserId user;
};
/// Another active place of the account, the one last used first; held active until the transaction ends.
std::optional<OtherPlace> hold_other_place(Transaction& tx, const base::AccountId& account, const base::UserId& user);
void move_sessions(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                   const OtherPlace& to);
void delete_sessions_of_place(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user);
void update_last_used(Transaction& tx, const LastUses::Use& use);
void update_last_seen(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                      base::Time now);
void update_last_place(Transaction& tx, const base::AccountId& account, const base::UserId& user);
void update_reauthenticated(Transaction& tx, const base::SessionId& session, base::Time now);
std::int64_t delete_sessions_unused_since(Transaction& tx, base::Time moment);

struct ChainEntry {
    base::OrganisationId organisation;
    std::int64_t number;
    base::Time at;
    std::string actor_user;
    std::string action;
    std::string record_type;
    std::string record_id;
    std::string body;
    std::string previous_hash;
    std::string hash;
    std::string personal;
};
struct Head {
    std::int64_t number = 0;
    std::string hash;
};
void foresee_head(Transaction& tx, const base::OrganisationId& organisation);
/// Locks the organisation's head until the transaction ends (PostgreSQL); makes it when it is the first entry.
Head lock_head(Transaction& tx, const base::OrganisationId& organisation);
std::optional<Head> find_head(Transaction& tx, const base::OrganisationId& organisation);
void move_head(Transaction& tx, const base::OrganisationId& organisation, std::int64_t number, const std::string& hash);
void insert_entries(Transaction& tx, std::span<const ChainEntry> entries);
std::vector<ChainEntry> list_chain(Transaction& tx, const base::OrganisationId& organisation, std::int64_t after,
                                   std::int64_t limit);
/// An entry with personal values beside it.
struct PersonalEntry {
    std::int64_t number;
    base::Time at;
    std::string actor_user;
    std::string personal;
};
/// In the order they were written, after `last`.
std::vector<PersonalEntry> list_personal_of_record(Transaction& tx, const base::OrganisationId& organisation,
                                                   const std::string& record_type, const std::string& record_id,
                                                   const std::optional<PersonalEntry>& last, std::int64_t limit);
std::vector<PersonalEntry> list_personal_of_actor(Transaction& tx, const base::OrganisationId& organisation,
                                                  const base::UserId& user, const std::optional<PersonalEntry>& last,
                                                  std::int64_t limit);
/// Empty text: nothing personal is left.
void update_personal(Transaction& tx, const base::OrganisationId& organisation, std::int64_t number,
                     const std::string& personal);
std::vector<base::OrganisationId> list_organisations(Transaction& tx);

struct IdempotencyKey {
    base::OrganisationId organisation;
    base::UserId user;
    std::string path;
    std::string key;
};
struct KeptAnswer {
    std::string body_hash; // of the request
    std::int64_t status = 200;
    std::string box; // sealed
};
std::optional<KeptAnswer> find_kept_answer(Transaction& tx, const IdempotencyKey& key);
/// False when another transaction kept one first.
bool insert_kept_answer(Transaction& tx, const IdempotencyKey& key, const KeptAnswer& answer, base::Time now);
/// Forgets the answer of this key when it is from before `moment`.
void delete_kept_answer(Transaction& tx, const IdempotencyKey& key, base::Time moment);

} // namespace assetbuddy::access::store
