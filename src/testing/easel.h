#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/actor.h"
#include "access/limits.h"
#include "access/visit.h"
#include "platform/clock/clock.h"
#include "platform/crypto/crypto.h"
#include "platform/crypto/password_hash.h"
#include "platform/sql/database.h"
#include "ui/page.h"

namespace assetbuddy::testing_support {

/// A database that must not be asked: pages are drawn from what was read before.
class UnaskedDatabase final : public platform::sql::Database {
  public:
    [[nodiscard]] platform::sql::Engine engine() const override { return platform::sql::Engine::sqlite; }
    void ping() override;
    [[nodiscard]] bool has_failed() const override { return false; }
    [[nodiscard]] std::uint64_t commits() const override { return 0; }
    std::vector<std::string> warnings() override { return {}; }
    std::unique_ptr<SchemaLock> lock_schema() override { return nullptr; }
    void run_script(std::string_view) override;
    std::string explain(const platform::sql::Statement&, std::span<const platform::sql::Parameter>) override;

  protected:
    void do_read(platform::sql::Reach, platform::sql::Snapshot,
                 const std::function<void(platform::sql::Transaction&)>&) override;
    void do_write(platform::sql::Reach, const std::function<bool(platform::sql::Transaction&)>&) override;
};

/// What it takes to draw a page without a database: a kernel, a request, a frame of a signed-in person.
class Easel {
  private:
    UnaskedDatabase database_;
    platform::crypto::InstanceKey key_;
    platform::crypto::PasswordHasher hasher_;
    access::GuessLimiter guesses_{60};
    access::LastUses last_uses_;

  public:
    explicit Easel(access::Policy policy = {});

    platform::http::Request request;
    platform::clock::ManualClock clock{base::from_microseconds(1'795'402'800'000'000)};
    access::Kernel kernel;

    access::Visit visit() { return access::Visit{request, kernel}; }
    static access::Actor::Facts facts();
    static ui::Frame frame(access::Actor::Facts facts, std::vector<access::Place> places = {});
};

} // namespace assetbuddy::testing_support
