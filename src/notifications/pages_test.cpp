#include "notifications/pages.h"

#include <gtest/gtest.h>

#include "notifications/api.h"
#include "notifications/choices.h"
#include "notifications/letter.h"
#include "notifications/list.h"
#include "notifications/notify.h"
#include "notifications/read.h"
#include "testing/browser.h"
#include "testing/databases.h"
#include "testing/letters.h"
#include "testing/world.h"

namespace assetbuddy::notifications {
namespace {

using base::Done;
using base::Result;
using testing_support::Browser;
using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;

class Bell : public testing::TestWithParam<platform::sql::Engine> {
  protected:
    void tell(const Person& person, const std::string& title)
    {
        world.clock.advance(std::chrono::seconds{1});
        const auto done = world.as(teller, [&](access::Call& call) -> Done {
            notify(call, {.kind = "invitation.accepted",
                          .organisation = world.home.id,
                          .to = person.user,
                          .title = title,
                          .path = "/users/1",
                          .subject_id = "1"});
            return {};
        });
        ASSERT_TRUE(done);
    }
    NotificationPage page(const Person& person, const ListRequest& request = {})
    {
        return world.look_as(person, [&](access::Call& call) { return list(call, request); }).value();
    }

    TestDatabase file{GetParam()};
    World world{file.database()};
    Browser browser{world};
    const Person owner = world.home.owner;
    const Person teller = world.add_person(world.home.id, {.name = "Ted Teller", .email = "ted@harbour.example"});
};

TEST_P(Bell, ShowsOnesOwnNewestFirstPageByPage)
{
    const auto pat = world.add_person(world.home.id, {});
    for (int i = 1; i <= 5; ++i) tell(owner, "Notice " + std::to_string(i) + ".");
    tell(pat, "For Pat.");
    std::vector<std::string> titles;
    ListRequest request{.limit = 2};
    do {
        const auto some = page(owner, request);
        for (const auto& each : some.notifications) titles.push_back(each.title);
        request.cursor = some.next_cursor;
    } while (!request.cursor.empty());
    EXPECT_EQ(titles, (std::vector<std::string>{"Notice 5.", "Notice 4.", "Notice 3.", "Notice 2.", "Notice 1."}));
    for (const auto* wrong : {"x", "MTox", "AAAA"}) {
        const auto refused = world.look_as(owner, [&](access::Call& call) { return list(call, {.cursor = wrong}); });
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, "malformed");
    }
}

TEST_P(Bell, MarksOnesOwnAlone)
{
    const auto pat = world.add_person(world.home.id, {});
    tell(owner, "One.");
    tell(owner, "Two.");
    const auto id = page(owner).notifications.front().id;
    const auto by = [&](const Person& person, Mark as) {
        const auto marked = world.as(person, [&](access::Call& call) { return mark(call, id, as); });
        return marked ? std::string{marked->read_at ? "read" : "unread"} : marked.error().code;
    };
    EXPECT_EQ(by(pat, Mark::read), "not_found");
    EXPECT_EQ(by(world.twin.owner, Mark::read), "not_found");
    EXPECT_EQ(by(owner, Mark::read), "read");
    EXPECT_EQ(page(owner, {.unread_only = true}).notifications.size(), 1U);
    EXPECT_EQ(by(owner, Mark::unread), "unread");
    const auto all = world.as(owner, [](access::Call& call) -> Result<std::int64_t> { return mark_all_read(call); });
    EXPECT_EQ(all.value(), 2);
    EXPECT_TRUE(page(owner, {.unread_only = true}).notifications.empty());
    EXPECT_EQ(world.changes_in_twin(), "");
}

TEST_P(Bell, MailsWhatIsChosen) // USR-9
{
    const auto chosen = [&](const Wishes& wishes) {
        const auto done = world.as(owner, [&](access::Call& call) { return choose(call, wishes); });
        return done ? std::string{"done"} : done.error().code;
    };
    EXPECT_EQ(chosen({{"invitation.eaten", true}}), "invalid");
    EXPECT_EQ(chosen({{"invitation.accepted", false}}), "done");
    tell(owner, "Not mailed.");
    EXPECT_EQ(testing_support::count_letters(world, notice_kind, owner.email), 0);
    EXPECT_EQ(chosen({{"invitation.accepted", true}}), "done");
    tell(owner, "Mailed.");
    EXPECT_EQ(testing_support::count_letters(world, notice_kind, owner.email), 1);
    EXPECT_EQ(world.rows("SELECT 1 FROM audit_entries WHERE action = 'user.notifications_changed'").size(), 2U);
}

TEST_P(Bell, PagesShowOpenAndChoose)
{
    browser.sign_in_as(owner);
    EXPECT_NE(browser.get(pages::list, "/notifications").body.find("No notices"), std::string::npos);
    tell(owner, "<b>Pat</b> accepted.");
    const auto shown = browser.get(pages::list, "/notifications").body;
    EXPECT_NE(shown.find("&lt;b&gt;Pat&lt;/b&gt; accepted."), std::string::npos);
    EXPECT_NE(shown.find(R"(<span class="unread">1<)"), std::string::npos) << "the bell counts";
    const auto id = page(owner).notifications.front().id;
    const auto opened = browser.post(pages::open, "/notifications/" + id + "/open", {}, {{"id", id}});
    EXPECT_EQ(opened.status, 303);
    EXPECT_EQ(opened.header("Location").value_or(""), "/users/1");
    EXPECT_EQ(browser.get(pages::list, "/notifications").body.find(R"(class="unread")"), std::string::npos);
    const auto saved = browser.post(pages::submit_choices, "/profile/notifications", {{"invitation.held", "on"}});
    EXPECT_EQ(saved.status, 303);
    const auto choices = browser.get(pages::show_choices, "/profile/notifications").body;
    EXPECT_EQ(choices.find(R"(name="invitation.held" value="on" checked)") == std::string::npos,
              choices.find(" checked") == std::string::npos);
    const auto api = browser.get(api::list, "/api/v1/notifications").body;
    EXPECT_NE(api.find(R"("kind":"invitation.accepted")"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Engines, Bell, testing_support::AllEngines(), testing_support::engine_name);

} // namespace
} // namespace assetbuddy::notifications
