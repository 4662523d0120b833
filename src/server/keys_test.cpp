#include "server/keys.h"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/idempotency.h"
#include "accounts/recovery_codes.h"
#include "accounts/sealed.h"
#include "accounts/second_factor.h"
#include "accounts/throttle.h"
#include "platform/crypto/key_file.h"
#include "testing/invitations.h"
#include "testing/letters.h"

namespace assetbuddy::server {
namespace {

namespace crypto = platform::crypto;
namespace fs = std::filesystem;
namespace sql = platform::sql;
using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr KeyKeeper::Pace small_steps{.hear = 0ms, .forget = 20s, .piece = 2};

/// A world whose key lies in a file, and that can be ended and started again like a process.
class KeyRotation : public invitations::testing_support::InvitationsTest {
  protected:
    void SetUp() override { ASSERT_TRUE(start_again()); }

    base::Done start_again()
    {
        world_.clock.advance(21s); // nobody waits for the process that is gone
        world_.key = crypto::InstanceKey::open_or_create(file_, crypto::system_random());
        keys_ = std::make_unique<KeyKeeper>(world_.kernel, world_.key, file_, small_steps);
        return keys_->take_up(sql::Access::read_write);
    }
    [[nodiscard]] std::vector<std::string> ids_in_file() const
    {
        return crypto::InstanceKey::open_or_create(file_, crypto::system_random()).ids();
    }

    /// One of everything that depends on the key.
    void fill()
    {
        for (const char* name : {"ann", "ben", "cat", "dan", "eve"})
            invite(offer_to(std::string{name} + "@example.org"));
        const auto& owner = world_.home.owner;
        world_.execute("INSERT INTO authenticators (account_id, secret_box, created_at) VALUES ('" +
                       owner.account.text() + "', '" +
                       accounts::sealed_secret(world_.kernel, owner.account, "a secret") + "', 1)");
        const auto made = world_.as(owner, [&](access::Call& call) -> base::Result<std::vector<std::string>> {
            return accounts::make_recovery_codes(call, owner.account);
        });
        codes_ = made.value();
        world_.execute("INSERT INTO sign_in_failures (bucket, failures, blocked_until, last_at) VALUES ('" +
                       accounts::bucket_of_address(world_.kernel, owner.email) + "', 99, 0, 1)");
        keep_answer();
    }

    /// An answer that is given again, and what it was the second time.
    std::string keep_answer()
    {
        platform::http::Request request;
        request.path = "/api/v1/things";
        request.body = "{}";
        request.headers.push_back({"idempotency-key", "one"});
        const auto answer = world_.as(world_.home.owner, [&](access::Call& call) {
            return access::answer_once(call, request, []() -> base::Result<access::RepeatableAnswer> {
                return access::RepeatableAnswer{201, R"({"made":1})", "/things/1", ""};
            });
        });
        return answer.value().body;
    }

    bool is_recovery_code(const std::string& code)
    {
        return world_
            .as(world_.home.owner,
                [&](access::Call& call) -> base::Result<bool> {
                    return accounts::use_recovery_code(call, world_.home.owner.account, code);
                })
            .value();
    }
    std::int64_t failures_of(const std::string& email)
    {
        const auto rows = world_.rows("SELECT failures FROM sign_in_failures WHERE bucket = '" +
                                      accounts::bucket_of_address(world_.kernel, email) + "'");
        return rows.empty() ? 0 : rows.front().integer(0);
    }
    std::string secret()
    {
        const auto box = text_of("SELECT secret_box FROM authenticators");
        return world_.key.open(accounts::secret_purpose, world_.home.owner.account.text(), box).value_or("");
    }

    /// Everything works that was made under an earlier key.
    void expect_all_is_well()
    {
        EXPECT_THAT(find_unopenable(world_.kernel), IsEmpty());
        EXPECT_EQ(secret(), "a secret");
        EXPECT_EQ(keep_answer(), R"({"made":1})");
        EXPECT_EQ(failures_of(world_.home.owner.email), 99);
        EXPECT_TRUE(is_recovery_code(codes_.back()));
        codes_.pop_back();
        const auto invitation = mailbox_.latest_to("eve@example.org");
        EXPECT_EQ(assetbuddy::testing_support::code_of(accept_with(invitation.token, "ZZZZ-ZZZZ")), "wrong_code");
        EXPECT_TRUE(accept_with(invitation.token, invitation.code));
    }

    KeyState rotate_to_the_end()
    {
        auto state = keys_->rotate(0ms).value();
        for (int steps = 0; state.is_rotating && steps < 1000; ++steps) state = keys_->go_on(0ms);
        return state;
    }

    assetbuddy::testing_support::TemporaryFolder folder_;
    fs::path file_ = folder_.path() / "key";
    std::unique_ptr<KeyKeeper> keys_;
    std::vector<std::string> codes_;
};

TEST_P(KeyRotation, SealsEverythingAnewAndTheOldKeyIsGone)
{
    fill();
    const auto old_id = world_.key.id();
    const auto old_key = crypto::InstanceKey::open_or_create(file_, crypto::system_random());
    const auto ended = rotate_to_the_end();
    EXPECT_FALSE(ended.is_rotating);
    EXPECT_EQ(ended.from, old_id);
    EXPECT_EQ(ended.done, 7); // five letters, an answer, a secret
    EXPECT_NE(world_.key.id(), old_id);
    EXPECT_THAT(ids_in_file(), SizeIs(1));
    EXPECT_FALSE(world_.key.holds(old_id));
    EXPECT_EQ(crypto::InstanceKey::open_or_create(crypto::former_key_file(file_, old_id), world_.kernel.random).id(),
              old_id);
    for (const auto& row : world_.rows("SELECT id, box FROM letters WHERE box <> ''"))
        EXPECT_FALSE(old_key.open("outbox letter", row.text(0), row.text(1)));
    ASSERT_TRUE(start_again());
    expect_all_is_well();
}

/// F-27: whatever step a crash comes after, the next start and the next call go on from there.
TEST_P(KeyRotation, GoesOnAfterACrashBehindEveryStep)
{
    fill();
    const auto old_id = world_.key.id();
    int steps = 0;
    for (auto state = keys_->rotate(0ms).value(); state.is_rotating && steps < 1000; ++steps) {
        ASSERT_TRUE(start_again());
        EXPECT_THAT(find_unopenable(world_.kernel), IsEmpty());
        EXPECT_EQ(secret(), "a secret");
        state = keys_->rotate(0ms).value(); // goes on: begins no second one
    }
    EXPECT_GT(steps, 8);
    EXPECT_NE(world_.key.id(), old_id);
    EXPECT_THAT(world_.rows("SELECT key_id FROM former_keys WHERE purpose = ''"), SizeIs(1));
    expect_all_is_well();
}

TEST_P(KeyRotation, ACrashBetweenFileAndDatabaseLosesNoKey)
{
    fill();
    const auto old_id = world_.key.id();
    // Before the rotation was noted: the key that is in the file already is the one that takes over.
    const auto next = crypto::add_key_to_file(file_, world_.kernel.random);
    ASSERT_TRUE(start_again());
    EXPECT_EQ(world_.key.id(), old_id);
    const auto both = ids_in_file();
    std::ifstream in{file_};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    EXPECT_EQ(rotate_to_the_end().to, next);
    // After it ended, before the old key left the file.
    std::ofstream{file_} << text;
    ASSERT_EQ(ids_in_file(), both);
    ASSERT_TRUE(start_again());
    EXPECT_EQ(ids_in_file(), std::vector{next});
    EXPECT_EQ(world_.key.id(), next);
    expect_all_is_well();
}

TEST_P(KeyRotation, WhatIsOnlyHashedOutlivesSeveralKeysAsLongAsItMay)
{
    fill();
    rotate_to_the_end();
    const auto second = world_.key.id();
    rotate_to_the_end();
    EXPECT_NE(world_.key.id(), second);
    ASSERT_TRUE(start_again());
    EXPECT_TRUE(is_recovery_code(codes_.back()));
    codes_.pop_back();
    world_.clock.advance(41 * 24h);
    world_.home.owner.credential = world_.sign_in(world_.home.owner);
    keys_->keep_up();
    EXPECT_THAT(world_.rows("SELECT purpose FROM former_keys WHERE purpose = 'invite-code'"), IsEmpty());
    EXPECT_TRUE(is_recovery_code(codes_.back())); // these have no end
    world_.execute("DELETE FROM recovery_codes");
    keys_->keep_up();
    EXPECT_THAT(world_.rows("SELECT purpose FROM former_keys WHERE purpose = 'recovery-code'"), IsEmpty());
}

TEST_P(KeyRotation, MailsAreWrittenAndReadAllTheWhile)
{
    fill();
    std::atomic<bool> over{false};
    std::atomic<int> count{0};
    std::jthread inviting{[&] {
        for (int i = 0; !over; ++i, ++count) invite(offer_to("p" + std::to_string(i) + "@example.org"));
    }};
    while (count < 5) std::this_thread::sleep_for(1ms);
    const auto ended = rotate_to_the_end();
    const auto before = count.load();
    while (count < before + 3) std::this_thread::sleep_for(1ms);
    over = true;
    inviting.join();
    EXPECT_FALSE(ended.is_rotating);
    ASSERT_TRUE(start_again());
    EXPECT_THAT(find_unopenable(world_.kernel), IsEmpty());
    expect_all_is_well();
}

TEST_P(KeyRotation, AKeyOfAnotherDatabaseIsRefused)
{
    const auto right = world_.key.id();
    fs::rename(file_, folder_.path() / "aside");
    const auto refused = start_again();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "invalid");
    EXPECT_THAT(refused.error().detail, HasSubstr(right));
}

TEST_P(KeyRotation, AFileThatCannotBeWrittenChangesNothing)
{
    const auto id = world_.key.id();
    keys_ = std::make_unique<KeyKeeper>(world_.kernel, world_.key, folder_.path() / "missing" / "key", small_steps);
    EXPECT_EQ(assetbuddy::testing_support::code_of(keys_->rotate(0ms)), "key_file");
    EXPECT_THAT(world_.rows("SELECT from_id FROM key_rotation"), IsEmpty());
    EXPECT_EQ(world_.key.id(), id);
}

/// Another server on the same database, with a key file of its own machine.
struct OtherServer {
    explicit OtherServer(invitations::testing_support::World& world, fs::path key_file)
        : file(std::move(key_file)), key(crypto::InstanceKey::open_or_create(file, crypto::system_random())),
          kernel{.database = world.kernel.database,
                 .key = key,
                 .random = world.kernel.random,
                 .clock = world.clock,
                 .hasher = world.hasher,
                 .guesses = world.guesses,
                 .last_uses = world.last_uses,
                 .policy = world.kernel.policy},
          keys(kernel, key, file, small_steps)
    {}
    fs::path file;
    crypto::InstanceKey key;
    access::Kernel kernel;
    KeyKeeper keys;
};

TEST_P(KeyRotation, WaitsForTheKeyFilesOfOtherServers)
{
    fill();
    const auto old_id = world_.key.id();
    fs::copy_file(file_, folder_.path() / "elsewhere");
    OtherServer other{world_, folder_.path() / "elsewhere"};
    ASSERT_TRUE(other.keys.take_up(sql::Access::read_write));

    world_.execute("INSERT INTO key_holders (server, host, key_ids, seen_at) VALUES ('other', 'another host', '" +
                   old_id + "', " + std::to_string(base::to_microseconds(world_.clock.now())) + ")");
    auto state = keys_->rotate(0ms).value();
    for (int i = 0; i < 5; ++i) state = keys_->go_on(0ms);
    EXPECT_EQ(state.id, old_id);
    ASSERT_THAT(state.waits_for, SizeIs(1));
    EXPECT_THAT(state.waits_for.front(), HasSubstr("another host"));
    world_.execute("DELETE FROM key_holders WHERE server = 'other'");

    // This one is really there: it says itself that it lacks the key, until its file is replaced.
    other.keys.keep_up();
    state = keys_->go_on(0ms);
    EXPECT_EQ(state.id, old_id);
    EXPECT_THAT(state.waits_for, SizeIs(1));
    fs::copy_file(file_, other.file, fs::copy_options::overwrite_existing);
    while (state.is_rotating) {
        other.keys.keep_up();
        EXPECT_THAT(find_unopenable(other.kernel), IsEmpty());
        state = keys_->go_on(0ms);
        EXPECT_THAT(find_unopenable(world_.kernel), IsEmpty());
    }
    other.keys.keep_up();
    EXPECT_EQ(other.key.id(), world_.key.id());
    EXPECT_THAT(crypto::InstanceKey::open_or_create(other.file, world_.kernel.random).ids(), SizeIs(1));
    expect_all_is_well();
}

TEST_P(KeyRotation, AServerThatIsGoneIsNotWaitedForLong)
{
    world_.execute("INSERT INTO key_holders (server, host, key_ids, seen_at) VALUES ('other', 'a host', 'none', " +
                   std::to_string(base::to_microseconds(world_.clock.now())) + ")");
    auto state = keys_->rotate(0ms).value();
    EXPECT_THAT(state.waits_for, SizeIs(1));
    world_.clock.advance(21s);
    EXPECT_FALSE(rotate_to_the_end().is_rotating);
}

INSTANTIATE_TEST_SUITE_P(Engines, KeyRotation, assetbuddy::testing_support::AllEngines(),
                         assetbuddy::testing_support::engine_name);

} // namespace
} // namespace assetbuddy::server
