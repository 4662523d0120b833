// Hot spots (R-INV-4, F-30): whoever is quickest wins, exactly once, on both databases.

#include <atomic>
#include <barrier>
#include <chrono>
#include <functional>
#include <thread>

#include "invitations/resend.h"
#include "invitations/revoke.h"
#include "testing/invitations.h"

namespace assetbuddy::invitations {
namespace {

using namespace std::chrono_literals;
using testing_support::good_password;

constexpr int threads = 50;

class InvitationRaces : public testing_support::InvitationsTest {
  protected:
    /// Runs the works at the same moment, each in a thread of its own.
    static void at_once(const std::vector<std::function<void()>>& works)
    {
        std::barrier start{static_cast<std::ptrdiff_t>(works.size())};
        std::vector<std::jthread> crowd;
        for (const auto& work : works)
            crowd.emplace_back([&start, &work] {
                start.arrive_and_wait();
                work();
            });
    }
    static std::string email_of(int round) { return "nia" + std::to_string(round) + "@example.org"; }
    /// 201st invitation of the hour and so on: the clock moves on, and so does the Owner's session.
    void next_round()
    {
        world_.clock.advance(1min);
        if (++rounds_ % 30 == 0) world_.home.owner.credential = world_.sign_in(world_.home.owner);
    }

  private:
    int rounds_ = 0;
};
INSTANTIATE_TEST_SUITE_P(Engines, InvitationRaces, assetbuddy::testing_support::AllEngines(),
                         assetbuddy::testing_support::engine_name);

TEST_P(InvitationRaces, FiftyAcceptancesMakeOneUserAndOneSession)
{
    constexpr int rounds = 200;
    for (int round = 0; round < rounds; ++round) {
        const auto secrets = invited(email_of(round));
        std::atomic<int> won = 0;
        std::atomic<int> late = 0;
        std::vector<std::function<void()>> works(threads, [&] {
            const auto answer = accept_with(secrets.token, secrets.code);
            if (answer)
                ++won;
            else if (answer.error().code == "accepted")
                ++late;
        });
        at_once(works);
        ASSERT_EQ(won, 1) << "round " << round;
        ASSERT_EQ(late, threads - 1) << "round " << round;
        next_round();
    }
    EXPECT_EQ(number_of("SELECT count(*) FROM users WHERE email_key LIKE 'nia%'"), rounds);
    EXPECT_EQ(number_of("SELECT count(*) FROM accounts WHERE email_key LIKE 'nia%'"), rounds);
    EXPECT_EQ(number_of("SELECT count(*) FROM sessions s JOIN users u ON u.id = s.user_id "
                        "WHERE u.email_key LIKE 'nia%'"),
              rounds);
    EXPECT_EQ(number_of("SELECT count(*) FROM audit_entries WHERE action = 'invitation.accepted'"), rounds);
}

TEST_P(InvitationRaces, ParallelGuessesNeverOutrunTheCounter)
{
    const auto secrets = invited("nia@example.org");
    auto wrong = secrets.code;
    wrong[0] = wrong[0] == '7' ? '8' : '7';
    std::atomic<int> counted = 0;
    std::vector<std::function<void()>> works(40, [&] {
        if (code_of(accept_with(secrets.token, wrong)) == "wrong_code") ++counted;
    });
    at_once(works);
    EXPECT_EQ(counted, 5);
    EXPECT_EQ(number_of("SELECT attempts FROM invitations"), 5);
    EXPECT_EQ(code_of(accept_with(secrets.token, secrets.code)), "locked");
}

TEST_P(InvitationRaces, RevokingAndAcceptingNeverBothSucceed)
{
    for (int round = 0; round < 100; ++round) {
        const auto secrets = invited(email_of(round));
        const base::InvitationId id{text_of("SELECT id FROM invitations WHERE email_key = '" + email_of(round) + "'")};
        std::string accepted;
        std::string revoked;
        at_once({[&] { accepted = code_of(accept_with(secrets.token, secrets.code)); },
                 [&] {
                     revoked =
                         code_of(world_.as(world_.home.owner, [&](access::Call& call) { return revoke(call, id); }));
                 }});
        const bool one_won =
            (accepted.empty() && revoked == "wrong_state") || (accepted == "revoked" && revoked.empty());
        ASSERT_TRUE(one_won) << accepted << "/" << revoked;
        next_round();
    }
}

TEST_P(InvitationRaces, ResendingAndAcceptingNeverBothSucceed)
{
    for (int round = 0; round < 100; ++round) {
        const auto secrets = invited(email_of(round));
        const base::InvitationId id{text_of("SELECT id FROM invitations WHERE email_key = '" + email_of(round) + "'")};
        world_.clock.advance(2min);
        std::string accepted;
        std::string resent;
        at_once({[&] { accepted = code_of(accept_with(secrets.token, secrets.code)); },
                 [&] {
                     resent =
                         code_of(world_.as(world_.home.owner, [&](access::Call& call) { return resend(call, id); }));
                 }});
        const bool one_won =
            (accepted.empty() && resent == "wrong_state") || (accepted == "replaced" && resent.empty());
        ASSERT_TRUE(one_won) << accepted << "/" << resent;
        next_round();
    }
}

} // namespace
} // namespace assetbuddy::invitations
