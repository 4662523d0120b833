#include "outbox/outbox.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "outbox/seal.h"
#include "testing/databases.h"
#include "testing/world.h"

namespace assetbuddy::outbox {
namespace {

using base::Done;
using testing_support::TestDatabase;
using testing_support::World;

class Outbox : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    Outbox() : database_(GetParam()), world_(database_.database(), policy()) {}
    void TearDown() override { EXPECT_EQ(world_.changes_in_twin(), ""); }

    static access::Policy policy()
    {
        access::Policy policy;
        policy.base_url = "https://equipment.example.org:8443";
        policy.send_limits = {.hourly_for_inviter = 3, .daily_for_organisation = 5, .daily_for_address = 2};
        return policy;
    }
    [[nodiscard]] Letter letter(const std::string& subject = "subject-1", std::int64_t generation = 1) const
    {
        return {.kind = "invitation",
                .to = "anna@example.org",
                .to_name = "Anna",
                .data = R"({"token":"CANARYTOKEN"})",
                .expires_at = world_.clock.now() + std::chrono::days{30},
                .organisation = world_.home.id,
                .subject_id = subject,
                .generation = generation};
    }
    base::LetterId put(const Letter& what)
    {
        base::LetterId id;
        const auto done = world_.as(world_.home.owner, [&](access::Call& call) -> Done {
            id = enqueue(call, what);
            return {};
        });
        EXPECT_TRUE(done);
        return id;
    }
    Done send(const testing_support::Person& person)
    {
        return world_.as(person, [](access::Call& call) -> Done { return count_send(call); });
    }
    std::vector<std::string> column(const std::string& what)
    {
        std::vector<std::string> texts;
        for (const auto& row : world_.rows("SELECT " + what + " FROM letters ORDER BY subject_id, generation"))
            texts.push_back(row.text(0));
        return texts;
    }

    TestDatabase database_;
    World world_;
};

TEST_P(Outbox, LettersRestSealedWithAFixedMessageId)
{
    const auto id = put(letter());
    const auto box = column("box").at(0);
    EXPECT_EQ(box.find("CANARY"), std::string::npos);
    EXPECT_EQ(world_.key.open(seal_purpose, id.text(), box), R"({"token":"CANARYTOKEN"})");
    EXPECT_FALSE(world_.key.open(seal_purpose, "another letter", box));
    EXPECT_EQ(column("message_id").at(0), "invitation.1.subject-1@equipment.example.org");
    EXPECT_EQ(column("state").at(0), "queued");
    EXPECT_EQ(world_.rows("SELECT name FROM counters WHERE name LIKE '%anna%'").size(), 0U);
}

TEST_P(Outbox, TheyLiveFiveDaysAtMost)
{
    put(letter());
    auto soon = letter("subject-2");
    soon.expires_at = world_.clock.now() + std::chrono::hours{1};
    put(soon);
    const auto rows = world_.rows("SELECT expires_at FROM letters ORDER BY subject_id");
    EXPECT_EQ(rows[0].time(0), world_.clock.now() + std::chrono::days{5});
    EXPECT_EQ(rows[1].time(0), soon.expires_at);
}

TEST_P(Outbox, ARefusedVerbLeavesNoLetterAndNoCount)
{
    const auto done = world_.as(world_.home.owner, [&](access::Call& call) -> Done {
        if (auto counted = count_send(call); !counted) return counted;
        enqueue(call, letter());
        return base::refused("already_invited");
    });
    EXPECT_FALSE(done);
    EXPECT_TRUE(column("id").empty());
    EXPECT_TRUE(world_.rows("SELECT name FROM counters").empty());
}

TEST_P(Outbox, ANewerGenerationCancelsTheOlderOnes)
{
    put(letter("subject-1", 1));
    put(letter("subject-2", 1));
    put(letter("subject-1", 2));
    EXPECT_EQ(column("state"), (std::vector<std::string>{"cancelled", "queued", "queued"}))
        << "subject 1 twice, then subject 2";
    EXPECT_EQ(column("box").at(0), "");
    EXPECT_EQ(column("message_id").at(1), "invitation.2.subject-1@equipment.example.org");
}

TEST_P(Outbox, CancellingWipesTheSubjectsLetters)
{
    put(letter("subject-1"));
    put(letter("subject-2"));
    const auto done = world_.as(world_.home.owner, [&](access::Call& call) -> Done {
        cancel(call, "subject-1");
        return {};
    });
    EXPECT_TRUE(done);
    EXPECT_EQ(column("state"), (std::vector<std::string>{"cancelled", "queued"}));
    EXPECT_EQ(column("box").at(0), "");
    EXPECT_NE(column("box").at(1), "");
}

TEST_P(Outbox, OneInviterMaySendSoManyAnHour)
{
    const auto other =
        world_.add_person(world_.home.id, {.email = "admin@example.org", .role = access::Role::supervisor});
    world_.clock.advance(std::chrono::minutes{20}); // 09:20
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(send(world_.home.owner)) << i;
    for (int i = 0; i < 3; ++i) {
        const auto refusal = send(world_.home.owner);
        ASSERT_FALSE(refusal);
        EXPECT_EQ(refusal.error().code, "rate_limited");
        EXPECT_EQ(std::get<std::int64_t>(refusal.error().facts.at("retry_after")), 40 * 60);
        EXPECT_THAT(refusal.error().detail, ::testing::HasSubstr("10:00"));
    }
    EXPECT_TRUE(send(other)) << "another person is not held up, and refused tries do not count";
    world_.clock.advance(std::chrono::minutes{40});
    EXPECT_TRUE(send(world_.home.owner));
}

TEST_P(Outbox, OneOrganisationMaySendSoManyADay)
{
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(send(world_.home.owner));
    world_.clock.advance(std::chrono::hours{1});
    for (int i = 0; i < 2; ++i) EXPECT_TRUE(send(world_.home.owner));
    const auto refusal = send(world_.home.owner);
    ASSERT_FALSE(refusal);
    EXPECT_EQ(std::get<std::int64_t>(refusal.error().facts.at("retry_after")), 14 * 3600);
    world_.clock.advance(std::chrono::hours{14});
    EXPECT_TRUE(send(world_.home.owner));
}

TEST_P(Outbox, OverTheAddressLimitLettersWaitForAnotherDay)
{
    const auto now = world_.clock.now();
    const auto midnight = base::Time{std::chrono::floor<std::chrono::days>(now)} + std::chrono::days{1};
    const auto next_midnight = midnight + std::chrono::days{1};
    const auto first_attempt = [&](const std::string& subject) {
        return world_
            .rows("SELECT next_attempt_at FROM letters WHERE state = 'queued' AND subject_id = '" + subject + "'")
            .at(0)
            .time(0);
    };
    for (const auto* const subject : {"a", "b", "c", "d", "e"}) put(letter(subject));
    EXPECT_EQ(first_attempt("a"), now);
    EXPECT_EQ(first_attempt("b"), now);
    EXPECT_EQ(first_attempt("c"), midnight);
    EXPECT_EQ(first_attempt("d"), midnight);
    EXPECT_EQ(first_attempt("e"), next_midnight);

    auto other = letter("f");
    other.to = "bert@example.org";
    put(other);
    EXPECT_EQ(first_attempt("f"), now);

    world_.clock.set(midnight);
    put(letter("g"));
    EXPECT_EQ(first_attempt("g"), next_midnight) << "this day's two places are taken by those who waited";
}

INSTANTIATE_TEST_SUITE_P(Engines, Outbox, testing_support::AllEngines(), testing_support::engine_name);

} // namespace
} // namespace assetbuddy::outbox
