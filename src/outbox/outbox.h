#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "access/call.h"
#include "base/id.h"
#include "base/time.h"

namespace assetbuddy::outbox {

/// A mail to be, as verbs hand it over: the room's `messages` compose it at delivery (server/letters.cpp: kind →
/// composer), so no mail text rests in the database. `data` is a JSON object for the composer; it may hold secrets
/// (link token, code) and is sealed with the instance key at once (R-MAIL-10).
struct Letter {
    std::string kind;    // "invitation", "confirmation", "password_reset" ...
    std::string to;      // the stored address key (R-VAL-2), never typed bytes
    std::string to_name; // for the To header
    std::string data;    // JSON
    /// Give up for good at this moment (the token's expiry), at the latest 5 days from now.
    base::Time expires_at;
    /// Needed once the transaction has entered one: PostgreSQL refuses rows of nobody there.
    std::optional<base::OrganisationId> organisation;
    /// What the letter is about (an invitation's id) and its generation: a newer letter of the same subject cancels the
    /// unsent older ones. Also makes the fixed Message-ID of R-MAIL-2.
    std::string subject_id;
    std::int64_t generation = 1;
    /// `further`: one more mail about the same subject and generation, with a Message-ID of its own.
    enum class Place { first, further } place = Place::first;
    /// Who asked for it, for the limits of INV-22; empty for mails nobody in an organisation sends (password reset).
    base::UserId sender = {};
    /// What daily limit of the address it counts against: that of INV-22, or that of work somebody has here, which is
    /// wider, so that neither keeps the other waiting.
    enum class Counted { as_mail, as_work } counted = Counted::as_mail;
};

/// Writes the letter in the caller's transaction (R-MAIL-1, INV-16). Over the daily limit to one address the first
/// attempt is put off instead of refused (INV-22 third axis). A letter of generation 2 or more cancels the queued ones
/// of the same subject before it. Two statements, or three; a row of `counters` stays locked until the commit.
base::LetterId enqueue(access::Call& call, const Letter& letter);

/// INV-22: counts a single send of this sender and organisation, or refuses. One statement; windows are whole hours and
/// days of UTC. The organisation's row of `counters` stays locked until the commit, so ask late in the verb. Errors:
/// rate_limited with the fact `retry_after` (seconds) and a detail that says when it goes on.
base::Done count_send(access::Call& call);

/// Erasure (USR-5): what the outbox holds of an address in this organisation, or (none) about an account alone, which
/// takes a transaction that reaches all. Unsent letters are cancelled, sent ones keep neither address nor name.
void forget_address(access::Call& call, const std::optional<base::OrganisationId>& organisation,
                    const std::string& address);

/// INV-22 for work in the background, which waits instead of being refused: counts one send of the organisation; false
/// when its day is used up.
bool count_paced_send(access::Call& call, const base::OrganisationId& organisation);

/// The same for several at once; false, and nothing must be kept, when they do not all fit into the day.
bool count_paced_sends(access::Call& call, const base::OrganisationId& organisation, std::int64_t count);

/// When an organisation that has used its day up may send again.
base::Time next_day_of_sends(base::Time now);

/// How many letters of the whole instance should have left by now, counted up to `most`: who makes many waits for them.
/// Needs a transaction that reaches all.
std::int64_t count_overdue(access::Call& call, std::int64_t most);

/// How many sends the organisation has left today.
std::int64_t sends_left_today(access::Call& call, const base::OrganisationId& organisation);

/// Unsent letters about this subject are cancelled and their boxes wiped (revoked, replaced).
void cancel(access::Call& call, const std::string& subject_id);

/// For example data: unsent letters about this subject count as sent, and their boxes are wiped; nobody gets them.
void count_as_sent(access::Call& call, const std::string& subject_id);

/// Removes every letter about a subject that nobody asks about any more, with the address it went to.
void forget(access::Call& call, const std::string& subject_id);

} // namespace assetbuddy::outbox
