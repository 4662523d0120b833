#include "invitations/remind.h"

#include <chrono>

#include "access/schema.h"
#include "access/search.h"
#include "invitations/new_code.h"
#include "platform/sql/migrations.h"
#include "testing/invitations.h"

namespace assetbuddy::invitations {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

class Reminders : public testing_support::InvitationsTest {
  protected:
    std::int64_t letters() { return number_of("SELECT count(*) FROM letters"); }
};
INSTANTIATE_TEST_SUITE_P(Engines, Reminders, assetbuddy::testing_support::AllEngines(),
                         assetbuddy::testing_support::engine_name);

TEST_P(Reminders, GoOutTwoDaysBeforeTheEndWithANewLinkAndCode) // INV-25
{
    const auto first = invited("nia@example.org");
    EXPECT_EQ(code_of(accept_with(first.token, first.code == "77777777" ? "88888888" : "77777777")), "wrong_code");
    const auto expires_at = number_of("SELECT expires_at FROM invitations");
    world_.clock.advance(days{5} - 1s);
    EXPECT_EQ(send_reminders(world_.kernel), 0);
    world_.clock.advance(1s);
    EXPECT_EQ(send_reminders(world_.kernel), 1);
    EXPECT_EQ(send_reminders(world_.kernel), 0) << "once";
    const auto again = mailbox_.latest_to("nia@example.org");
    EXPECT_EQ(again.purpose, MailPurpose::reminder);
    EXPECT_NE(again.code, first.code);
    EXPECT_EQ(number_of("SELECT expires_at FROM invitations"), expires_at);
    EXPECT_EQ(number_of("SELECT attempts FROM invitations"), 1);
    EXPECT_EQ(number_of("SELECT count(*) FROM audit_entries WHERE action = 'invitation.reminded'"), 1);
    EXPECT_EQ(code_of(accept_with(first.token, first.code)), "replaced");
    EXPECT_TRUE(accept_with(again.token, again.code));
}

TEST_P(Reminders, PassOverWhatNobodyCanUseOrWants)
{
    auto brief = offer_to("ben@example.org");
    brief.lifetime_days = 3;
    invite(brief);
    invite(offer_to("held@example.org"));
    invite(offer_to("gone@example.org"));
    invite(offer_to("failed@example.org"));
    mailbox_.latest_to("gone@example.org");
    world_.execute("UPDATE invitations SET held = 1 WHERE email_key = 'held@example.org'");
    world_.execute("UPDATE invitations SET state = 'revoked', closed_at = 1 WHERE email_key = 'gone@example.org'");
    world_.execute("UPDATE letters SET state = 'failed' WHERE recipient = 'failed@example.org'");
    world_.clock.advance(days{2});
    EXPECT_EQ(send_reminders(world_.kernel), 0);
    world_.clock.advance(days{4});
    EXPECT_EQ(send_reminders(world_.kernel), 0);
    EXPECT_EQ(letters(), 4);

    world_.home.owner.credential = world_.sign_in(world_.home.owner);
    invited("nia@example.org");
    world_.execute("UPDATE organisations SET reminders = 0");
    world_.clock.advance(days{6});
    EXPECT_EQ(send_reminders(world_.kernel), 0) << "the organisation does not want them";
    world_.execute("UPDATE organisations SET reminders = 1");
    EXPECT_EQ(send_reminders(world_.kernel), 1);
}

TEST_P(Reminders, WaitForTheOrganisationsNextDay)
{
    invite(offer_to("nia@example.org"));
    invite(offer_to("ned@example.org"));
    mailbox_.latest_to("nia@example.org");
    world_.clock.advance(days{5});
    world_.kernel.policy.send_limits.daily_for_organisation = 1;
    EXPECT_EQ(send_reminders(world_.kernel), 1);
    EXPECT_EQ(send_reminders(world_.kernel), 0);
    world_.clock.advance(days{1});
    EXPECT_EQ(send_reminders(world_.kernel), 1);
}

TEST_P(Reminders, LeaveACodeThatWasToldByPhone)
{
    world_.execute("UPDATE organisations SET hand_over_code = 1");
    const auto id = invite(offer_to("nia@example.org")).id;
    const auto code = world_.as(world_.home.owner, [&](access::Call& call) { return make_new_code(call, id); })->code;
    const auto before = mailbox_.latest_to("nia@example.org");
    world_.clock.advance(days{5});
    EXPECT_EQ(send_reminders(world_.kernel), 1);
    const auto mail = mailbox_.latest_to("nia@example.org");
    EXPECT_EQ(mail.code, "");
    EXPECT_NE(mail.token, before.token);
    EXPECT_TRUE(accept_with(mail.token, code));
}

TEST_P(Reminders, WhatEndedGoesAfterNinetyDays) // INV-25
{
    invited("open@example.org");
    invited("revoked@example.org");
    const auto accepted = invited("accepted@example.org");
    ASSERT_TRUE(accept_with(accepted.token, accepted.code));
    world_.execute("UPDATE invitations SET state = 'revoked', closed_at = " +
                   std::to_string(base::to_microseconds(world_.clock.now())) +
                   " WHERE email_key = 'revoked@example.org'");
    world_.clock.advance(days{90} - 1s);
    EXPECT_EQ(remove_outlived(world_.kernel), 0);
    world_.clock.advance(1s);
    EXPECT_EQ(remove_outlived(world_.kernel), 1);
    EXPECT_EQ(number_of("SELECT count(*) FROM letters WHERE recipient = 'revoked@example.org'"), 0);
    world_.clock.advance(days{7});
    EXPECT_EQ(remove_outlived(world_.kernel), 1) << "never answered: ninety days after its end";
    EXPECT_EQ(text_of("SELECT email_key FROM invitations"), "accepted@example.org") << "lives with its user";
    EXPECT_EQ(number_of("SELECT count(*) FROM audit_entries WHERE action = 'invitation.removed'"), 2);
}

class Upgrade : public ::testing::TestWithParam<platform::sql::Engine> {};
INSTANTIATE_TEST_SUITE_P(Engines, Upgrade, assetbuddy::testing_support::AllEngines(),
                         assetbuddy::testing_support::engine_name);

/// What was written under the first schema is there under the present one, with what hangs on it.
TEST_P(Upgrade, KeepsTheInvitationsThereAre)
{
    namespace sql = platform::sql;
    assetbuddy::testing_support::TestDatabase fresh{GetParam(), assetbuddy::testing_support::Contents::empty};
    auto& database = fresh.database();
    sql::migrate(database, access::schema().first(1), base::Time{});
    constexpr sql::Statement statements[] = {
        {"upgrade.account", "INSERT INTO accounts (id, email, email_key, created_at) VALUES ('a', 'o@x', 'o@x', 1)"},
        {"upgrade.organisation", "INSERT INTO organisations (id, name, owner_user_id, created_at) "
                                 "VALUES ('h', 'Harbour', 'u', 1)"},
        {"upgrade.user", "INSERT INTO users (id, organisation_id, account_id, name, name_sort, email, email_key, role, "
                         "created_at) VALUES ('u', 'h', 'a', 'O', 'o', 'o@x', 'o@x', 'owner', 1)"},
        {"upgrade.invitation",
         "INSERT INTO invitations (id, organisation_id, user_id, name, name_sort, email, email_key, role, state, "
         "token_hash, code_hash, key_id, attempts, lifetime_days, expires_at, sent_at, letter_id, invited_by, "
         "created_at) VALUES ('i', 'h', 'v', 'Nia', 'nia', 'n@x', 'n@x', 'operator', 'locked', 't', 'c', 'k', 5, 7, 9, "
         "1, 'l', 'u', 1)"},
        {"upgrade.token", "INSERT INTO replaced_tokens (token_hash, organisation_id, invitation_id, replaced_at) "
                          "VALUES ('r', 'h', 'i', 1)"},
        {"upgrade.term",
         "INSERT INTO invitation_terms (organisation_id, term, invitation_id) VALUES ('h', 'nia', 'i')"},
    };
    const auto written = database.write(sql::Reach::system("test"), [&](sql::Transaction& tx) -> base::Done {
        for (const auto& statement : statements) tx.execute(statement);
        return {};
    });
    ASSERT_TRUE(written);
    sql::migrate(database, access::schema(), base::Time{});
    constexpr sql::Statement count{
        "upgrade.count", "SELECT count(*) FROM invitations i JOIN replaced_tokens r ON r.invitation_id = i.id "
                         "JOIN search_backlog b ON b.record_id = i.id AND b.kind = 'invitation' "
                         "WHERE i.state = 'locked' AND i.held = 0 AND i.attempts = 5 AND i.name = 'Nia'"};
    constexpr sql::Statement decline{"upgrade.decline", "UPDATE invitations SET state = 'declined', attempts = 0"};
    const auto seen = database.write(sql::Reach::system("test"), [&](sql::Transaction& tx) -> base::Result<bool> {
        return tx.one(count)->integer(0) == 1 && tx.execute(decline) == 1;
    });
    EXPECT_TRUE(seen.value());
    // SQL cannot make the entries of the search index (USR-8): the program does, once.
    EXPECT_EQ(access::index_backlog(database), 2);
    EXPECT_EQ(access::index_backlog(database), 0);
    constexpr sql::Statement entries{"upgrade.entries", "SELECT words FROM search_entries ORDER BY words"};
    const auto words = database.read(sql::Reach::system("test"), [&](sql::Transaction& tx) { return tx.all(entries); });
    ASSERT_EQ(words.size(), 2U);
    EXPECT_EQ(words.at(0).text(0), " n@x nia x");
    EXPECT_EQ(words.at(1).text(0), " o o@x x");
}

} // namespace
} // namespace assetbuddy::invitations
