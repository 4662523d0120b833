#include "outbox/delivery.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

#include "outbox/limits.h"
#include "outbox/repeater.h"
#include "outbox/retries.h"
#include "outbox/seal.h"
#include "outbox/store.h"

namespace assetbuddy::outbox {
namespace {

using Fate = Carrier::Fate;
using Clock = std::chrono::steady_clock;
using platform::sql::Reach;
using platform::sql::Transaction;

constexpr auto reach = Reach::system("outbox: letters of all organisations");

/// What is to be written about one claimed letter.
struct Outcome {
    const store::Claimed* letter;
    /// Nothing: the letter was not tried and is given back.
    std::optional<Carrier::Answer> answer;
    base::Time next_attempt_at = {};
    bool is_final = false;
};

std::string_view state_of(const Outcome& outcome)
{
    if (!outcome.is_final) return "queued";
    if (outcome.answer->fate == Fate::sent) return "sent";
    return outcome.answer->fate == Fate::kept ? "kept" : "failed";
}

} // namespace

struct Courier::State {
    State(const access::Kernel& world, Compose composer, Carrier& way, CourierOptions how)
        : kernel(world), compose(std::move(composer)), carrier(way), options(std::move(how))
    {}

    template <class Work>
    void write(Work work)
    {
        const base::Done done = kernel.database.write(reach, [&](Transaction& tx) -> base::Done {
            work(tx);
            return {};
        });
        if (!done) throw std::logic_error("the outbox's own writes are never refused");
    }

    std::vector<store::Claimed> claim()
    {
        const auto now = kernel.clock.now();
        leased_until = Clock::now() + options.lease;
        std::vector<store::Claimed> letters;
        write([&](Transaction& tx) {
            letters = store::claim(tx, {options.worker_id, now, now + options.lease, options.batch});
        });
        return letters;
    }

    std::optional<platform::mail::Message> composed(const store::Claimed& letter)
    {
        auto data = kernel.key.open(seal_purpose, letter.id.text(), letter.box);
        if (!data) {
            tell_fault("a letter was sealed with another instance key");
            return std::nullopt;
        }
        try {
            auto message = compose({.kind = letter.kind,
                                    .to = letter.recipient,
                                    .to_name = letter.recipient_name,
                                    .data = *data,
                                    .message_id = letter.message_id,
                                    .created_at = letter.created_at});
            platform::crypto::wipe(*data);
            message.to = letter.recipient;
            message.to_name = letter.recipient_name;
            message.message_id = letter.message_id;
            message.date = letter.created_at;
            return message;
        } catch (const std::exception& error) {
            tell_fault(error.what());
            return std::nullopt;
        }
    }

    /// What went wrong here may name things of the machine: people are told the plain fact, the log the rest.
    Carrier::Answer handed_over(const platform::mail::Message& message)
    {
        try {
            return carrier.carry(message);
        } catch (const std::exception& error) {
            tell_fault(error.what());
            return {Fate::host_down, "The mail could not be handed over at present."};
        }
    }

    Carrier::Answer tried(const store::Claimed& letter)
    {
        const auto message = composed(letter);
        if (!message) return {Fate::temporary, "The mail could not be prepared."};
        auto answer = handed_over(*message);
        if (answer.fate == Fate::host_down)
            breaker.note_failure(kernel.clock.now());
        else
            breaker.note_success();
        return answer;
    }

    Outcome judged(const store::Claimed& letter, Carrier::Answer answer)
    {
        const auto now = kernel.clock.now();
        if (answer.words.size() > longest_answer) answer.words.resize(longest_answer);
        const bool again = answer.fate == Fate::temporary || answer.fate == Fate::host_down;
        const auto next = now + jittered(pause_after(letter.attempts + 1), kernel.random);
        return {&letter, std::move(answer), next, !again || next >= letter.expires_at};
    }

    /// Nothing when it must not be tried now: the lease may be over (this process was held up), the host is resting, or
    /// the program ends.
    Outcome carried(const store::Claimed& letter)
    {
        const auto now = kernel.clock.now();
        if (letter.expires_at <= now)
            return {&letter, Carrier::Answer{Fate::permanent, "It could not be sent before it expired."}, now, true};
        if (stopping || lease_is_doubtful() || !breaker.lets_through(now)) return {&letter, std::nullopt};
        return judged(letter, tried(letter));
    }

    bool lease_is_doubtful()
    {
        const std::lock_guard lock{lease_mutex};
        return Clock::now() >= leased_until;
    }

    void write_outcomes(Transaction& tx, const std::vector<Outcome>& outcomes)
    {
        std::map<std::pair<std::string_view, std::string_view>, std::vector<base::LetterId>> ends;
        for (const auto& outcome : outcomes) {
            const auto& letter = outcome.letter->id;
            if (!outcome.answer) {
                store::release(tx, options.worker_id, letter);
            } else if (outcome.is_final) {
                ends[{state_of(outcome), outcome.answer->words}].push_back(letter);
            } else {
                store::update_put_off(tx, options.worker_id, letter, outcome.answer->words, outcome.next_attempt_at);
            }
        }
        for (const auto& [end, letters] : ends)
            store::update_finished(tx, {options.worker_id, end.first, end.second, kernel.clock.now()}, letters);
    }

    /// A fate that is not written doubles a mail, so it is insisted on for a while.
    void write_down(const std::vector<Outcome>& outcomes)
    {
        carrier.settle();
        const auto end = Clock::now() + insisting;
        while (true) {
            try {
                write([&](Transaction& tx) { write_outcomes(tx, outcomes); });
                break;
            } catch (const platform::sql::DatabaseError& error) {
                if (Clock::now() > end) throw;
                tell_fault(error.what());
                std::this_thread::sleep_for(std::chrono::milliseconds{200});
            }
        }
        for (const auto& outcome : outcomes) tell(outcome);
    }

    void tell(const Outcome& outcome) const
    {
        if (!options.report || !outcome.answer) return;
        const auto& letter = *outcome.letter;
        options.report(
            {letter.id, letter.kind, state_of(outcome), outcome.answer->words, letter.attempts + 1, letter.created_at});
    }

    void tell_fault(std::string_view what) const
    {
        if (options.fault) options.fault(what);
    }

    void clear_old()
    {
        const auto now = kernel.clock.now();
        if (now < next_clearing) return;
        next_clearing = now + clearing_interval;
        write([&](Transaction& tx) {
            store::fail_expired(tx, now);
            store::delete_expired_windows(tx, now);
        });
    }

    std::size_t round()
    {
        clear_old();
        if (!breaker.lets_through(kernel.clock.now())) return 0;
        const auto letters = claim();
        if (letters.empty()) return 0;
        std::optional<Repeater> lease_keeper;
        if (keeps_leases) lease_keeper.emplace(options.lease / 3, [&] { prolong_leases(letters); });
        std::vector<Outcome> outcomes;
        std::size_t handled = 0;
        for (const auto& letter : letters) {
            outcomes.push_back(carried(letter));
            if (outcomes.back().answer) ++handled;
            if (carrier.repeats_harmlessly() || !outcomes.back().answer) continue;
            write_down(outcomes);
            outcomes.clear();
        }
        if (!outcomes.empty()) write_down(outcomes);
        return handled;
    }

    /// One slow server may take minutes for one mail (R-MAIL-3).
    void prolong_leases(const std::vector<store::Claimed>& letters)
    {
        const auto begun = Clock::now();
        try {
            const auto until = kernel.clock.now() + options.lease;
            write([&](Transaction& tx) {
                for (const auto& letter : letters) store::update_lease(tx, options.worker_id, letter.id, until);
            });
            const std::lock_guard lock{lease_mutex};
            leased_until = begun + options.lease;
        } catch (const platform::sql::DatabaseError& error) {
            tell_fault(error.what());
        }
    }

    void serve()
    {
        while (!stopping) {
            std::size_t handled = 0;
            try {
                handled = round();
            } catch (const std::exception& error) {
                tell_fault(error.what());
            }
            if (handled < options.batch) rest();
        }
        const std::lock_guard lock{mutex};
        ended = true;
        changed.notify_all();
    }

    void rest()
    {
        std::unique_lock lock{mutex};
        changed.wait_for(lock, options.poll, [this] { return woken || stopping; });
        if (woken) changed.wait_for(lock, gathering, [this] { return stopping.load(); });
        woken = false;
    }

    const access::Kernel& kernel;
    const Compose compose;
    Carrier& carrier;
    const CourierOptions options;
    Breaker breaker;
    base::Time next_clearing{};
    std::mutex lease_mutex;
    Clock::time_point leased_until{};
    bool keeps_leases = false;

    std::mutex mutex;
    std::condition_variable changed;
    bool woken = false;
    bool ended = false;
    std::atomic<bool> stopping = false;
    std::jthread thread;
};

Courier::Courier(const access::Kernel& kernel, Compose compose, Carrier& carrier, CourierOptions options)
    : state_(std::make_unique<State>(kernel, std::move(compose), carrier, std::move(options)))
{}

Courier::~Courier()
{
    stop();
}

void Courier::wake()
{
    {
        const std::lock_guard lock{state_->mutex};
        if (state_->woken) return;
        state_->woken = true;
    }
    state_->changed.notify_one();
}

std::size_t Courier::run_once()
{
    return state_->round();
}

void Courier::start()
{
    state_->keeps_leases = true;
    state_->thread = std::jthread{[state = state_.get()] { state->serve(); }};
}

void Courier::stop()
{
    if (!state_->thread.joinable()) return;
    {
        std::unique_lock lock{state_->mutex};
        state_->stopping = true;
        state_->changed.notify_all();
        if (!state_->changed.wait_for(lock, patience_at_end, [this] { return state_->ended; })) state_->carrier.hurry();
    }
    state_->thread.join();
}

} // namespace assetbuddy::outbox
