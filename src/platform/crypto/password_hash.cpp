#include "platform/crypto/password_hash.h"

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include <sodium.h>
#include <sys/resource.h>
#include <unistd.h>

#include "platform/workers/worker_pool.h"

namespace assetbuddy::platform::crypto {
namespace {

/// R-AUTH-6: beyond it the caller is told to come back; a hash takes some 12 ms, so nobody waits a second.
constexpr std::size_t longest_queue = 64;
constexpr int niceness = 10;

struct Cost {
    unsigned long long passes;
    std::size_t bytes;
};

Cost cost_of(PasswordCost cost)
{
    switch (cost) {
    case PasswordCost::standard:
        return {2, std::size_t{19} * 1024 * 1024};
    case PasswordCost::strong:
        return {3, std::size_t{64} * 1024 * 1024};
    case PasswordCost::minimal:
        break;
    }
    return {crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN};
}

std::string hashed(std::string_view password, const Cost& cost)
{
    std::string text(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost.passes, cost.bytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc{};
    text.resize(text.find('\0'));
    return text;
}

/// The number after `,name=` or `$name=` in a PHC string; 0 when there is none.
unsigned long long phc_number(std::string_view text, std::string_view name)
{
    const auto at = text.find(name);
    if (at == std::string_view::npos) return 0;
    unsigned long long value = 0;
    const auto digits = text.substr(at + name.size());
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

bool is_weaker(std::string_view stored, const Cost& cost)
{
    return !stored.starts_with("$argon2id$v=19$") || phc_number(stored, "$m=") * 1024 < cost.bytes ||
           phc_number(stored, ",t=") < cost.passes;
}

PasswordCheck checked(std::string_view password, const std::optional<std::string>& stored, const Cost& cost)
{
    if (!stored) {
        hashed(password, cost);
        return {};
    }
    // libsodium reads at most crypto_pwhash_STRBYTES; anything longer is not one of ours.
    const bool matches = stored->size() < crypto_pwhash_STRBYTES &&
                         crypto_pwhash_str_verify(stored->c_str(), password.data(), password.size()) == 0;
    return {matches, matches && is_weaker(*stored, cost)};
}

struct Job {
    std::function<void()> work;
    workers::Parked* waiting;
    std::exception_ptr fault = nullptr;
};

} // namespace

struct PasswordHasher::Pool {
    Pool(const Cost& how, std::size_t count) : cost(how)
    {
        for (std::size_t i = 0; i < std::max<std::size_t>(count, 1); ++i) threads.emplace_back([this] { serve(); });
    }
    ~Pool()
    {
        {
            const std::lock_guard lock{mutex};
            ending = true;
        }
        arrived.notify_all();
    }

    void run(std::function<void()> work)
    {
        workers::Parked parked;
        Job job{std::move(work), &parked};
        {
            const std::lock_guard lock{mutex};
            if (queue.size() >= longest_queue) throw HashingBusy{"too many passwords are being checked at once"};
            queue.push_back(&job);
        }
        arrived.notify_one();
        parked.wait();
        if (job.fault) std::rethrow_exception(job.fault);
    }

    Job* next()
    {
        std::unique_lock lock{mutex};
        arrived.wait(lock, [this] { return ending || !queue.empty(); });
        if (queue.empty()) return nullptr;
        auto* const job = queue.front();
        queue.pop_front();
        return job;
    }

    void serve()
    {
        // On Linux niceness belongs to the thread. Failing to be nice is no reason not to hash.
        setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), niceness);
        while (auto* const job = next()) {
            try {
                job->work();
            } catch (...) {
                job->fault = std::current_exception();
            }
            job->waiting->resume(); // and lives no longer
        }
    }

    const Cost cost;
    std::mutex mutex;
    std::condition_variable arrived;
    std::deque<Job*> queue;
    bool ending = false;
    std::vector<std::jthread> threads; // last: joined before what they use goes
};

PasswordHasher::PasswordHasher(PasswordCost cost, std::size_t threads)
    : pool_(std::make_unique<Pool>(cost_of(cost), threads))
{}

PasswordHasher::~PasswordHasher() = default;

std::string PasswordHasher::hash(std::string_view password)
{
    std::string text;
    pool_->run([&] { text = hashed(password, pool_->cost); });
    return text;
}

PasswordCheck PasswordHasher::check(std::string_view password, const std::optional<std::string>& stored)
{
    PasswordCheck answer;
    pool_->run([&] { answer = checked(password, stored, pool_->cost); });
    return answer;
}

} // namespace assetbuddy::platform::crypto
