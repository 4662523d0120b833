#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "invitations/invitation.h"

namespace assetbuddy::invitations {

// INV-13: many people invited by one file.

using ImportId = base::Id<struct ImportTag>;

/// `loading`: its rows are being written, nobody sees it. `refused`: nobody was invited because a row could not be.
/// `stopped`: by hand, the sender lost the right, or the database was restored.
enum class ImportState { loading, running, done, refused, stopped };
/// What becomes of a row. `skipped`: left out from the start; `failed`: could not be invited when its turn came.
enum class RowState { pending, created, skipped, failed };
/// What the sender wants done when a row cannot be invited: invite nobody, or the others.
enum class OnError { none, skip };
/// `duplicate`: the address is here, is invited, or stands in the file before.
enum class Verdict { ok, invalid, duplicate };

std::string_view to_text(ImportState state);
std::string_view to_text(RowState state);
std::string_view to_text(OnError choice);
std::string_view to_text(Verdict verdict);
std::optional<ImportState> read_import_state(std::string_view text);
std::optional<RowState> read_row_state(std::string_view text);
std::optional<OnError> read_on_error(std::string_view text);

struct Import {
    ImportId id = {};
    base::OrganisationId organisation = {};
    base::UserId started_by = {};
    std::string started_by_name = {};
    std::string time_zone = {};
    std::string digest = {};
    OnError on_error = OnError::none;
    ImportState state = ImportState::loading;
    std::int64_t total = 0;
    std::int64_t created = 0;
    std::int64_t skipped = 0;
    std::int64_t failed = 0;
    /// Why it stopped (`by_hand`, `forbidden`, `email_unconfirmed`, `restored`), or what it waits for (`day_used_up`,
    /// `mail_waits`); empty otherwise.
    std::string reason = {};
    base::Time created_at = {};
    std::optional<base::Time> finished_at = {};
    base::Time next_at = {};

    [[nodiscard]] std::int64_t left() const { return total - created - skipped - failed; }
};

/// A row as the file has it: line, wishes, and what could not even be read. `site_id` may be a site's name.
struct AskedRow {
    std::int64_t line = 0;
    OfferRequest offer = {};
    std::vector<base::FieldError> errors = {};
};

/// What is kept of a row that had its turn.
struct ImportRow {
    std::int64_t line = 0;
    RowState state = RowState::pending;
    std::vector<base::FieldError> errors = {};
    std::optional<base::InvitationId> invitation = {};
};

/// Reads a table whose heading names the fields of INV-3, by their names of the API or as the form calls them; a role
/// too. Errors: invalid (field `csv`, with the line in the message): not readable for certain, a heading that is
/// unknown, missing or there twice, no rows, too many.
base::Result<std::vector<AskedRow>> read_import(std::string_view csv);

/// The headings of a table somebody may fill in, and what each column wants, in order.
struct ColumnHelp {
    std::string_view name;
    std::string_view wants;
};
const std::vector<ColumnHelp>& import_columns();

/// As a waiting row keeps them.
std::string offer_to_json(const OfferRequest& offer);
OfferRequest offer_from_json(std::string_view json);
std::string errors_to_json(const std::vector<base::FieldError>& errors);
std::vector<base::FieldError> errors_from_json(std::string_view json);

} // namespace assetbuddy::invitations
