#include "organisations/settings.h"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "organisations/api.h"
#include "organisations/settings_pages.h"
#include "organisations/show.h"
#include "testing/browser.h"
#include "testing/databases.h"
#include "testing/world.h"

namespace assetbuddy::organisations {
namespace {

using namespace std::chrono_literals;
using testing_support::Browser;
using testing_support::code_of;
using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;

class SettingsOf : public testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};

    ~SettingsOf() override
    {
        EXPECT_EQ(world_.changes_in_twin(), "");
        const auto name =
            world_.rows("SELECT name, version FROM organisations WHERE id = '" + world_.twin.id.text() + "'");
        EXPECT_EQ(name.front().integer(1), 1);
    }
    base::Result<Organisation> edit_as(const Person& person, const SettingsChange& change)
    {
        return world_.as(person, [&](access::Call& call) { return edit_settings(call, person.credential, change); });
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, SettingsOf, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(SettingsOf, AnOrganisationChangeAndAreAudited)
{
    const auto changed = edit_as(world_.home.owner, {.name = "  Harbour & Sons ",
                                                     .invitation_lifetime_days = 14,
                                                     .reminders = false,
                                                     .time_zone = "Europe/Dublin",
                                                     .session_idle_minutes = 15,
                                                     .session_hours = 720,
                                                     .hand_over_code = true,
                                                     .receive_hs_notifications = true,
                                                     .expected_version = 1});
    ASSERT_TRUE(changed) << changed.error().detail;
    const auto seen = world_.look_as(world_.home.owner, [](access::Call& call) { return show(call); });
    EXPECT_EQ(seen->settings, changed->settings);
    EXPECT_EQ(seen->settings.name, "Harbour & Sons");
    EXPECT_EQ(seen->version, 2);
    const auto entries = world_.rows("SELECT action, body FROM audit_entries");
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries[0].text(0), "organisation.edited");
    EXPECT_NE(entries[0].text(1).find(R"("field":"session_hours","before":"168","after":"720")"), std::string::npos);
    EXPECT_EQ(code_of(edit_as(world_.home.owner, {.name = "X", .expected_version = 1})), "stale");
    ASSERT_TRUE(edit_as(world_.home.owner, {}));
    EXPECT_EQ(world_.rows("SELECT 1 FROM audit_entries").size(), 1U) << "nothing changed, nothing is noted";
}

TEST_P(SettingsOf, AreForThosePermitted)
{
    for (const auto role : access::all_roles()) {
        if (role == access::Role::owner) continue;
        const auto person = world_.add_person(
            world_.home.id, {.email = std::string{access::to_text(role)} + "@example.org", .role = role});
        EXPECT_EQ(code_of(edit_as(person, {.name = "Mine"})), "forbidden") << access::to_text(role);
        EXPECT_EQ(code_of(world_.look_as(person, [](access::Call& call) { return show(call); })), "forbidden");
    }
}

TEST_P(SettingsOf, EveryMistakeIsNamedAtOnce)
{
    const auto refused = edit_as(world_.home.owner, {.name = "see www.example.org",
                                                     .invitation_lifetime_days = 31,
                                                     .time_zone = "Mars/Olympus",
                                                     .session_idle_minutes = 14,
                                                     .session_hours = 0});
    ASSERT_EQ(code_of(refused), "invalid");
    std::string mistakes;
    for (const auto& each : refused.error().errors) mistakes += each.field + ":" + each.code + " ";
    EXPECT_EQ(mistakes, "name:web_address invitation_lifetime_days:out_of_range time_zone:unknown_value "
                        "session_idle_minutes:out_of_range session_hours:out_of_range ");
}

/// R-SESS-8: what makes signing in or joining less safe needs the password of a moment ago; the rest does not.
TEST_P(SettingsOf, SigningInNeedAFreshPassword)
{
    world_.clock.advance(10min);
    const auto& owner = world_.home.owner;
    EXPECT_EQ(code_of(edit_as(owner, {.session_idle_minutes = 60})), "reauthenticate");
    EXPECT_EQ(code_of(edit_as(owner, {.session_hours = 1})), "reauthenticate");
    EXPECT_EQ(code_of(edit_as(owner, {.require_second_factor = true})), "reauthenticate");
    EXPECT_EQ(code_of(edit_as(owner, {.hand_over_code = true})), "reauthenticate");
    EXPECT_TRUE(edit_as(owner, {.name = "Harbour", .session_idle_minutes = 1440}));
}

/// Who asks everybody for a second factor has one: else the next request would lock them out themselves.
TEST_P(SettingsOf, ASecondFactorIsAskedOnlyByWhoHasOne)
{
    const auto refused = edit_as(world_.home.owner, {.require_second_factor = true});
    ASSERT_EQ(code_of(refused), "invalid");
    EXPECT_EQ(refused.error().errors.front().field, "require_second_factor");
    world_.execute("UPDATE sessions SET second_factor = 1");
    EXPECT_TRUE(edit_as(world_.home.owner, {.require_second_factor = true}));
    EXPECT_TRUE(edit_as(world_.home.owner, {.require_second_factor = false}));
    world_.execute("UPDATE sessions SET second_factor = 0");
}

/// R-SESS-3: the limit counts at once, for sessions that are open already.
TEST_P(SettingsOf, SessionsCountAtOnce)
{
    const auto person = world_.add_person(world_.home.id, {.email = "o@example.org"});
    ASSERT_TRUE(edit_as(world_.home.owner, {.session_idle_minutes = 15}));
    world_.clock.advance(15min - 1s);
    const auto look = [&] { return world_.look_as(person, [](access::Call&) -> base::Result<bool> { return true; }); };
    EXPECT_TRUE(look());
    world_.clock.advance(1s);
    EXPECT_EQ(code_of(look()), "sign_in_required");
}

TEST_P(SettingsOf, ApiReadsAndWritesThem)
{
    Browser owner{world_};
    owner.sign_in_as(world_.home.owner);
    const auto shown = owner.get(api::show, "/api/v1/organisation");
    EXPECT_EQ(shown.header("ETag").value_or(""), "\"1\"");
    const auto edited =
        owner.call(api::edit, "/x", R"({"reminders":false,"name":"Quay"})", {}, {{"if-match", "\"1\""}});
    ASSERT_EQ(edited.status, 200) << edited.body;
    EXPECT_EQ(boost::json::parse(edited.body).at("reminders").as_bool(), false);
    EXPECT_EQ(owner.call(api::edit, "/x", R"({"name":"Pier"})", {}, {{"if-match", "\"1\""}}).status, 412);
    for (const auto* body : {R"({"reminders":null})", R"({"reminders":"no"})", R"({"id":"x"})",
                             R"({"session_hours":1.5})", R"({"name":null})", R"({"time_zone":""})"})
        EXPECT_EQ(owner.call(api::edit, "/x", body).status, 422) << body;
}

TEST_P(SettingsOf, PagesAskForThePasswordWhenItIsNeeded)
{
    Browser owner{world_};
    owner.sign_in_as(world_.home.owner);
    ASSERT_EQ(owner.get(pages::show_settings, "/settings").status, 200);
    Browser::Pairs fields{{"version", "1"},
                          {"name", "Quay"},
                          {"invitation_lifetime_days", "7"},
                          {"reminders", "on"},
                          {"time_zone", "Europe/London"},
                          {"session_idle_minutes", "60"},
                          {"session_hours", "168"}};
    world_.clock.advance(11min);
    const auto asked = owner.post(pages::submit_settings, "/settings", fields);
    EXPECT_EQ(asked.status, 403);
    EXPECT_NE(asked.body.find("id=\"field-password\""), std::string::npos);
    EXPECT_NE(asked.body.find("value=\"Quay\""), std::string::npos) << "what was typed stays";
    fields.emplace_back("password", "not the password");
    EXPECT_EQ(owner.post(pages::submit_settings, "/settings", fields).status, 422);
    fields.back().second = testing_support::everybodys_password;
    EXPECT_EQ(owner.post(pages::submit_settings, "/settings", fields).status, 303);
    const auto now =
        world_.rows("SELECT name, session_idle_minutes FROM organisations WHERE id = '" + world_.home.id.text() + "'");
    EXPECT_EQ(now.front().text(0), "Quay");
    EXPECT_EQ(now.front().integer(1), 60);
}

} // namespace
} // namespace assetbuddy::organisations
