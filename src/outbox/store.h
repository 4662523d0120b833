#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "platform/sql/database.h"

// Letters belong to the whole instance as well as to an organisation (some are about an account alone), and only the
// courier and the verbs that know a letter's subject touch them; subject ids are UUIDs and never shared between
// organisations.

namespace assetbuddy::outbox::store {

using platform::sql::Transaction;

struct NewLetter {
    base::LetterId id;
    std::optional<base::OrganisationId> organisation;
    std::string_view kind;
    std::string_view recipient;
    std::string_view recipient_name;
    std::string_view box;
    std::string_view message_id;
    std::string_view subject_id;
    std::int64_t generation;
    base::Time next_attempt_at;
    base::Time expires_at;
    base::Time created_at;
};
void insert(Transaction& tx, const NewLetter& letter);

/// Queued letters of the subject with a generation below `generation`: cancelled, boxes wiped.
std::int64_t cancel_before(Transaction& tx, std::string_view subject_id, std::int64_t generation, base::Time now);

/// Address, name, contents and the mail server's words of every letter there; unsent ones are cancelled.
void forget_address(Transaction& tx, const base::OrganisationId& organisation, std::string_view address,
                    base::Time now);
/// The same for letters of no organisation.
void forget_address_of_nobody(Transaction& tx, std::string_view address, base::Time now);

struct Window {
    std::string name;
    base::Time begins;
    base::Time expires_at;
};
/// Adds one to each window, made when it is not there; their counts in the same order.
std::int64_t count_one(Transaction& tx, const Window& window);
std::pair<std::int64_t, std::int64_t> count_two(Transaction& tx, const Window& one, const Window& two);
void foresee_two(Transaction& tx, const Window& one, const Window& two);
std::int64_t count_many(Transaction& tx, const Window& window, std::int64_t count);
/// Queued letters whose time has come, counted up to `most`.
std::int64_t count_due(Transaction& tx, base::Time now, std::int64_t most);
std::int64_t find_count(Transaction& tx, const Window& window);
void mark_unsent_as_sent(Transaction& tx, std::string_view subject_id, base::Time now);
void delete_about(Transaction& tx, std::string_view subject_id, base::Time now);

/// Files of kept mails that have to go: noted by the statements above that forget.
struct ForgottenMail {
    std::string message_id;
    base::Time created_at;
    base::Time noted_at;
};
/// The longest known first.
std::vector<ForgottenMail> list_forgotten_mails(Transaction& tx, std::int64_t most);
void delete_forgotten_mails(Transaction& tx, base::Time noted_before);
std::int64_t delete_expired_windows(Transaction& tx, base::Time now);

struct Claimed {
    base::LetterId id;
    std::string kind;
    std::string recipient;
    std::string recipient_name;
    std::string box;
    std::string message_id;
    std::int64_t attempts;
    base::Time expires_at;
    base::Time created_at;
};
struct Claim {
    std::string_view worker;
    base::Time now;
    base::Time leased_until;
    std::size_t most;
};
/// Due letters nobody holds, oldest first, now held by the worker.
std::vector<Claimed> claim(Transaction& tx, const Claim& claim);
void update_lease(Transaction& tx, std::string_view worker, const base::LetterId& letter, base::Time leased_until);
void release(Transaction& tx, std::string_view worker, const base::LetterId& letter);

/// Letters with one end: state "sent", "kept" or "failed"; their boxes are wiped. Passes over those that are no longer
/// the worker's or were cancelled.
struct Finish {
    std::string_view worker;
    std::string_view state;
    std::string_view answer;
    base::Time now;
};
void update_finished(Transaction& tx, const Finish& finish, std::span<const base::LetterId> letters);
void update_put_off(Transaction& tx, std::string_view worker, const base::LetterId& letter, std::string_view answer,
                    base::Time next_attempt_at);
/// Letters past their time that nobody holds: failed, boxes wiped.
std::int64_t fail_expired(Transaction& tx, base::Time now);

} // namespace assetbuddy::outbox::store
