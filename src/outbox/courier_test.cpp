#include "outbox/delivery.h"

#include <atomic>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "outbox/outbox.h"
#include "testing/databases.h"
#include "testing/world.h"

namespace assetbuddy::outbox {
namespace {

using Fate = Carrier::Fate;
using platform::mail::Message;
using std::chrono::minutes;
using std::chrono::seconds;
using testing_support::TestDatabase;
using testing_support::World;

/// What arrived, from however many couriers.
struct Mailbox {
    std::mutex mutex;
    std::vector<Message> mails;
    void take(const Message& mail)
    {
        const std::lock_guard lock{mutex};
        mails.push_back(mail);
    }
    [[nodiscard]] std::map<std::string, int> by_message_id()
    {
        const std::lock_guard lock{mutex};
        std::map<std::string, int> counts;
        for (const auto& mail : mails) ++counts[mail.message_id];
        return counts;
    }
};

/// Does as told.
class TestCarrier : public Carrier {
  public:
    explicit TestCarrier(Mailbox& mailbox) : mailbox_(mailbox) {}
    Answer carry(const Message& message) override
    {
        ++tries;
        if (delay.count() > 0) std::this_thread::sleep_for(delay);
        if (breaks) throw std::runtime_error("/some/path: no space");
        if (answer.fate == Fate::sent || answer.fate == Fate::kept) mailbox_.take(message);
        return answer;
    }
    void settle() override
    {
        if (dies_after_carrying) throw std::runtime_error("killed");
    }
    void hurry() override { hurried = true; }

    Answer answer{Fate::sent, "250 2.0.0 taken"};
    std::atomic<int> tries = 0;
    std::chrono::milliseconds delay{0};
    bool breaks = false;
    bool dies_after_carrying = false;
    std::atomic<bool> hurried = false;

  private:
    Mailbox& mailbox_;
};

Message compose(const Opened& letter)
{
    if (letter.kind == "broken") throw std::runtime_error("no such composer");
    return {.from = "AssetBuddy <no-reply@example.org>",
            .to = "somebody.else@example.org",
            .to_name = "",
            .subject = letter.kind,
            .text = letter.data,
            .html = "",
            .message_id = "wrong",
            .date = {}};
}

class Couriers : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    Couriers() : database_(GetParam()), world_(database_.database()) {}
    void TearDown() override { EXPECT_EQ(world_.changes_in_twin(), ""); }

    void put(int count, const std::string& kind = "invitation", base::Duration life = std::chrono::days{5})
    {
        const auto done = world_.as(world_.home.owner, [&](access::Call& call) -> base::Done {
            for (int i = 0; i < count; ++i) {
                const auto number = std::to_string(++put_);
                enqueue(call, {.kind = kind,
                               .to = "person" + number + "@example.org",
                               .to_name = "Person " + number,
                               .data = "{\"secret\":" + number + "}",
                               .expires_at = call.now + life,
                               .organisation = world_.home.id,
                               .subject_id = "subject-" + number});
            }
            return {};
        });
        ASSERT_TRUE(done);
    }
    [[nodiscard]] Courier courier(Carrier& carrier, const std::string& name = "courier-1") const
    {
        return Courier{world_.kernel, compose, carrier, {.worker_id = name}};
    }
    platform::sql::Row row()
    {
        return world_.rows("SELECT state, answer, box, attempts, next_attempt_at, lease_owner FROM letters").at(0);
    }
    std::int64_t count(const std::string& state)
    {
        return world_.rows("SELECT count(*) FROM letters WHERE state = '" + state + "'").at(0).integer(0);
    }

    TestDatabase database_;
    World world_;
    Mailbox mailbox_;
    TestCarrier carrier_{mailbox_};
    int put_ = 0;
};

TEST_P(Couriers, SendWhatIsDueAndWipeIt)
{
    put(1);
    auto one = courier(carrier_);
    EXPECT_EQ(one.run_once(), 1U);
    EXPECT_EQ(one.run_once(), 0U);
    ASSERT_EQ(mailbox_.mails.size(), 1U);
    const auto& mail = mailbox_.mails[0];
    EXPECT_EQ(mail.to, "person1@example.org") << "whatever the composer says";
    EXPECT_EQ(mail.to_name, "Person 1");
    EXPECT_EQ(mail.message_id, "invitation.1.subject-1@localhost");
    EXPECT_EQ(mail.date, world_.clock.now());
    EXPECT_EQ(mail.text, R"({"secret":1})");
    EXPECT_EQ(row().text(0), "sent");
    EXPECT_EQ(row().text(1), "250 2.0.0 taken");
    EXPECT_EQ(row().text(2), "");
    EXPECT_EQ(row().integer(3), 1);
    EXPECT_EQ(row().text(5), "");
}

TEST_P(Couriers, KeepMailWithoutAServer)
{
    carrier_.answer = {Fate::kept, ""};
    put(3);
    EXPECT_EQ(courier(carrier_).run_once(), 3U);
    EXPECT_EQ(count("kept"), 3);
}

TEST_P(Couriers, GiveUpAtOnceOnAPermanentRefusal)
{
    carrier_.answer = {Fate::permanent, "550 5.1.1 no such user"};
    put(1);
    courier(carrier_).run_once();
    EXPECT_EQ(row().text(0), "failed");
    EXPECT_EQ(row().text(1), "550 5.1.1 no such user");
    EXPECT_EQ(row().text(2), "");
}

TEST_P(Couriers, TryAgainWithGrowingPausesAndTheSameMail)
{
    carrier_.answer = {Fate::temporary, "450 4.2.1 greylisted"};
    put(1);
    auto one = courier(carrier_);
    for (const base::Duration pause : {minutes{1}, minutes{5}, minutes{15}, minutes{30}, minutes{60}, minutes{60}}) {
        EXPECT_EQ(one.run_once(), 1U);
        EXPECT_EQ(row().text(0), "queued");
        EXPECT_EQ(row().text(1), "450 4.2.1 greylisted");
        EXPECT_NE(row().text(2), "");
        const auto waits = row().time(4) - world_.clock.now();
        EXPECT_GE(waits, pause * 4 / 5);
        EXPECT_LE(waits, pause * 6 / 5);
        EXPECT_EQ(one.run_once(), 0U) << "not before its time";
        world_.clock.set(row().time(4));
    }
    const auto began = world_.rows("SELECT created_at FROM letters").at(0).time(0);
    carrier_.answer = {Fate::sent, "250"};
    EXPECT_EQ(one.run_once(), 1U);
    EXPECT_EQ(mailbox_.mails.at(0).date, began);
    EXPECT_EQ(row().integer(3), 7);
}

TEST_P(Couriers, GiveUpVisiblyWhenTheLetterExpires)
{
    carrier_.answer = {Fate::temporary, "451 4.3.0 later"};
    put(1, "invitation", minutes{10});
    auto one = courier(carrier_);
    one.run_once();
    world_.clock.advance(minutes{9});
    one.run_once();
    EXPECT_EQ(row().text(0), "failed") << "the next try would come after the letter's end";
    EXPECT_EQ(row().text(1), "451 4.3.0 later");
    EXPECT_EQ(row().text(2), "");

    put(1, "invitation", minutes{10});
    world_.clock.advance(minutes{10});
    EXPECT_EQ(one.run_once(), 0U);
    EXPECT_EQ(count("failed"), 2);
    EXPECT_EQ(carrier_.tries, 2);
    EXPECT_EQ(world_.rows("SELECT answer FROM letters WHERE answer LIKE '%expired%' AND box = ''").size(), 1U);
}

TEST_P(Couriers, LeaveAHostInPeaceThatIsDown)
{
    carrier_.answer = {Fate::host_down, "421 4.3.2 closing"};
    put(9);
    auto one = courier(carrier_);
    EXPECT_EQ(one.run_once(), 5U);
    EXPECT_EQ(carrier_.tries, 5);
    EXPECT_EQ(world_.rows("SELECT id FROM letters WHERE attempts = 0 AND lease_owner = ''").size(), 4U) << "given back";
    EXPECT_EQ(one.run_once(), 0U);
    world_.clock.advance(seconds{59});
    EXPECT_EQ(one.run_once(), 0U);
    EXPECT_EQ(carrier_.tries, 5);
    carrier_.answer = {Fate::sent, "250"};
    world_.clock.advance(minutes{2});
    EXPECT_EQ(one.run_once(), 9U);
    EXPECT_EQ(count("sent"), 9);
}

TEST_P(Couriers, ALetterThatCannotBePreparedHoldsUpNobody)
{
    put(7, "broken");
    put(1);
    auto one = courier(carrier_);
    EXPECT_EQ(one.run_once(), 8U);
    EXPECT_EQ(count("sent"), 1);
    EXPECT_EQ(count("queued"), 7);
    EXPECT_EQ(world_.rows("SELECT id FROM letters WHERE answer = 'The mail could not be prepared.'").size(), 7U);
}

TEST_P(Couriers, AnotherKeyOpensNothingAndLosesNothing)
{
    put(1);
    auto strange = world_.kernel;
    const auto other = platform::crypto::InstanceKey::of({1, 2, 3});
    const access::Kernel kernel{.database = strange.database,
                                .key = other,
                                .random = strange.random,
                                .clock = strange.clock,
                                .hasher = strange.hasher,
                                .guesses = strange.guesses,
                                .last_uses = strange.last_uses,
                                .policy = strange.policy};
    Courier{kernel, compose, carrier_, {.worker_id = "stranger"}}.run_once();
    EXPECT_EQ(carrier_.tries, 0);
    EXPECT_EQ(row().text(0), "queued");
    world_.clock.advance(minutes{2});
    courier(carrier_).run_once();
    EXPECT_EQ(row().text(0), "sent");
}

TEST_P(Couriers, PeopleAreNotToldPathsOfTheMachine)
{
    carrier_.breaks = true;
    put(1);
    std::string heard;
    Courier one{
        world_.kernel, compose, carrier_, {.worker_id = "one", .fault = [&](std::string_view what) { heard = what; }}};
    one.run_once();
    EXPECT_EQ(row().text(1), "The mail could not be handed over at present.");
    EXPECT_EQ(heard, "/some/path: no space");
}

// F-28: killed after the server's 250 and before the row was written.
TEST_P(Couriers, AKillAfterDeliveryDoublesOneMailAndNoMore)
{
    put(5);
    carrier_.dies_after_carrying = true;
    auto killed = courier(carrier_, "killed");
    EXPECT_THROW(killed.run_once(), std::runtime_error);
    EXPECT_EQ(mailbox_.mails.size(), 1U);

    TestCarrier healthy{mailbox_};
    auto next = courier(healthy, "next");
    world_.clock.advance(seconds{59});
    EXPECT_EQ(next.run_once(), 0U) << "the lease still runs";
    world_.clock.advance(seconds{2});
    EXPECT_EQ(next.run_once(), 5U);
    EXPECT_EQ(count("sent"), 5);
    int doubled = 0;
    for (const auto& [id, times] : mailbox_.by_message_id()) doubled += times - 1;
    EXPECT_EQ(mailbox_.by_message_id().size(), 5U);
    EXPECT_EQ(doubled, 1);
}

TEST_P(Couriers, ALateOneCannotOverwriteWhatAnotherHasDone)
{
    put(1);
    carrier_.answer = {Fate::sent, "250"};
    auto second = courier(carrier_, "second");
    // Between the claim of the late one and its write-back the lease ends and the second sends.
    class Meddler final : public TestCarrier {
      public:
        Meddler(Mailbox& mailbox, std::function<void()> meddle) : TestCarrier(mailbox), meddle_(std::move(meddle)) {}
        Answer carry(const Message&) override
        {
            meddle_();
            return {Fate::temporary, "451 late"};
        }

      private:
        std::function<void()> meddle_;
    } meddler{mailbox_, [&] {
                  world_.clock.advance(seconds{61});
                  EXPECT_EQ(second.run_once(), 1U);
              }};
    courier(meddler, "late").run_once();
    EXPECT_EQ(row().text(0), "sent");
    EXPECT_EQ(row().text(1), "250");
}

TEST_P(Couriers, CancelledWhileUnderWayStaysCancelled)
{
    put(1);
    class Canceller final : public TestCarrier {
      public:
        Canceller(Mailbox& mailbox, World& world) : TestCarrier(mailbox), world_(world) {}
        Answer carry(const Message&) override
        {
            world_.execute("UPDATE letters SET state = 'cancelled', box = ''");
            return {Fate::temporary, "451"};
        }

      private:
        World& world_;
    } canceller{mailbox_, world_};
    courier(canceller).run_once();
    EXPECT_EQ(row().text(0), "cancelled");
}

// F-29: several processes on one database.
TEST_P(Couriers, ManyAtOnceSendEveryMailOnce)
{
    constexpr int letters = 400;
    for (int i = 0; i < letters / 40; ++i) put(40);
    std::atomic<int> handled = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&, i] {
                TestCarrier carrier{mailbox_};
                Courier one{
                    world_.kernel, compose, carrier, {.worker_id = "courier-" + std::to_string(i), .batch = 10}};
                for (int idle = 0; idle < 3;) {
                    const auto done = one.run_once();
                    handled += static_cast<int>(done);
                    idle = done == 0 ? idle + 1 : 0;
                }
            });
    }
    EXPECT_EQ(handled, letters);
    EXPECT_EQ(mailbox_.mails.size(), static_cast<std::size_t>(letters));
    EXPECT_EQ(mailbox_.by_message_id().size(), static_cast<std::size_t>(letters));
    EXPECT_EQ(count("sent"), letters);
}

TEST_P(Couriers, WakeUpWhenToldAndReportWhatTheyDid)
{
    std::atomic<int> reports = 0;
    Courier one{world_.kernel,
                compose,
                carrier_,
                {.worker_id = "one", .poll = minutes{10}, .report = [&](const Report& report) {
                     EXPECT_EQ(report.state, "sent");
                     EXPECT_EQ(report.kind, "invitation");
                     ++reports;
                 }}};
    one.start();
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
    put(70);
    one.wake();
    for (int i = 0; i < 500 && reports < 70; ++i) std::this_thread::sleep_for(std::chrono::milliseconds{10});
    one.stop();
    EXPECT_EQ(reports, 70);
    EXPECT_EQ(count("sent"), 70);
}

TEST_P(Couriers, EndAfterTheLetterUnderWayAndGiveBackTheRest)
{
    put(20);
    carrier_.delay = std::chrono::milliseconds{100};
    {
        auto one = courier(carrier_);
        one.start();
        while (carrier_.tries == 0) std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    const auto sent = count("sent");
    EXPECT_GE(sent, 1);
    EXPECT_LT(sent, 10);
    EXPECT_EQ(static_cast<std::size_t>(sent), mailbox_.mails.size());
    EXPECT_EQ(world_.rows("SELECT id FROM letters WHERE lease_owner <> ''").size(), 0U);
}

TEST_P(Couriers, LeasesLastAsLongAsASlowRound)
{
    put(3);
    carrier_.delay = std::chrono::milliseconds{1500};
    Courier slow{world_.kernel, compose, carrier_, {.worker_id = "slow", .lease = seconds{2}}};
    slow.start();
    TestCarrier eager{mailbox_};
    auto other = courier(eager, "other");
    const auto end = std::chrono::steady_clock::now() + seconds{20};
    while (count("sent") < 3 && std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(std::chrono::milliseconds{500});
        world_.clock.advance(std::chrono::milliseconds{500});
        if (carrier_.tries > 0) other.run_once();
    }
    slow.stop();
    EXPECT_EQ(eager.tries, 0);
    EXPECT_EQ(mailbox_.mails.size(), 3U);
}

INSTANTIATE_TEST_SUITE_P(Engines, Couriers, testing_support::AllEngines(), testing_support::engine_name);

} // namespace
} // namespace assetbuddy::outbox
