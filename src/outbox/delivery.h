#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "access/kernel.h"
#include "base/id.h"
#include "base/time.h"
#include "platform/mail/message.h"

namespace assetbuddy::outbox {

/// What a composer is given: the opened letter.
struct Opened {
    std::string kind;
    std::string to;
    std::string to_name;
    std::string data; // JSON, opened
    std::string message_id;
    base::Time created_at;
};

/// kind → message; thrown exceptions put the letter off like a temporary failure. Recipient, Message-ID and Date are
/// set by the courier afterwards, so that every try of a letter is the same mail (R-MAIL-2).
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
    /// True when carrying a mail again leaves one mail: then fates are written once a round, else after every mail, so
    /// that a kill can double one mail at most.
    [[nodiscard]] virtual bool repeats_harmlessly() const { return false; }
    /// What was carried must survive a power cut now; its fate is about to be written. Throws when it will not.
    virtual void settle() {}
    /// From another thread: the program wants to end, give up what can still be given up.
    virtual void hurry() {}
};

/// What happened to a letter, for log and metrics. `words` are the server's, which may repeat the address.
struct Report {
    base::LetterId letter;
    std::string kind;
    /// "sent", "kept", "failed", or "queued" when it will be tried again.
    std::string_view state;
    std::string words;
    std::int64_t attempts;
    base::Time created_at;
};

struct CourierOptions {
    std::string worker_id; // unique for the process
    std::chrono::seconds lease{60};
    std::chrono::milliseconds poll{1000};
    std::size_t batch = 128;
    /// Called in the courier's thread after the fate is written.
    std::function<void(const Report&)> report = {};
    /// Called when a round could not be done (the database is away, the folder is full); the courier goes on by itself.
    std::function<void(std::string_view)> fault = {};
};

/// The worker that empties the outbox: claims with a lease, composes, carries, writes the fate back; several processes
/// may run one each on one database (R-MAIL-1..4). Starts a thread of its own.
class Courier {
  public:
    Courier(const access::Kernel& kernel, Compose compose, Carrier& carrier, CourierOptions options);
    ~Courier(); // finishes the letter under way, releases the leases
    Courier(const Courier&) = delete;
    Courier& operator=(const Courier&) = delete;
    /// Look now: something was enqueued and committed. Cheap, thread-safe; the server calls it after every change.
    void wake();
    /// One round in the calling thread; returns how many letters it handled. For tests and the command line. Not
    /// while the thread is running.
    std::size_t run_once();
    void start();
    /// Waits up to ten seconds for the letter under way, then hurries the carrier.
    void stop();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace assetbuddy::outbox
