#include "access/call.h"

#include <gtest/gtest.h>

#include "access/limits.h"
#include "access/places.h"
#include "access/sessions.h"
#include "testing/databases.h"
#include "testing/world.h"

namespace assetbuddy::access {
namespace {

using namespace std::chrono_literals;
using testing_support::NewPerson;
using testing_support::TestDatabase;
using testing_support::World;

class Sessions : public testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};

    std::string answer_of(const Credential& credential)
    {
        const auto name = look(world_.kernel, credential, world_.origin,
                               [](Call& call) -> base::Result<std::string> { return call.actor.facts().name; });
        return name ? *name : name.error().code;
    }
    std::int64_t sessions_of(const base::AccountId& account)
    {
        return world_.rows("SELECT COUNT(*) FROM sessions WHERE account_id = '" + account.text() + "'")
            .front()
            .integer(0);
    }
};

TEST_P(Sessions, ActorIsReadFromTheSession)
{
    const auto person = world_.add_person(
        world_.home.id,
        {.name = "Sam Site", .email = "sam@harbour.example", .role = Role::site_manager, .site = world_.home.site});
    const auto actor = world_.look_as(person, [](Call& call) -> base::Result<Actor> { return call.actor; });
    ASSERT_TRUE(actor.has_value());
    EXPECT_EQ(actor->facts().name, "Sam Site");
    EXPECT_EQ(actor->organisation(), world_.home.id);
    EXPECT_EQ(actor->facts().organisation_name, "Harbour Works");
    EXPECT_EQ(actor->facts().site, world_.home.site);
    EXPECT_EQ(actor->grant(Permission::assets_view)->scope, Scope::site);
    EXPECT_FALSE(actor->may(Permission::users_invite));
    EXPECT_TRUE(actor->facts().email_confirmed);
}

/// USR-4, R-SESS-5: what changed a moment ago counts on the very next request.
TEST_P(Sessions, RoleAndActivityCountOnTheNextRequest)
{
    const auto person = world_.add_person(world_.home.id, {.email = "dee@harbour.example", .role = Role::director});
    const auto may_view = [&] {
        return world_.look_as(person,
                              [](Call& call) -> base::Result<bool> { return call.actor.may(Permission::users_view); });
    };
    EXPECT_TRUE(may_view().value());
    world_.execute("UPDATE users SET role = 'operator' WHERE id = '" + person.user.text() + "'");
    EXPECT_FALSE(may_view().value());
    world_.execute("UPDATE users SET is_active = 0 WHERE id = '" + person.user.text() + "'");
    EXPECT_EQ(may_view().error().code, "sign_in_required");
}

/// R-SESS-3: both ends, at their very edges, with the clock in the hand.
TEST_P(Sessions, EndWhenIdleTooLongOrTooOld)
{
    const auto person = world_.add_person(world_.home.id, {.email = "ida@harbour.example"});
    world_.clock.advance(24h - 1us);
    EXPECT_NE(answer_of(person.credential), "sign_in_required");
    write_last_uses(world_.kernel);
    world_.clock.advance(24h - 1us);
    EXPECT_NE(answer_of(person.credential), "sign_in_required") << "use a moment ago must count";
    world_.clock.advance(1us + 24h);
    EXPECT_EQ(answer_of(person.credential), "sign_in_required");

    const auto fresh = world_.sign_in(person);
    for (int day = 0; day < 6; ++day) {
        world_.clock.advance(23h);
        EXPECT_NE(answer_of(fresh), "sign_in_required");
        write_last_uses(world_.kernel);
    }
    world_.clock.advance(7 * 24h - 6 * 23h - 1us);
    write_last_uses(world_.kernel);
    world_.execute("UPDATE sessions SET last_used_at = " + std::to_string(base::to_microseconds(world_.clock.now())));
    EXPECT_NE(answer_of(fresh), "sign_in_required");
    world_.clock.advance(1us);
    EXPECT_EQ(answer_of(fresh), "sign_in_required");
}

TEST_P(Sessions, UnknownAndEmptyCredentialsAreNobody)
{
    EXPECT_EQ(answer_of({}), "sign_in_required");
    EXPECT_EQ(answer_of({Credential::Kind::session, "0000"}), "sign_in_required");
}

TEST_P(Sessions, OpenOneOnlyInAnActivePlaceOfThatAccount)
{
    const auto person = world_.add_person(world_.home.id, {.email = "ola@harbour.example"});
    const auto inactive = world_.add_person(world_.home.id, {.email = "ina@harbour.example", .is_active = false});
    const auto open = [&](const base::AccountId& account, const base::OrganisationId& organisation,
                          const base::UserId& user) {
        const auto token =
            world_.as_nobody([&](Call& call) { return open_session(call, account, organisation, user); });
        return token ? "opened" : token.error().code;
    };
    EXPECT_EQ(open(person.account, world_.home.id, person.user), "opened");
    EXPECT_EQ(open(inactive.account, world_.home.id, inactive.user), "inactive");
    EXPECT_EQ(open(person.account, world_.twin.id, person.user), "inactive");
    EXPECT_EQ(open(person.account, world_.home.id, world_.home.owner.user), "inactive");
    EXPECT_EQ(world_.changes_in_twin(), "");
}

/// R-SESS-1: the token never rests in the database. R-SESS-9: twenty at most, the oldest ends.
TEST_P(Sessions, OnlyTheHashIsKeptAndTheOldestEnds)
{
    const auto person = world_.add_person(world_.home.id, {.email = "moe@harbour.example"});
    for (int i = 0; i < 22; ++i) {
        world_.clock.advance(1s);
        const auto token = world_.as_nobody(
            [&](Call& call) { return open_session(call, person.account, world_.home.id, person.user); });
        ASSERT_TRUE(token.has_value());
        EXPECT_NE(answer_of({Credential::Kind::session, platform::crypto::sha256(*token)}), "sign_in_required");
        EXPECT_TRUE(world_.rows("SELECT 1 FROM sessions WHERE token_hash = '" + *token + "'").empty());
    }
    EXPECT_EQ(sessions_of(person.account), 20);
    EXPECT_EQ(answer_of(person.credential), "sign_in_required");
}

TEST_P(Sessions, PlacesAreThoseOfTheAccountAlone)
{
    const auto person = world_.add_person(world_.home.id, {.name = "Two Places", .email = "two@harbour.example"});
    world_.add_person(
        world_.twin.id,
        {.name = "Two Places", .email = "two@harbour.example", .role = Role::contractor, .account = person.account});
    world_.add_person(world_.twin.id, {.email = "else@harbour.example"});
    const auto places = world_.look_as(person, [&](Call& call) -> base::Result<std::vector<Place>> {
        auto found = places_of(call, person.account);
        // The second wall stands again afterwards.
        if (!call.actor.signed_in()) return base::refused("internal");
        return found;
    });
    ASSERT_TRUE(places.has_value());
    ASSERT_EQ(places->size(), 2U);
    EXPECT_EQ((*places)[0].organisation_name, "Harbour Works");
}

/// R-SESS-8.
TEST_P(Sessions, FreshPasswordLastsTenMinutes)
{
    const auto person = world_.add_person(world_.home.id, {.email = "fay@harbour.example"});
    const auto fresh = [&] {
        return world_
            .look_as(person, [&](Call& call) -> base::Done { return require_fresh_password(call, person.credential); })
            .has_value();
    };
    world_.clock.advance(10min - 1us);
    EXPECT_TRUE(fresh());
    world_.clock.advance(1us);
    EXPECT_FALSE(fresh());
    ASSERT_TRUE(world_.as(person, [](Call& call) -> base::Done { return note_reauthenticated(call), base::Done{}; })
                    .has_value());
    EXPECT_TRUE(fresh());
}

INSTANTIATE_TEST_SUITE_P(Engines, Sessions, testing_support::AllEngines());

TEST(GuessLimiter, CountsWrongGuessesAMinuteAndAddress)
{
    GuessLimiter guesses{3};
    const base::Time now{1h};
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(guesses.seconds_to_wait("192.0.2.1", now), 0);
        guesses.note_wrong("192.0.2.1", now);
    }
    EXPECT_EQ(guesses.seconds_to_wait("192.0.2.1", now), 60);
    EXPECT_EQ(guesses.seconds_to_wait("192.0.2.2", now), 0);
    EXPECT_EQ(guesses.seconds_to_wait("192.0.2.1", now + 1min), 0);
}

TEST(GuessLimiter, TakesAnIPv6NetworkAsOneAddress)
{
    GuessLimiter guesses{1};
    const base::Time now{1h};
    guesses.note_wrong("2001:db8:0:1::1", now);
    EXPECT_GT(guesses.seconds_to_wait("2001:db8:0:1:ffff::9", now), 0);
    EXPECT_EQ(guesses.seconds_to_wait("2001:db8:0:2::1", now), 0);
}

} // namespace
} // namespace assetbuddy::access
