#include "accounts/sessions.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "access/sessions.h"
#include "testing/databases.h"
#include "testing/world.h"

namespace assetbuddy::accounts {
namespace {

using base::Result;
using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;

class OwnSessions : public testing::TestWithParam<platform::sql::Engine> {
  protected:
    std::vector<OwnSession> seen(const access::Credential& credential)
    {
        return access::look(world.kernel, credential, world.origin,
                            [](access::Call& call) { return sessions_of(call); })
            .value();
    }
    bool is_live(const access::Credential& credential)
    {
        return access::look(world.kernel, credential, world.origin, [](access::Call&) -> base::Done { return {}; })
            .has_value();
    }

    TestDatabase file{GetParam()};
    World world{file.database()};
    const Person owner = world.home.owner;
};

TEST_P(OwnSessions, AreSeenWhereverTheyStand) // R-SESS-6
{
    const auto elsewhere = world.add_person(
        world.twin.id, {.name = "Olive Elsewhere", .email = "olive2@harbour.example", .account = owner.account});
    world.clock.advance(std::chrono::minutes{1});
    const auto phone = world.sign_in(elsewhere);
    const auto sessions = seen(owner.credential);
    ASSERT_EQ(sessions.size(), 3U); // one each from the fixture, and the phone
    EXPECT_EQ(std::ranges::count_if(sessions, &OwnSession::is_this), 1);
    EXPECT_EQ(sessions.front().organisation, world.twin.id) << "the last used first";
    EXPECT_TRUE(is_live(phone));
}

TEST_P(OwnSessions, EndOneAtOnceButNobodyElses)
{
    const auto phone = world.sign_in(owner);
    const auto pat = world.add_person(world.home.id, {});
    const auto end = [&](const Person& person, const base::SessionId& id) {
        const auto done = world.as(person, [&](access::Call& call) { return end_own_session(call, id); });
        return done ? std::string{"done"} : done.error().code;
    };
    const auto sessions = seen(owner.credential);
    const auto other = std::ranges::find(sessions, false, &OwnSession::is_this);
    ASSERT_NE(other, sessions.end());
    EXPECT_EQ(end(pat, other->id), "not_found");
    EXPECT_EQ(end(world.twin.owner, other->id), "not_found");
    EXPECT_EQ(end(owner, other->id), "done");
    EXPECT_FALSE(is_live(phone));
    EXPECT_TRUE(is_live(owner.credential));
    EXPECT_EQ(end(owner, other->id), "not_found");
    EXPECT_EQ(world.changes_in_twin(), "");
}

TEST_P(OwnSessions, EndAllOthers)
{
    const auto phone = world.sign_in(owner);
    const auto pat = world.add_person(world.home.id, {});
    const auto ended = world.as(owner, [](access::Call& call) { return end_other_sessions(call); });
    ASSERT_TRUE(ended);
    EXPECT_EQ(*ended, 1);
    EXPECT_FALSE(is_live(phone));
    EXPECT_TRUE(is_live(owner.credential));
    EXPECT_TRUE(is_live(pat.credential));
}

TEST_P(OwnSessions, AreTwentyAtMostAndTheOldestEnds) // R-SESS-9
{
    std::vector<access::Credential> later;
    for (int i = 0; i < 20; ++i) {
        world.clock.advance(std::chrono::seconds{1});
        const auto opened = world.as_nobody(
            [&](access::Call& call) { return access::open_session(call, owner.account, world.home.id, owner.user); });
        ASSERT_TRUE(opened);
        later.push_back({access::Credential::Kind::session, platform::crypto::sha256(*opened)});
    }
    EXPECT_FALSE(is_live(owner.credential));
    EXPECT_TRUE(std::ranges::all_of(later, [&](const auto& each) { return is_live(each); }));
    EXPECT_EQ(seen(later.back()).size(), 20U);
}

INSTANTIATE_TEST_SUITE_P(Engines, OwnSessions, testing_support::AllEngines(), testing_support::engine_name);

TEST(Agents, AreToldInWords)
{
    const std::pair<const char*, const char*> cases[] = {
        {"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Linux"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
         "Safari/537.36 Edg/126.0.0.0",
         "Edge on Windows"},
        {"Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
         "Chrome on Android"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
         "Version/17.5 Mobile/15E148 Safari/604.1",
         "Safari on iPhone"},
        {"curl/7.88.1", "curl"},
        {"", "An unknown browser"},
        {"<script>", "An unknown browser"},
    };
    for (const auto& [agent, words] : cases) EXPECT_EQ(agent_in_words(agent), words) << agent;
}

} // namespace
} // namespace assetbuddy::accounts
