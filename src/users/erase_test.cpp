// USR-5: deleting and erasing, down to the bytes of the database file.

#include "users/erase.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "platform/sql/database.h"
#include "testing/databases.h"
#include "testing/world.h"
#include "users/edit.h"
#include "users/find.h"
#include "users/list.h"
#include "users/list_deleted.h"
#include "users/remove.h"

namespace assetbuddy::users {
namespace {

using access::Role;
using testing_support::code_of;
using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;

constexpr auto canary = "Zebulonquist";
constexpr auto canary_key = "zebulonquist";

class Erase : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};

    void TearDown() override { EXPECT_EQ(world_.changes_in_twin(), ""); }

    /// Somebody whose every field, letter and audit entry holds the canary.
    Person person()
    {
        const auto pat = world_.add_person(
            world_.home.id, {.name = std::string{canary} + " Person", .email = "zebulonquist@harbour.example"});
        const auto edited = world_.as(world_.home.owner, [&](access::Call& call) {
            return edit(call, pat.user,
                        {.name = std::string{canary} + " Renamed",
                         .email = "new.zebulonquist@harbour.example",
                         .job_title = std::string{canary} + " lead",
                         .phone = "0123 Zebulonquist",
                         .is_external = true,
                         .company_name = std::string{canary} + " Ltd",
                         .company_address = std::string{canary} + " Street"});
        });
        EXPECT_TRUE(edited) << edited.error().code;
        return pat;
    }
    std::string erase_as(const Person& asker, const Person& whom)
    {
        return code_of(world_.as(asker, [&](access::Call& call) { return erase(call, asker.credential, whom.user); }));
    }
    std::string remove_as(const Person& asker, const Person& whom)
    {
        return code_of(world_.as(asker, [&](access::Call& call) { return remove(call, whom.user); }));
    }
    bool chain_is_whole()
    {
        return database_.database().read(platform::sql::Reach::system("test"), [&](platform::sql::Transaction& tx) {
            return !access::verify_chain(tx, world_.home.id).broken_at;
        });
    }
    std::string everything_personal()
    {
        std::string text;
        for (const auto* sql :
             {"SELECT name, email, email_key, job_title, phone, company_name, company_address FROM users",
              "SELECT email, email_key FROM accounts", "SELECT words FROM search_entries",
              "SELECT recipient, recipient_name FROM letters", "SELECT email, email_key, from_key FROM email_changes",
              "SELECT personal FROM audit_personal", "SELECT body FROM audit_entries"})
            for (const auto& row : world_.rows(sql))
                for (const auto& cell : row.cells())
                    if (const auto* value = std::get_if<std::string>(&cell)) text += *value + "\n";
        return text;
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, Erase, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(Erase, DeletingLeavesTheNameOnPastRecords)
{
    const auto pat = person();
    EXPECT_EQ(remove_as(world_.home.owner, pat), "");
    EXPECT_EQ(remove_as(world_.home.owner, pat), "not_found");
    EXPECT_FALSE(world_.look_as(pat, [](access::Call&) -> base::Result<bool> { return true; }));
    const auto page =
        world_.look_as(world_.home.owner, [](access::Call& call) { return list(call, {.query = "zebulonquist"}); });
    EXPECT_TRUE(page->users.empty());
    EXPECT_EQ(world_.rows("SELECT name FROM users WHERE id = '" + pat.user.text() + "'").at(0).text(0),
              std::string{canary} + " Renamed");
    const auto deleted = world_.look_as(world_.home.owner, [](access::Call& call) { return list_deleted(call, ""); });
    ASSERT_TRUE(deleted);
    ASSERT_EQ(deleted->people.size(), 1U);
    EXPECT_EQ(deleted->people.front().user.id, pat.user);
    EXPECT_EQ(erase_as(world_.home.owner, pat), "");
    EXPECT_TRUE(
        world_.look_as(world_.home.owner, [](access::Call& call) { return list_deleted(call, ""); })->people.empty());
}

TEST_P(Erase, TakesEveryTraceAndLeavesTheChainWhole)
{
    const auto pat = person();
    ASSERT_NE(everything_personal().find(canary), std::string::npos);
    EXPECT_EQ(erase_as(world_.home.owner, pat), "");
    const auto left = everything_personal();
    EXPECT_EQ(left.find(canary), std::string::npos) << left;
    EXPECT_EQ(left.find(canary_key), std::string::npos) << left;
    EXPECT_TRUE(chain_is_whole());
    EXPECT_TRUE(world_.rows("SELECT 1 FROM accounts WHERE id = '" + pat.account.text() + "'").empty());
    EXPECT_EQ(world_.rows("SELECT name FROM users WHERE id = '" + pat.user.text() + "'").at(0).text(0), erased_name);
    EXPECT_EQ(world_.rows("SELECT 1 FROM audit_entries WHERE action = 'user.erased'").size(), 1U);
    EXPECT_EQ(erase_as(world_.home.owner, pat), "not_found") << "nothing is left to erase";
    EXPECT_NE(everything_personal().find("Olive Owner"), std::string::npos) << "who did it stays written down";
}

/// USR-5: "it covers this place; the account goes when no place is left".
TEST_P(Erase, LeavesTheAccountToItsOtherPlace)
{
    const auto pat = person();
    const auto there = world_.add_person(world_.twin.id, {.email = "pat@twin.example", .account = pat.account});
    EXPECT_EQ(erase_as(world_.home.owner, pat), "");
    EXPECT_EQ(world_.rows("SELECT 1 FROM accounts WHERE id = '" + pat.account.text() + "'").size(), 1U);
    EXPECT_TRUE(world_.look_as(there, [](access::Call&) -> base::Result<bool> { return true; }));
    world_.execute("DELETE FROM sessions WHERE user_id = '" + there.user.text() + "'");
    world_.execute("DELETE FROM search_entries WHERE record_id = '" + there.user.text() + "'");
    world_.execute("DELETE FROM users WHERE id = '" + there.user.text() + "'");
}

TEST_P(Erase, IsRefusedToAllButTheEntitled)
{
    const auto pat = person();
    const auto admin = world_.add_person(world_.home.id, {.email = "hs@harbour.example", .role = Role::hs_admin});
    EXPECT_EQ(erase_as(admin, pat), "forbidden");
    EXPECT_EQ(remove_as(admin, pat), "forbidden");
    EXPECT_EQ(erase_as(pat, admin), "not_found") << "external people see nobody";
    EXPECT_EQ(erase_as(world_.home.owner, world_.home.owner), "is_owner");
    EXPECT_EQ(remove_as(world_.home.owner, world_.home.owner), "is_owner");
    EXPECT_EQ(erase_as(world_.home.owner, world_.twin.owner), "not_found");
    EXPECT_EQ(remove_as(world_.home.owner, world_.twin.owner), "not_found");
    world_.clock.advance(std::chrono::minutes{11});
    EXPECT_EQ(erase_as(world_.home.owner, pat), "reauthenticate") << "R-SESS-8";
    EXPECT_NE(everything_personal().find(canary), std::string::npos);
}

/// R-DATA-3: the bytes on the disk. PostgreSQL frees them at its next VACUUM.
TEST(EraseOnDisk, LeavesNoByteInTheFile)
{
    TestDatabase database{platform::sql::Engine::sqlite};
    const std::filesystem::path file{database.url().substr(database.url().find(':') + 1)};
    const auto holds_canary = [&] {
        for (const auto* end : {"", "-wal"}) {
            std::ifstream in{file.string() + end, std::ios::binary};
            std::stringstream bytes;
            bytes << in.rdbuf();
            auto text = bytes.str();
            for (auto& each : text) each = static_cast<char>(std::tolower(static_cast<unsigned char>(each)));
            if (text.find(canary_key) != std::string::npos) return true;
        }
        return false;
    };
    {
        World world{database.database()};
        const auto pat = world.add_person(
            world.home.id, {.name = std::string{canary} + " Person", .email = "zebulonquist@harbour.example"});
        ASSERT_TRUE(world.as(world.home.owner, [&](access::Call& call) {
            return edit(call, pat.user,
                        {.email = "new.zebulonquist@harbour.example", .job_title = std::string{canary} + " lead"});
        }));
        ASSERT_TRUE(holds_canary()) << "the test looks where the data are";
        ASSERT_TRUE(world.as(world.home.owner,
                             [&](access::Call& call) { return erase(call, world.home.owner.credential, pat.user); }));
    }
    database.close(); // the last connection writes the log into the file and takes it away
    EXPECT_FALSE(holds_canary());
}

} // namespace
} // namespace assetbuddy::users
