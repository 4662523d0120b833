#pragma once

#include <stdexcept>

namespace assetbuddy::platform::sql {

/// Marks the calling thread as being inside a transaction's work; a second one inside throws std::logic_error, because
/// it would wait for itself sooner or later.
class InTransaction {
  public:
    InTransaction()
    {
        if (inside_) throw std::logic_error("a transaction was begun inside another one");
        inside_ = true;
    }
    ~InTransaction() { inside_ = false; }
    InTransaction(const InTransaction&) = delete;
    InTransaction& operator=(const InTransaction&) = delete;
    static bool inside() { return inside_; }

  private:
    static inline thread_local bool inside_ = false;
};

/// How often a whole transaction is run again on Retryable, and how long it waits before: 5 to 80 ms, doubling, give or
/// take a half.
inline constexpr int most_attempts = 6;
void wait_before_retry(int attempt);

/// Said when work goes on, or wants to commit, after one of its statements failed.
inline constexpr const char* spoilt = "a statement of this transaction failed, so nothing more can be done in it";

} // namespace assetbuddy::platform::sql
