#include "outbox/store.h"

#include <algorithm>
#include <stdexcept>

namespace assetbuddy::outbox::store {
namespace {

using platform::sql::Row;
using platform::sql::Statement;

constexpr Statement insert_letter{"outbox.insert", R"(
INSERT INTO letters (id, organisation_id, kind, recipient, recipient_name, box, message_id, subject_id, generation, state,
                     next_attempt_at, expires_at, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'queued', $10, $11, $12))"};

constexpr Statement cancel_older{"outbox.cancel_before", R"(
UPDATE letters SET state = 'cancelled', box = '', finished_at = $3
WHERE subject_id = $1 AND generation < $2 AND state = 'queued')"};

// A queued letter may be on its way into a file at this moment.
constexpr Statement note_mails_to{"outbox.note_mails_to", R"(
INSERT INTO forgotten_mails (message_id, created_at, noted_at)
SELECT message_id, created_at, $3 FROM letters
WHERE organisation_id = $1 AND recipient = $2 AND state IN ('kept', 'queued')
ON CONFLICT DO NOTHING)"};

constexpr Statement note_mails_to_nobody{"outbox.note_mails_to_of_nobody", R"(
INSERT INTO forgotten_mails (message_id, created_at, noted_at)
SELECT message_id, created_at, $2 FROM letters
WHERE organisation_id IS NULL AND recipient = $1 AND state IN ('kept', 'queued')
ON CONFLICT DO NOTHING)"};

constexpr Statement note_mails_about{"outbox.note_mails_about", R"(
INSERT INTO forgotten_mails (message_id, created_at, noted_at)
SELECT message_id, created_at, $2 FROM letters WHERE subject_id = $1 AND state IN ('kept', 'queued')
ON CONFLICT DO NOTHING)"};

constexpr Statement list_forgotten{"outbox.list_forgotten_mails", R"(
SELECT message_id, created_at, noted_at FROM forgotten_mails ORDER BY noted_at LIMIT $1)"};

constexpr Statement delete_forgotten{"outbox.delete_forgotten_mails",
                                     "DELETE FROM forgotten_mails WHERE noted_at <= $1"};

constexpr Statement forget_in_organisation{"outbox.forget_address", R"(
UPDATE letters SET recipient = '', recipient_name = '', box = '', answer = '',
    state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END, finished_at = COALESCE(finished_at, $3)
WHERE organisation_id = $1 AND recipient = $2)"};

constexpr Statement forget_of_nobody{"outbox.forget_address_of_nobody", R"(
UPDATE letters SET recipient = '', recipient_name = '', box = '', answer = '',
    state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END, finished_at = COALESCE(finished_at, $2)
WHERE organisation_id IS NULL AND recipient = $1)"};

constexpr Statement count_window{"outbox.count_one", R"(
INSERT INTO counters (name, window_at, count, expires_at) VALUES ($1, $2, 1, $3)
ON CONFLICT (name, window_at) DO UPDATE SET count = counters.count + 1
RETURNING count)"};

constexpr Statement count_windows{"outbox.count_two", R"(
INSERT INTO counters (name, window_at, count, expires_at) VALUES ($1, $2, 1, $3), ($4, $5, 1, $6)
ON CONFLICT (name, window_at) DO UPDATE SET count = counters.count + 1
RETURNING name, count)"};

constexpr Statement count_into_window{"outbox.count_many", R"(
INSERT INTO counters (name, window_at, count, expires_at) VALUES ($1, $2, $4, $3)
ON CONFLICT (name, window_at) DO UPDATE SET count = counters.count + $4
RETURNING count)"};

constexpr Statement count_overdue{"outbox.count_due", R"(
SELECT count(*) FROM (SELECT 1 FROM letters WHERE state = 'queued' AND next_attempt_at <= $1
                      ORDER BY next_attempt_at, id LIMIT $2) due)"};

constexpr Statement find_window{"outbox.find_count", "SELECT count FROM counters WHERE name = $1 AND window_at = $2"};

constexpr Statement mark_unsent_as_sent_sql{"outbox.mark_unsent_as_sent", R"(
UPDATE letters SET state = 'sent', box = '', attempts = 1, answer = 'Example data: nobody got this mail.', finished_at = $2
WHERE subject_id = $1 AND state = 'queued')"};

constexpr Statement delete_subject{"outbox.delete_about", "DELETE FROM letters WHERE subject_id = $1"};

constexpr Statement delete_windows{"outbox.delete_expired_windows", "DELETE FROM counters WHERE expires_at <= $1"};

// A letter held by a courier that died comes back when its lease is over.
constexpr Statement claim_alone{"outbox.claim", R"(
UPDATE letters SET lease_owner = $1, leased_until = $2
WHERE id IN (SELECT id FROM letters WHERE state = 'queued' AND next_attempt_at <= $3 AND leased_until <= $3
             ORDER BY next_attempt_at, id LIMIT $4)
RETURNING id, kind, recipient, recipient_name, box, message_id, attempts, expires_at, created_at)"};

// PostgreSQL: couriers step over the rows of each other. The array makes the inner query run once, whatever the plan.
constexpr Statement claim_among_others{"outbox.claim_skipping_locked", R"(
UPDATE letters SET lease_owner = $1, leased_until = $2
WHERE id = ANY (ARRAY(SELECT id FROM letters WHERE state = 'queued' AND next_attempt_at <= $3 AND leased_until <= $3
                      ORDER BY next_attempt_at, id LIMIT $4 FOR UPDATE SKIP LOCKED))
RETURNING id, kind, recipient, recipient_name, box, message_id, attempts, expires_at, created_at)"};

constexpr Statement lease_longer{"outbox.update_lease", R"(
UPDATE letters SET leased_until = $3 WHERE id = $1 AND lease_owner = $2 AND state = 'queued')"};

constexpr Statement release_letter{"outbox.release", R"(
UPDATE letters SET lease_owner = '', leased_until = 0 WHERE id = $1 AND lease_owner = $2 AND state = 'queued')"};

constexpr Statement finish_one{"outbox.update_finished", R"(
UPDATE letters SET state = $3, answer = $4, box = '', attempts = attempts + 1, finished_at = $5, lease_owner = '',
                   leased_until = 0
WHERE id = $1 AND lease_owner = $2 AND state = 'queued')"};

// PostgreSQL: one way there and back for a whole round; ids hold no blanks.
constexpr Statement finish_all{"outbox.update_all_finished", R"(
UPDATE letters SET state = $3, answer = $4, box = '', attempts = attempts + 1, finished_at = $5, lease_owner = '',
                   leased_until = 0
WHERE id = ANY (string_to_array($1, ' ')) AND lease_owner = $2 AND state = 'queued')"};

constexpr Statement put_off{"outbox.update_put_off", R"(
UPDATE letters SET answer = $3, attempts = attempts + 1, next_attempt_at = $4, lease_owner = '', leased_until = 0
WHERE id = $1 AND lease_owner = $2 AND state = 'queued')"};

constexpr Statement fail_late{"outbox.fail_expired", R"(
UPDATE letters SET state = 'failed', box = '', finished_at = $1, lease_owner = '', leased_until = 0,
                   answer = CASE WHEN answer = '' THEN 'It could not be sent before it expired.' ELSE answer END
WHERE state = 'queued' AND expires_at <= $1 AND leased_until <= $1)"};

Claimed claimed_from(const Row& row)
{
    return {.id = row.id<base::LetterTag>(0),
            .kind = row.text(1),
            .recipient = row.text(2),
            .recipient_name = row.text(3),
            .box = row.text(4),
            .message_id = row.text(5),
            .attempts = row.integer(6),
            .expires_at = row.time(7),
            .created_at = row.time(8)};
}

} // namespace

void insert(Transaction& tx, const NewLetter& letter)
{
    tx.post(insert_letter, letter.id, letter.organisation, letter.kind, letter.recipient, letter.recipient_name,
            letter.box, letter.message_id, letter.subject_id, letter.generation, letter.next_attempt_at,
            letter.expires_at, letter.created_at);
}

std::int64_t cancel_before(Transaction& tx, std::string_view subject_id, std::int64_t generation, base::Time now)
{
    return tx.execute(cancel_older, subject_id, generation, now);
}

void forget_address(Transaction& tx, const base::OrganisationId& organisation, std::string_view address, base::Time now)
{
    tx.post(note_mails_to, organisation, address, now);
    tx.execute(forget_in_organisation, organisation, address, now);
}

void forget_address_of_nobody(Transaction& tx, std::string_view address, base::Time now)
{
    tx.post(note_mails_to_nobody, address, now);
    tx.execute(forget_of_nobody, address, now);
}

std::int64_t count_one(Transaction& tx, const Window& window)
{
    return tx.one(count_window, window.name, window.begins, window.expires_at).value().integer(0);
}

void foresee_two(Transaction& tx, const Window& one, const Window& two)
{
    tx.foresee(count_windows, one.name, one.begins, one.expires_at, two.name, two.begins, two.expires_at);
}

std::pair<std::int64_t, std::int64_t> count_two(Transaction& tx, const Window& one, const Window& two)
{
    const auto rows = tx.all(count_windows, one.name, one.begins, one.expires_at, two.name, two.begins, two.expires_at);
    if (rows.size() != 2) throw std::logic_error("two windows were counted, but not two came back");
    const auto first = rows[0].text(0) == one.name ? 0U : 1U;
    return {rows[first].integer(1), rows[1 - first].integer(1)};
}

std::int64_t count_many(Transaction& tx, const Window& window, std::int64_t count)
{
    return tx.one(count_into_window, window.name, window.begins, window.expires_at, count).value().integer(0);
}

std::int64_t count_due(Transaction& tx, base::Time now, std::int64_t most)
{
    return tx.one(count_overdue, now, most).value().integer(0);
}

std::int64_t find_count(Transaction& tx, const Window& window)
{
    const auto row = tx.one(find_window, window.name, window.begins);
    return row ? row->integer(0) : 0;
}

void mark_unsent_as_sent(Transaction& tx, std::string_view subject_id, base::Time now)
{
    tx.execute(mark_unsent_as_sent_sql, subject_id, now);
}

void delete_about(Transaction& tx, std::string_view subject_id, base::Time now)
{
    tx.post(note_mails_about, subject_id, now);
    tx.post(delete_subject, subject_id);
}

std::int64_t delete_expired_windows(Transaction& tx, base::Time now)
{
    return tx.execute(delete_windows, now);
}

std::vector<Claimed> claim(Transaction& tx, const Claim& claim)
{
    const auto& statement = tx.engine() == platform::sql::Engine::postgresql ? claim_among_others : claim_alone;
    std::vector<Claimed> letters;
    for (const auto& row : tx.all(statement, claim.worker, claim.leased_until, claim.now, claim.most))
        letters.push_back(claimed_from(row));
    // RETURNING promises no order; ids are made in order of time.
    std::ranges::sort(letters, {}, &Claimed::id);
    return letters;
}

void update_lease(Transaction& tx, std::string_view worker, const base::LetterId& letter, base::Time leased_until)
{
    tx.post(lease_longer, letter, worker, leased_until);
}

void release(Transaction& tx, std::string_view worker, const base::LetterId& letter)
{
    tx.post(release_letter, letter, worker);
}

void update_finished(Transaction& tx, const Finish& finish, std::span<const base::LetterId> letters)
{
    if (tx.engine() == platform::sql::Engine::postgresql) {
        std::string ids;
        for (const auto& letter : letters) ids += (ids.empty() ? "" : " ") + letter.text();
        tx.post(finish_all, ids, finish.worker, finish.state, finish.answer, finish.now);
        return;
    }
    for (const auto& letter : letters)
        tx.post(finish_one, letter, finish.worker, finish.state, finish.answer, finish.now);
}

void update_put_off(Transaction& tx, std::string_view worker, const base::LetterId& letter, std::string_view answer,
                    base::Time next_attempt_at)
{
    tx.post(put_off, letter, worker, answer, next_attempt_at);
}

std::int64_t fail_expired(Transaction& tx, base::Time now)
{
    return tx.execute(fail_late, now);
}

std::vector<ForgottenMail> list_forgotten_mails(Transaction& tx, std::int64_t most)
{
    std::vector<ForgottenMail> mails;
    for (const auto& row : tx.all(list_forgotten, most)) mails.push_back({row.text(0), row.time(1), row.time(2)});
    return mails;
}

void delete_forgotten_mails(Transaction& tx, base::Time noted_before)
{
    tx.post(delete_forgotten, noted_before);
}

} // namespace assetbuddy::outbox::store
