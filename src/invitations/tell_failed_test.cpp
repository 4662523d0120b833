#include "invitations/tell_failed.h"

#include "invitations/revoke.h"
#include "testing/invitations.h"

namespace assetbuddy::invitations {
namespace {

class FailedMails : public testing_support::InvitationsTest {
  protected:
    static constexpr const char* notices = "SELECT count(*) FROM notifications WHERE kind = 'invitation.failed'";

    void fail(const std::string& email_key)
    {
        world_.execute("UPDATE letters SET state = 'failed', answer = '550 No such user' WHERE recipient = '" +
                       email_key + "'");
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, FailedMails, assetbuddy::testing_support::AllEngines(),
                         assetbuddy::testing_support::engine_name);

TEST_P(FailedMails, AreToldToTheInviterOnce)
{
    const auto id = invite(offer_to("nia@example.org")).id;
    EXPECT_EQ(tell_failed(world_.kernel), 0) << "it is on its way";
    fail("nia@example.org");
    EXPECT_EQ(tell_failed(world_.kernel), 1);
    EXPECT_EQ(tell_failed(world_.kernel), 0);
    EXPECT_EQ(number_of(std::string{notices} + " AND user_id = '" + world_.home.owner.user.text() +
                        "' AND path = '/users/invitations/" + id.text() + "' AND mailed_at IS NOT NULL"),
              1);
    EXPECT_EQ(number_of(notices), 1);
}

TEST_P(FailedMails, AreOneNoticeHoweverManyTheyAre)
{
    for (const auto* email : {"nia@example.org", "ned@example.org", "olga@example.org"}) {
        invite(offer_to(email));
        fail(email);
    }
    EXPECT_EQ(tell_failed(world_.kernel), 3);
    EXPECT_EQ(number_of(std::string{notices} + " AND title LIKE '3 invitations could not be delivered.%'"), 1);
    EXPECT_EQ(number_of(notices), 1);
}

TEST_P(FailedMails, OfWhatEndedAreNoNews)
{
    const auto id = invite(offer_to("nia@example.org")).id;
    fail("nia@example.org");
    ASSERT_TRUE(world_.as(world_.home.owner, [&](access::Call& call) { return revoke(call, id); }));
    EXPECT_EQ(tell_failed(world_.kernel), 0);
    EXPECT_EQ(number_of(notices), 0);
}

} // namespace
} // namespace assetbuddy::invitations
