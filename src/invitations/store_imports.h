#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "access/actor.h"
#include "invitations/import.h"
#include "platform/sql/database.h"

namespace assetbuddy::invitations::store {

using platform::sql::Transaction;

/// Which of these addresses (by key) have an open invitation (INV-11), in one statement.
std::set<std::string> list_invited(Transaction& tx, const base::OrganisationId& organisation,
                                   std::span<const std::string> email_keys);

/// The lines of a file with this digest whose people were invited by an earlier import of it.
std::set<std::int64_t> list_created_lines(Transaction& tx, const base::OrganisationId& organisation,
                                          const std::string& digest);
/// Rows of the organisation's imports that still wait for their turn.
std::int64_t count_rows_ahead(Transaction& tx, const base::OrganisationId& organisation);

void insert_import(Transaction& tx, const Import& import);
struct NewRow {
    std::int64_t line = 0;
    RowState state = RowState::pending;
    std::string email_key; // of a pending one
    std::string offer;
    std::string errors;
};
void insert_row(Transaction& tx, const Import& import, const NewRow& row);
/// From `loading` to the state the import begins its life with; false when it is gone.
bool open_import(Transaction& tx, const Import& import);

std::optional<Import> find_import(Transaction& tx, const access::Visible<Import>& visible, const ImportId& id);
/// Keeps a running import until the commit; false where none of this id runs.
bool hold_running(Transaction& tx, const access::Visible<Import>& visible, const ImportId& id);
/// Newest first.
std::vector<Import> list_imports(Transaction& tx, const access::Visible<Import>& visible, std::int64_t most);
/// The running ones, oldest first.
std::vector<Import> list_running(Transaction& tx, const access::Visible<Import>& visible, std::int64_t most);
enum class Which { all, with_errors };
std::vector<ImportRow> list_rows(Transaction& tx, const Import& import, Which which, std::int64_t most);

/// A running import nobody works on, whose time has come; for transactions of system reach.
struct Claim {
    base::OrganisationId organisation;
    ImportId id;
};
bool has_due(Transaction& tx, base::Time now);
std::optional<Claim> claim_due(Transaction& tx, const std::string& worker, base::Time now, base::Time leased_until);
/// Renews the lease and keeps the import until the commit; nothing when it is no longer the worker's.
std::optional<Import> hold_claimed(Transaction& tx, const Claim& claim, const std::string& worker,
                                   base::Time leased_until);
/// Gives it back, to be worked on again at `next_at`.
void release_import(Transaction& tx, const Claim& claim, const std::string& worker, base::Time next_at,
                    const std::string& reason);
/// A row that waits, by its line; nothing of what it asked for is left when the person was erased meanwhile.
struct Waiting {
    std::int64_t line = 0;
    std::string offer;
};
std::vector<Waiting> list_waiting(Transaction& tx, const Import& import, std::int64_t most);
struct RowEnd {
    std::int64_t line = 0;
    RowState state = RowState::created;
    std::string errors = {};
    std::optional<base::InvitationId> invitation = {};
};
void update_row(Transaction& tx, const Import& import, const RowEnd& end);
void update_progress(Transaction& tx, const Import& import, std::int64_t created, std::int64_t failed);
/// Ends the import; rows that still wait fail with `errors`.
void end_import(Transaction& tx, const Import& import, ImportState state, const std::string& reason,
                const std::string& errors, base::Time now);

/// USR-5: what waiting rows hold of an address.
void erase_rows_to(Transaction& tx, const base::OrganisationId& organisation, const std::string& email_key);
/// Ended before `moment`, or never loaded to the end and made before `loading_since`; for transactions of system reach.
std::vector<Claim> list_outlived_imports(Transaction& tx, base::Time moment, base::Time loading_since,
                                         std::int64_t most);
/// Removes up to `most` rows; answers how many.
std::int64_t remove_rows(Transaction& tx, const Claim& import, std::int64_t most);
void remove_import(Transaction& tx, const Claim& import);

} // namespace assetbuddy::invitations::store
