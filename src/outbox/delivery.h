#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "access/kernel.h"
#include "platform/mail/message.h"

namespace assetbuddy::outbox {

/// What a composer is given: the opened letter.
struct Opened {
    std::string kind;
    std::string to;
    std::string to_name;
    std::string data; // JSON, opened
    std::string message_id;
};

/// kind → message; thrown exceptions put the letter off like a temporary failure.
using Compose = std::function<platform::mail::Message(const Opened&)>;

/// Where mail goes: an SMTP server or the folder of kept mail.
class Carrier {
  public:
    enum class Fate { sent, kept, temporary, permanent, host_down };
    struct Answer {
        Fate fate;
        std::string words; // the server's own, cut to 300 characters, cleaned of controls
    };
    virtual ~Carrier() = default;
    virtual Answer carry(const platform::mail::Message& message) = 0;
};

struct CourierOptions {
    std::string worker_id;                          // unique for the process
    std::chrono::seconds lease{60};
    std::chrono::milliseconds poll{1000};
    std::size_t batch = 32;
};

/// The worker that empties the outbox: claims with a lease, composes, carries, writes the fate back; several processes may
/// run one each on one database (R-MAIL-1..4). Starts a thread of its own.
class Courier {
  public:
    Courier(const access::Kernel& kernel, Compose compose, Carrier& carrier, CourierOptions options);
    ~Courier(); // finishes the letter under way, releases the leases
    /// Look now: something was enqueued. Cheap, thread-safe.
    void wake();
    /// One round in the calling thread; returns how many letters it handled. For tests and the command line.
    std::size_t run_once();
    void start();
    void stop();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace assetbuddy::outbox
