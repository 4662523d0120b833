#include "outbox/forgotten_mails.h"

#include <gtest/gtest.h>

#include "outbox/carriers.h"
#include "outbox/delivery.h"
#include "outbox/limits.h"
#include "outbox/outbox.h"
#include "testing/databases.h"
#include "testing/world.h"

namespace assetbuddy::outbox {
namespace {

using testing_support::TemporaryFolder;
using testing_support::TestDatabase;
using testing_support::World;

class ForgottenMails : public testing::TestWithParam<platform::sql::Engine> {
  protected:
    void send(const std::string& to, const std::string& about)
    {
        const auto done = world_.as(world_.home.owner, [&](access::Call& call) -> base::Done {
            enqueue(call, {.kind = "notice",
                           .to = to,
                           .to_name = "Nia",
                           .data = "{}",
                           .expires_at = call.now + std::chrono::hours{1},
                           .organisation = world_.home.id,
                           .subject_id = about});
            return {};
        });
        ASSERT_TRUE(done);
    }
    void keep_all()
    {
        KeptCarrier carrier{platform::mail::KeptFolder{folder_}};
        Courier courier{world_.kernel,
                        [](const Opened&) {
                            platform::mail::Message message;
                            message.from = "AssetBuddy <no-reply@localhost>";
                            message.subject = "Hello";
                            message.text = "Hello";
                            return message;
                        },
                        carrier,
                        {.worker_id = "a test"}};
        while (courier.run_once() > 0) {
        }
    }
    template <class Work>
    void forget_by(Work work)
    {
        const auto done = world_.as(world_.home.owner, [&](access::Call& call) -> base::Done {
            work(call);
            return {};
        });
        ASSERT_TRUE(done);
        remove_forgotten_mails(world_.kernel, folder_);
    }
    std::vector<std::string> readers()
    {
        std::vector<std::string> to;
        for (const auto& mail : platform::mail::KeptFolder{folder_}.list()) to.push_back(mail.to);
        return to;
    }

    TestDatabase database_{GetParam()};
    World world_{database_.database()};
    TemporaryFolder temporary_;
    std::filesystem::path folder_ = temporary_.path() / "mail";
};
INSTANTIATE_TEST_SUITE_P(Engines, ForgottenMails, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(ForgottenMails, GoWithTheAddressTheyWentToAndWithWhatTheyAreAbout) // USR-5, R-DATA-3
{
    send("nia@example.org", "1");
    send("ned@example.org", "2");
    send("olga@example.org", "3");
    keep_all();
    EXPECT_EQ(readers().size(), 3U);
    forget_by([&](access::Call& call) { forget_address(call, world_.home.id, "nia@example.org"); });
    EXPECT_EQ(readers().size(), 2U);
    forget_by([&](access::Call& call) { forget(call, "2"); });
    EXPECT_EQ(readers(), std::vector<std::string>{"Nia <olga@example.org>"});
}

/// A mail that is being kept while its person is erased is found by a later turn.
TEST_P(ForgottenMails, AreLookedForUntilNoneCanComeAnyMore)
{
    send("nia@example.org", "1");
    forget_by([&](access::Call& call) { forget_address(call, world_.home.id, "nia@example.org"); });
    const auto rows = world_.rows("SELECT message_id, created_at FROM forgotten_mails");
    ASSERT_EQ(rows.size(), 1U);
    platform::mail::Message late;
    late.from = "AssetBuddy <no-reply@localhost>";
    late.to = "nia@example.org";
    late.message_id = rows.front().text(0);
    late.date = rows.front().time(1);
    platform::mail::KeptFolder{folder_}.keep(late);
    remove_forgotten_mails(world_.kernel, folder_);
    EXPECT_TRUE(readers().empty());
    world_.clock.advance(forgetting);
    remove_forgotten_mails(world_.kernel, folder_);
    EXPECT_TRUE(world_.rows("SELECT 1 FROM forgotten_mails").empty());
}

} // namespace
} // namespace assetbuddy::outbox
