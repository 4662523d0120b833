#include "access/audit.h"

#include <gtest/gtest.h>

#include "testing/databases.h"
#include "testing/world.h"

namespace assetbuddy::access {
namespace {

using testing_support::TestDatabase;
using testing_support::World;

class AuditChain : public testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};

    void record_one(const std::string& action, std::vector<Change> changes = {})
    {
        const auto done = world_.as(world_.home.owner, [&](Call& call) -> base::Done {
            record(call, {.organisation = {},
                          .action = action,
                          .record_type = "thing",
                          .record_id = "1",
                          .changes = std::move(changes)});
            return {};
        });
        ASSERT_TRUE(done.has_value());
    }
    ChainReport verify(const std::optional<Anchor>& anchor = {})
    {
        return world_.kernel.database.read(platform::sql::Reach::system("test"), [&](platform::sql::Transaction& tx) {
            return verify_chain(tx, world_.home.id, anchor);
        });
    }
};

TEST_P(AuditChain, IsWholeAfterManyEntriesAndAcrossReadingSteps)
{
    for (int i = 0; i < 30; ++i)
        record_one("thing.changed", {{"name", "old", "new", Privacy::personal}, {"role", "operator", "director"}});
    const auto report = verify();
    EXPECT_EQ(report.entries, 30);
    EXPECT_FALSE(report.broken_at.has_value());
    EXPECT_EQ(report.head.size(), 64U);
    EXPECT_EQ(world_.changes_in_twin(), "");
}

/// AUD-2: erasing a personal value leaves the chain whole; changing one does not.
TEST_P(AuditChain, ErasedPersonalValuesAreNoFaultButChangedOnesAre)
{
    record_one("user.changed", {{"name", std::nullopt, "Ivy Invitee", Privacy::personal}});
    world_.execute("DELETE FROM audit_personal");
    EXPECT_FALSE(verify().broken_at.has_value());

    record_one("user.changed", {{"name", "Ivy Invitee", "Ivy Other", Privacy::personal}});
    world_.execute("UPDATE audit_personal SET personal = REPLACE(personal, 'Ivy Other', 'Ivy Forged')");
    EXPECT_EQ(verify().broken_at, 2);
}

TEST_P(AuditChain, PersonalValuesNeverStandInTheChainedBody)
{
    record_one("user.changed", {{"email", std::nullopt, "canary@harbour.example", Privacy::personal}});
    for (const auto& row : world_.rows("SELECT body FROM audit_entries"))
        EXPECT_EQ(row.text(0).find("canary"), std::string::npos);
}

TEST_P(AuditChain, EntriesCannotBeChangedOrRemoved)
{
    record_one("thing.changed");
    EXPECT_THROW(world_.execute("UPDATE audit_entries SET action = 'thing.forged'"), platform::sql::DatabaseError);
    EXPECT_THROW(world_.execute("DELETE FROM audit_entries"), platform::sql::DatabaseError);
    EXPECT_FALSE(verify().broken_at.has_value());
}

TEST_P(AuditChain, ACutTailIsNoticedByTheHead)
{
    record_one("thing.one");
    record_one("thing.two");
    world_.execute("UPDATE audit_heads SET number = 1, hash = (SELECT hash FROM audit_entries WHERE number = 1)");
    EXPECT_TRUE(verify().broken_at.has_value());
}

/// AUD-2: a tail that was cut off with its head, or written anew, shows only beside an earlier head.
TEST_P(AuditChain, AnEarlierHeadTellsACutOrRewrittenTail)
{
    record_one("thing.one");
    record_one("thing.two", {{"name", std::nullopt, "Ivy Invitee", Privacy::personal}});
    const auto earlier = verify();
    const Anchor anchor{earlier.entries, earlier.head};
    EXPECT_FALSE(verify(anchor).broken_at) << "nothing happened since";
    record_one("thing.three");
    world_.execute("DELETE FROM audit_personal");
    EXPECT_FALSE(verify(anchor).broken_at) << "it grew, and values were erased";
    EXPECT_EQ(verify(Anchor{2, verify().head}).broken_at, 2) << "written anew";
    EXPECT_EQ(verify(Anchor{5, earlier.head}).broken_at, 4) << "cut off after the third";
}

/// A refusal that rolls back leaves no entry; one that is kept does (AUD-2: in the same transaction).
TEST_P(AuditChain, EntriesShareTheFateOfTheirTransaction)
{
    const auto attempt = [&](base::OnRefusal fate) {
        return world_.as(world_.home.owner, [&](Call& call) -> base::Done {
            record(
                call,
                {.organisation = {}, .action = "thing.tried", .record_type = "thing", .record_id = "1", .changes = {}});
            base::Error error{"wrong_state", {}, {}, {}, {}, fate};
            return std::unexpected(std::move(error));
        });
    };
    EXPECT_FALSE(attempt(base::OnRefusal::roll_back).has_value());
    EXPECT_EQ(world_.count("audit_entries", world_.home.id), 0);
    EXPECT_FALSE(attempt(base::OnRefusal::keep).has_value());
    EXPECT_EQ(world_.count("audit_entries", world_.home.id), 1);
    EXPECT_FALSE(verify().broken_at.has_value());
}

INSTANTIATE_TEST_SUITE_P(Engines, AuditChain, testing_support::AllEngines());

} // namespace
} // namespace assetbuddy::access
