#pragma once

#include <memory>
#include <string>

#include "access/kernel.h"
#include "access/limits.h"
#include "base/result.h"
#include "platform/clock/clock.h"
#include "platform/crypto/breached_passwords.h"
#include "platform/crypto/password_hash.h"
#include "platform/files/files.h"
#include "platform/sql/database.h"
#include "server/configuration.h"
#include "server/keys.h"

namespace assetbuddy::server {

/// An OS lock on the data directory, held while it lives, so that two servers or a server and `migrate` never meet.
class DataLock {
  public:
    /// Nothing when another process holds it. Makes the directory (0700) when it is not there.
    static std::unique_ptr<DataLock> take(const Configuration& configuration);
    ~DataLock();
    DataLock(const DataLock&) = delete;
    DataLock& operator=(const DataLock&) = delete;

  private:
    explicit DataLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

/// Whether opening the database also brings its schema up to date.
enum class Schema { migrate, as_it_is };

/// Everything verbs need, opened from a configuration: database, instance key, hashing threads. Used by the server and
/// by commands of the command line that work without one.
class World {
  public:
    /// Errors: invalid, with one line that says what to do: database cannot be opened, key of another installation,
    /// data directory not ours.
    static base::Result<std::unique_ptr<World>> open(const Configuration& configuration, Schema schema,
                                                     platform::sql::Access access);

    [[nodiscard]] access::Kernel& kernel() { return kernel_; }
    [[nodiscard]] platform::sql::Database& database() { return *database_; }
    [[nodiscard]] KeyKeeper& keys() { return keys_; }

  private:
    World(const Configuration& configuration, std::unique_ptr<platform::sql::Database> database,
          platform::crypto::InstanceKey key);

    std::unique_ptr<platform::sql::Database> database_;
    platform::crypto::InstanceKey key_;
    std::unique_ptr<platform::files::Store> files_;
    platform::clock::SystemClock clock_;
    platform::crypto::PasswordHasher hasher_;
    access::GuessLimiter guesses_;
    access::LastUses last_uses_;
    std::unique_ptr<platform::crypto::BreachedPasswords> breached_passwords_;
    access::Kernel kernel_;
    KeyKeeper keys_;
};

/// Runs the server until SIGTERM or SIGINT; returns the exit code (contract.md "Commands").
int serve(const Configuration& configuration);

} // namespace assetbuddy::server
