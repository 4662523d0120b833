#include "users/deactivate_ended.h"

#include <gtest/gtest.h>

#include "testing/databases.h"
#include "testing/world.h"

namespace assetbuddy::users {
namespace {

using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;

class LastDays : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()}; // Monday 23 November 2026, 09:00 UTC
    void TearDown() override { EXPECT_EQ(world_.changes_in_twin(), ""); }

    Person with_end(const std::string& email, const std::string& day)
    {
        const auto person = world_.add_person(world_.home.id, {.email = email});
        world_.execute("UPDATE users SET access_ends_on = '" + day + "' WHERE id = '" + person.user.text() + "'");
        return person;
    }
    bool is_active(const Person& person)
    {
        return world_.rows("SELECT is_active FROM users WHERE id = '" + person.user.text() + "'").at(0).flag(0);
    }
    void in_zone(const std::string& zone)
    {
        world_.execute("UPDATE organisations SET time_zone = '" + zone + "' WHERE id = '" + world_.home.id.text() +
                       "'");
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, LastDays, testing_support::AllEngines(), testing_support::engine_name);

/// EXT-7: the whole of the last day, as the organisation's clocks show it.
TEST_P(LastDays, EndPlacesAtMidnightThere)
{
    in_zone("Asia/Tokyo"); // midnight there is 15:00 UTC
    const auto pat = with_end("pat@harbour.example", "2026-11-23");
    const auto later = with_end("later@harbour.example", "2026-11-24");
    world_.clock.advance(std::chrono::hours{6} - std::chrono::seconds{1});
    EXPECT_EQ(deactivate_ended(world_.kernel), 0);
    EXPECT_TRUE(is_active(pat));
    world_.clock.advance(std::chrono::seconds{1});
    EXPECT_EQ(deactivate_ended(world_.kernel), 1);
    EXPECT_FALSE(is_active(pat));
    EXPECT_TRUE(is_active(later));
    EXPECT_FALSE(world_.look_as(pat, [](access::Call&) -> base::Result<bool> { return true; }));
    EXPECT_EQ(
        world_.rows("SELECT 1 FROM audit_entries WHERE action = 'user.deactivated' AND actor_user_id = ''").size(), 1U);
    EXPECT_EQ(deactivate_ended(world_.kernel), 0) << "once";
}

TEST_P(LastDays, LastLongerInTheWest)
{
    in_zone("America/Los_Angeles"); // midnight there is 08:00 UTC
    const auto pat = with_end("pat@harbour.example", "2026-11-22");
    const auto today = with_end("today@harbour.example", "2026-11-23");
    EXPECT_EQ(deactivate_ended(world_.kernel), 1);
    EXPECT_FALSE(is_active(pat));
    world_.clock.advance(std::chrono::hours{22});
    EXPECT_EQ(deactivate_ended(world_.kernel), 0);
    world_.clock.advance(std::chrono::hours{1});
    EXPECT_EQ(deactivate_ended(world_.kernel), 1);
    EXPECT_FALSE(is_active(today));
}

} // namespace
} // namespace assetbuddy::users
