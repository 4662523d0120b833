#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "access/kernel.h"
#include "base/result.h"
#include "platform/crypto/crypto.h"
#include "server/store_keys.h"

namespace assetbuddy::server {

/// How far a new key has taken over.
struct KeyState {
    std::string id; // of the key that seals
    bool is_rotating = false;
    std::string from;
    std::string to;
    std::int64_t done = 0;
    std::int64_t total = 0;
    std::vector<std::string> waits_for; // in words: what it cannot go on without
};

/// The instance key as the database has it (R-CRYPTO-2): which of the keys in the key file seals, what is left of
/// replaced ones, and the way a new one takes over. The way, each step of which can be done again after a crash and by
/// any of the servers that share the database:
///   1. the new key is put into the key file, then the rotation is noted; from then on a server starts with both alone;
///   2. every running server has the new key in its key file (several machines: the administrator copies the file);
///   3. the new key seals: `key_id` says so, the servers take it up within seconds; either key opens;
///   4. when no server seals with the old one, everything sealed is sealed anew, piece by piece;
///   5. sub-keys of the old one that are still needed to check hashes and cookies are sealed with the new one, the old
///      one moves out of the key file into one of its own, for backups made before.
class KeyKeeper {
  public:
    /// How long a server has to say that it is there before the new key seals, and how long it counts after it was
    /// heard last. A SQLite database has one server, which waits for nobody.
    struct Pace {
        std::chrono::milliseconds hear{10'000};
        std::chrono::milliseconds forget{20'000};
        std::int64_t piece = 200; // rows of one transaction
    };
    KeyKeeper(const access::Kernel& kernel, platform::crypto::InstanceKey& key, std::filesystem::path file, Pace pace);

    /// The keys that the database asks for are held from now on, the right one seals. Errors: invalid, with one line
    /// that says what to do (the key file does not belong to this database, or lacks the key that is taking over).
    /// `access` read_only changes neither database nor key file.
    base::Done take_up(platform::sql::Access access);
    /// The same while a server runs, and goes on with a rotation that is under way.
    void keep_up();

    /// `assetbuddy key rotate`: begins one, or goes on with the one under way. Errors: key_file, when it cannot be
    /// written.
    base::Result<KeyState> rotate(std::chrono::milliseconds slice);
    /// Works for about `slice`, at least one step, on the one under way. The answer tells of it also when it ended.
    KeyState go_on(std::chrono::milliseconds slice);

  private:
    enum class Step { done, waits, ended };
    struct Facts;
    Facts find_facts() const;
    base::Done hold(const Facts& facts);
    base::Done begin();
    KeyState work(std::chrono::milliseconds slice);
    Step step();
    base::Result<Step> seal_with_next(platform::sql::Transaction& tx, store::Rotation rotation);
    base::Result<Step> seal_piece(platform::sql::Transaction& tx, store::Rotation rotation);
    void retire(platform::sql::Transaction& tx, const store::Rotation& rotation);
    base::Done forget_holders();
    void note_holder();
    void remember(const std::vector<store::Former>& former);
    void tidy_up_file(const std::vector<store::Former>& former);
    void forget_outlived(const std::vector<store::Former>& former);
    [[nodiscard]] bool has_to_wait(platform::sql::Transaction& tx, const store::Rotation& rotation) const;

    const access::Kernel& kernel_;
    platform::crypto::InstanceKey& key_;
    std::filesystem::path file_;
    Pace pace_;
    std::string server_; // this process, for the others
    std::mutex working_;
};

/// For `assetbuddy key status` and doctor.
KeyState find_key_state(platform::sql::Database& database, base::Time now);

/// What rests sealed and cannot be opened by any key there is: `what`, organisation unknown. For fsck.
struct Unopenable {
    std::string what;
    std::string record;
};
std::vector<Unopenable> find_unopenable(const access::Kernel& kernel);

} // namespace assetbuddy::server
