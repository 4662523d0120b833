#include "outbox/carriers.h"

#include <set>

#include <gtest/gtest.h>

#include "outbox/outbox.h"
#include "testing/databases.h"
#include "testing/smtp_sink.h"
#include "testing/world.h"

namespace assetbuddy::outbox {
namespace {

using platform::mail::Message;
using testing_support::SmtpSink;
using testing_support::TestDatabase;
using testing_support::World;

Message compose(const Opened& letter)
{
    return {.from = "AssetBuddy <no-reply@example.org>",
            .to = letter.to,
            .to_name = letter.to_name,
            .subject = "Hello",
            .text = letter.data,
            .html = "<p>x</p>",
            .message_id = letter.message_id,
            .date = letter.created_at};
}

class Carriers : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    Carriers() : database_(GetParam()), world_(database_.database()) {}

    void put(int count)
    {
        const auto done = world_.as(world_.home.owner, [&](access::Call& call) -> base::Done {
            for (int i = 0; i < count; ++i) {
                const auto number = std::to_string(++put_);
                enqueue(call, {.kind = "invitation",
                               .to = "person" + number + "@example.org",
                               .to_name = "Person " + number,
                               .data = "{}",
                               .expires_at = call.now + std::chrono::days{5},
                               .organisation = world_.home.id,
                               .subject_id = "subject-" + number});
            }
            return {};
        });
        ASSERT_TRUE(done);
    }
    std::size_t round(Carrier& carrier)
    {
        return Courier{world_.kernel, compose, carrier, {.worker_id = "courier"}}.run_once();
    }
    std::size_t count(const std::string& where) { return world_.rows("SELECT id FROM letters WHERE " + where).size(); }
    static SmtpCarrier to(const SmtpSink& sink)
    {
        return SmtpCarrier{platform::mail::SmtpOptions::parse(sink.url()).value()};
    }

    TestDatabase database_;
    World world_;
    int put_ = 0;
};

TEST_P(Carriers, AServerTakesEveryMailOnce)
{
    const SmtpSink sink;
    auto carrier = to(sink);
    put(40);
    EXPECT_EQ(round(carrier), 40U);
    std::set<std::string> recipients;
    for (const auto& mail : sink.mails()) recipients.insert(mail.to.at(0));
    EXPECT_EQ(recipients.size(), 40U);
    EXPECT_EQ(sink.mails().size(), 40U);
    EXPECT_EQ(sink.connections(), 1);
    EXPECT_EQ(count("state = 'sent' AND box = '' AND answer LIKE '250 %'"), 40U);
}

TEST_P(Carriers, TheServersWordsAreKept)
{
    const SmtpSink refusing{{.answers = {{"RCPT", "550 5.1.1 no such user"}}, .times = 1}};
    auto carrier = to(refusing);
    put(2);
    EXPECT_EQ(round(carrier), 2U);
    EXPECT_EQ(count("state = 'failed' AND answer = '550 5.1.1 no such user' AND box = ''"), 1U);
    EXPECT_EQ(count("state = 'sent'"), 1U);
}

TEST_P(Carriers, AMailTakenWithoutAnAnswerComesAgainAsTheSame)
{
    const SmtpSink silent{{.answers = {{"END", "swallow"}}, .times = 1}};
    auto carrier = to(silent);
    put(1);
    round(carrier);
    EXPECT_EQ(count("state = 'queued' AND attempts = 1"), 1U);
    world_.clock.advance(std::chrono::minutes{2});
    round(carrier);
    EXPECT_EQ(count("state = 'sent'"), 1U);
    const auto mails = silent.mails();
    ASSERT_EQ(mails.size(), 2U);
    EXPECT_EQ(mails[0].bytes, mails[1].bytes);
}

TEST_P(Carriers, AServerThatIsDownCostsFiveTriesAMinute)
{
    SmtpCarrier carrier{platform::mail::SmtpOptions::parse("smtp://127.0.0.1:1").value()};
    put(20);
    EXPECT_EQ(round(carrier), 5U);
    EXPECT_EQ(count("state = 'queued'"), 20U);
    EXPECT_EQ(count("attempts = 1 AND answer <> ''"), 5U);
}

TEST_P(Carriers, FilesAreKeptOncePerMail)
{
    const testing_support::TemporaryFolder folder;
    const platform::mail::KeptFolder kept{folder.path() / "mail"};
    KeptCarrier carrier{kept};
    put(10);
    EXPECT_EQ(round(carrier), 10U);
    EXPECT_EQ(count("state = 'kept' AND box = ''"), 10U);
    EXPECT_EQ(kept.list().size(), 10U);
    EXPECT_EQ(kept.read(kept.list()[0].name)->subject, "Hello");
}

INSTANTIATE_TEST_SUITE_P(Engines, Carriers, testing_support::AllEngines(), testing_support::engine_name);

} // namespace
} // namespace assetbuddy::outbox
