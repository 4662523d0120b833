#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "access/announcement.h"
#include "platform/clock/clock.h"
#include "platform/crypto/crypto.h"
#include "platform/crypto/password_hash.h"
#include "platform/sql/database.h"

namespace assetbuddy::platform::crypto {
class BreachedPasswords;
}
namespace assetbuddy::platform::files {
class Store;
}

namespace assetbuddy::access {

class GuessLimiter;
class LastUses;

enum class SignUp { first, open, closed };

/// INV-22, `--send-limits`.
struct SendLimits {
    std::int64_t hourly_for_inviter = 200;
    std::int64_t daily_for_organisation = 5000;
    std::int64_t daily_for_address = 5;
};

/// What the operator decided, as far as verbs and pages need it.
struct Policy {
    std::string base_url = "http://localhost:8080"; // no slash at the end
    SignUp sign_up = SignUp::first;
    SendLimits send_limits;
    /// False without a mail server: mail is kept as files and the pages say so (INV-12).
    bool has_mail_server = false;
    bool demo = false;
    [[nodiscard]] bool secure() const { return base_url.starts_with("https://"); }
};

/// The world as verbs may use it. Made once by server/, lives as long as the process.
struct Kernel {
    platform::sql::Database& database;
    const platform::crypto::InstanceKey& key;
    platform::crypto::Random& random;
    const platform::clock::Clock& clock;
    platform::crypto::PasswordHasher& hasher;
    GuessLimiter& guesses;
    LastUses& last_uses;
    Policy policy;
    /// Answers announcements; none: nothing above listens.
    React react = nullptr;
    /// R-AUTH-4; none: no such file was given.
    const platform::crypto::BreachedPasswords* breached_passwords = nullptr;
    /// Where photos and documents lie; none: commands that touch no files.
    platform::files::Store* files = nullptr;
};

} // namespace assetbuddy::access
