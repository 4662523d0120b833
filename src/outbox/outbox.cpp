#include "outbox/outbox.h"

#include <algorithm>
#include <chrono>
#include <limits>

#include "outbox/limits.h"
#include "outbox/seal.h"
#include "outbox/store.h"

namespace assetbuddy::outbox {
namespace {

using std::chrono::days;
using std::chrono::hours;

/// Windows are kept a day longer than they last, so that clocks of several servers may differ.
template <class Length>
store::Window window(std::string name, base::Time at)
{
    const auto begins = std::chrono::floor<Length>(at);
    return {std::move(name), begins, begins + Length{1} + days{1}};
}

/// The host of the base URL: what stands after the @ of a Message-ID.
std::string_view host_of(std::string_view base_url)
{
    const auto scheme = base_url.find("://");
    auto host = scheme == std::string_view::npos ? base_url : base_url.substr(scheme + 3);
    host = host.substr(0, host.find('/'));
    if (host.starts_with('[')) return "localhost";
    return host.substr(0, host.find(':'));
}

/// R-MAIL-2: the same for every try, another one for every generation.
std::string message_id_of(const Letter& letter, const base::LetterId& id, std::string_view base_url)
{
    const auto own = letter.place == Letter::Place::further ? '.' + id.text() : std::string{};
    return letter.kind + '.' + std::to_string(letter.generation) + '.' + letter.subject_id + own + '@' +
           std::string{host_of(base_url)};
}

/// INV-22 third axis: the first day on which the address may get one more mail. The address is counted by a keyed hash.
base::Time first_attempt(access::Call& call, const Letter& letter)
{
    const bool is_work = letter.counted == Letter::Counted::as_work;
    const auto most = is_work ? most_work_mails_a_day : call.kernel.policy.send_limits.daily_for_address;
    const auto name = (is_work ? "work mail to " : "mail to ") + call.kernel.key.keyed_hash("mail counter", letter.to);
    for (days day{0};; ++day) {
        const auto counted = window<days>(name, call.now + day);
        const auto room = store::count_one(call.tx, counted) <= most;
        if (room || day == longest_life) return std::max<base::Time>(call.now, counted.begins);
    }
}

template <class Length>
base::Done over(access::Call& call, const char* what, std::int64_t limit, const char* unit)
{
    const base::Time goes_on = std::chrono::floor<Length>(call.now) + Length{1};
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(goes_on - call.now).count();
    auto detail = std::string{what} + " may send " + std::to_string(limit) + " invitations " + unit +
                  ". You can go on at " + base::to_words(goes_on, call.actor.facts().time_zone) + ".";
    return base::refused(base::Error{.code = "rate_limited", .detail = std::move(detail)}.with("retry_after", seconds));
}

} // namespace

base::LetterId enqueue(access::Call& call, const Letter& letter)
{
    const auto id = call.make_id<base::LetterId>();
    if (letter.generation > 1) store::cancel_before(call.tx, letter.subject_id, letter.generation, call.now);
    const auto box = call.kernel.key.seal(seal_purpose, id.text(), letter.data, call.kernel.random);
    const auto message_id = message_id_of(letter, id, call.kernel.policy.base_url);
    store::insert(call.tx, {.id = id,
                            .organisation = letter.organisation,
                            .kind = letter.kind,
                            .recipient = letter.to,
                            .recipient_name = letter.to_name,
                            .box = box,
                            .message_id = message_id,
                            .subject_id = letter.subject_id,
                            .generation = letter.generation,
                            .next_attempt_at = first_attempt(call, letter),
                            .expires_at = std::min<base::Time>(letter.expires_at, call.now + longest_life),
                            .created_at = call.now});
    return id;
}

base::Done count_send(access::Call& call)
{
    const auto& limits = call.kernel.policy.send_limits;
    const auto hour = window<hours>("sends of user " + call.actor.user().text(), call.now);
    const auto day = window<days>("sends of organisation " + call.organisation().text(), call.now);
    store::foresee_two(call.tx, hour, day); // first, so that all take these locks in one order
    access::foresee_entries(call);
    const auto [by_sender, by_organisation] = store::count_two(call.tx, hour, day);
    if (by_sender > limits.hourly_for_inviter)
        return over<hours>(call, "One person", limits.hourly_for_inviter, "an hour");
    if (by_organisation > limits.daily_for_organisation)
        return over<days>(call, "Your organisation", limits.daily_for_organisation, "a day");
    return {};
}

void forget_address(access::Call& call, const std::optional<base::OrganisationId>& organisation,
                    const std::string& address)
{
    if (organisation)
        store::forget_address(call.tx, *organisation, address, call.now);
    else
        store::forget_address_of_nobody(call.tx, address, call.now);
}

bool count_paced_send(access::Call& call, const base::OrganisationId& organisation)
{
    const auto counted = window<days>("sends of organisation " + organisation.text(), call.now);
    return store::count_one(call.tx, counted) <= call.kernel.policy.send_limits.daily_for_organisation;
}

bool count_paced_sends(access::Call& call, const base::OrganisationId& organisation, std::int64_t count)
{
    const auto counted = window<days>("sends of organisation " + organisation.text(), call.now);
    return store::count_many(call.tx, counted, count) <= call.kernel.policy.send_limits.daily_for_organisation;
}

base::Time next_day_of_sends(base::Time now)
{
    return std::chrono::floor<days>(now) + days{1};
}

std::int64_t count_overdue(access::Call& call, std::int64_t most)
{
    return store::count_due(call.tx, call.now, most);
}

std::int64_t sends_left_today(access::Call& call, const base::OrganisationId& organisation)
{
    const auto counted = window<days>("sends of organisation " + organisation.text(), call.now);
    const auto used = store::find_count(call.tx, counted);
    return std::max<std::int64_t>(0, call.kernel.policy.send_limits.daily_for_organisation - used);
}

void forget(access::Call& call, const std::string& subject_id)
{
    store::delete_about(call.tx, subject_id, call.now);
}

void count_as_sent(access::Call& call, const std::string& subject_id)
{
    store::mark_unsent_as_sent(call.tx, subject_id, call.now);
}

void cancel(access::Call& call, const std::string& subject_id)
{
    store::cancel_before(call.tx, subject_id, std::numeric_limits<std::int64_t>::max(), call.now);
}

} // namespace assetbuddy::outbox
