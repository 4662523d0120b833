#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace assetbuddy::invitations {

/// What the fields may hold, in code points (R-VAL-8 for names; the rest as roomy as real life needs).
inline constexpr std::size_t most_name = 100;
inline constexpr std::size_t most_job_title = 100;
inline constexpr std::size_t most_phone = 40;
inline constexpr std::size_t most_company_name = 100;
inline constexpr std::size_t most_company_address = 500;
inline constexpr std::size_t most_message = 1000; // INV-21

/// INV-10: how many days an invitation lives.
inline constexpr std::int64_t shortest_lifetime_days = 1;
inline constexpr std::int64_t longest_lifetime_days = 30;
inline constexpr std::int64_t longest_managing_lifetime_days = 3;

/// R-INV-3: counted wrong codes of one generation; the last of them locks the invitation.
inline constexpr std::int64_t most_attempts = 5;

/// R-INV-13.
inline constexpr std::chrono::seconds resend_pause{60};
inline constexpr std::chrono::hours resend_window{1};
inline constexpr std::int64_t most_resends_in_window = 3;

/// INV-12: new codes told by phone in an hour.
inline constexpr std::int64_t most_codes_in_window = 3;

/// INV-7: how long a link of /join lives, how many such mails an address gets a day, and how many wrong codes are
/// looked at a day for one address; beyond that its holder still has the link of the first mail.
inline constexpr std::chrono::hours join_link_life{1};
inline constexpr std::int64_t most_join_mails_a_day = 3;
inline constexpr std::int64_t most_wrong_join_codes_a_day = 50;
/// So many pending invitations of one address are compared with a code, newest first.
inline constexpr std::int64_t most_join_candidates = 50;

/// INV-18: how often the inviter is told that a new one is asked for.
inline constexpr std::chrono::days ask_anew_pause{1};

/// INV-25: when the reminder goes out, and how long those never answered, declined or revoked stay listed.
inline constexpr std::chrono::days reminder_before_end{2};
inline constexpr std::chrono::days closed_kept_for{90};
/// Rows a background worker takes in one transaction, and in one turn, so that requests wait for neither.
inline constexpr std::int64_t background_batch = 100;
inline constexpr std::int64_t background_turn = 2000;

/// INV-13. A file; the edge lets as much through on the paths of imports.
inline constexpr std::size_t most_import_rows = 10'000;
inline constexpr std::size_t most_import_columns = 50;
inline constexpr std::size_t longest_import = 8 * 1024 * 1024;
/// Rows written or invited in one transaction: short enough that nobody who saves something meanwhile notices.
inline constexpr std::size_t import_chunk = 500;
inline constexpr std::int64_t import_batch = 25;
/// Batches of one import before another one has its turn.
inline constexpr int import_turn = 10;
/// A server that died holds an import so long; renewed with every batch.
inline constexpr std::chrono::seconds import_lease{15};
/// So many mails may wait to leave before an import makes more, since a row's lifetime starts with its mail; looked at
/// again after a while.
inline constexpr std::int64_t most_letters_waiting = 200;
inline constexpr std::chrono::seconds import_pause{5};
/// How long an import is shown, and one whose rows were never written to the end.
inline constexpr std::chrono::days import_kept_for{30};
inline constexpr std::chrono::hours loading_kept_for{1};
/// What a page shows of an import's rows, and how many imports it lists.
inline constexpr std::int64_t most_rows_shown = 200;
inline constexpr std::int64_t most_imports_shown = 10;

/// Page sizes of the list (contract.md).
inline constexpr std::int64_t usual_page = 25;
inline constexpr std::int64_t longest_page = 200;

} // namespace assetbuddy::invitations
