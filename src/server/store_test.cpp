#include "server/store.h"

#include <gtest/gtest.h>

#include "invitations/run_imports.h"
#include "invitations/start_import.h"
#include "server/store_invariants.h"
#include "testing/databases.h"
#include "testing/world.h"

namespace assetbuddy::server {
namespace {

using namespace std::chrono_literals;

class Retention : public testing::TestWithParam<platform::sql::Engine> {
  protected:
    testing_support::TestDatabase database_{GetParam()};
    testing_support::World world_{database_.database()};

    std::int64_t clean()
    {
        return world_.kernel.database
            .write(platform::sql::Reach::system("retention"),
                   [&](platform::sql::Transaction& tx) -> base::Result<std::int64_t> {
                       return store::delete_outlived(tx, world_.clock.now(), 100);
                   })
            .value();
    }
    std::int64_t rows(const std::string& table)
    {
        return world_.rows("SELECT COUNT(*) FROM " + table).front().integer(0);
    }
};

/// R-DATA-2; R-AUTH-7: the stop at a hundred failures does not wear off.
TEST_P(Retention, RemovesWhatHasOutlivedItsUseAndNothingElse)
{
    const auto now = std::to_string(base::to_microseconds(world_.clock.now()));
    world_.execute("INSERT INTO sign_in_failures (bucket, failures, blocked_until, last_at) VALUES ('few', 3, 0, " +
                   now + ")");
    world_.execute("INSERT INTO sign_in_failures (bucket, failures, blocked_until, last_at) VALUES ('stop', 100, 0, " +
                   now + ")");
    world_.execute("INSERT INTO counters (name, window_at, count, expires_at) VALUES ('c', 0, 1, " + now + ")");
    EXPECT_EQ(clean(), 0);
    world_.clock.advance(7 * 24h + 1us);
    EXPECT_EQ(clean(), 2);
    EXPECT_EQ(rows("sign_in_failures"), 1);
    EXPECT_EQ(rows("counters"), 0);
    const auto sessions = rows("sessions");
    world_.clock.advance(23 * 24h);
    EXPECT_EQ(clean(), sessions);
    EXPECT_EQ(rows("users"), 2);
}

/// R-REL-11: whom an import invited since the backup was made, nobody knows.
TEST_P(Retention, ARestoredBackupInvitesNobody)
{
    const auto& owner = world_.home.owner;
    const auto check = world_.look_as(owner, [](access::Call& call) {
        return invitations::check_import(call, "name,email,role\nNia,nia@example.org,operator\n");
    });
    const auto loaded = invitations::load_import(world_.kernel, owner.credential, world_.origin, check.value(),
                                                 invitations::OnError::skip);
    ASSERT_TRUE(world_.as(owner, [&](access::Call& call) { return invitations::open_import(call, loaded.value()); }));
    const auto ended = world_.kernel.database.write(platform::sql::Reach::system("restore"),
                                                    [&](platform::sql::Transaction& tx) -> base::Result<std::int64_t> {
                                                        return store::end_what_was_live(tx, world_.clock.now());
                                                    });
    ASSERT_TRUE(ended);
    EXPECT_EQ(invitations::run_imports(world_.kernel, "worker"), 0);
    EXPECT_EQ(rows("invitations"), 0);
    const auto import = world_.rows("SELECT state, reason, failed FROM imports").at(0);
    EXPECT_EQ(import.text(0) + " " + import.text(1), "stopped restored");
    EXPECT_EQ(import.integer(2), 1);
    EXPECT_EQ(rows("import_rows WHERE offer <> '' OR email_key <> ''"), 0);
}

TEST_P(Retention, TheKeyIsRememberedOnce)
{
    const auto remember = [&](const std::string& key) {
        return world_.kernel.database
            .write(platform::sql::Reach::system("key id"),
                   [&](platform::sql::Transaction& tx) -> base::Result<std::string> {
                       return store::find_or_insert_fact(tx, "key_id", key);
                   })
            .value();
    };
    EXPECT_EQ(remember("first"), "first");
    EXPECT_EQ(remember("second"), "first");
}

INSTANTIATE_TEST_SUITE_P(Engines, Retention, testing_support::AllEngines(), testing_support::engine_name);

} // namespace
} // namespace assetbuddy::server
