#include <algorithm>
#include <chrono>

#include <gtest/gtest.h>

#include "access/audit.h"
#include "access/forget.h"
#include "audit/api.h"
#include "audit/export.h"
#include "audit/list.h"
#include "audit/pages.h"
#include "audit/read_filters.h"
#include "audit/store.h"
#include "testing/browser.h"
#include "testing/databases.h"
#include "testing/world.h"

namespace assetbuddy::audit {
namespace {

using namespace std::chrono_literals;
using access::Privacy;
using access::Role;
using testing_support::Browser;
using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;

class AuditLog : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};
    Browser browser_{world_};
    Person admin_ = world_.add_person(world_.home.id,
                                      {.name = "Ada Admin", .email = "ada@harbour.example", .role = Role::hs_admin});

    void TearDown() override { EXPECT_EQ(world_.changes_in_twin(), ""); }

    void record_as(const Person& person, const std::string& action, const std::string& record,
                   std::vector<access::Change> changes = {})
    {
        world_.clock.advance(1s);
        const auto done = world_.as(person, [&](access::Call& call) -> base::Done {
            access::record(call, {.organisation = call.organisation(),
                                  .action = action,
                                  .record_type = action.substr(0, action.find('.')),
                                  .record_id = record,
                                  .changes = changes});
            return {};
        });
        ASSERT_TRUE(done);
    }
    base::Result<EntryPage> list_as(const Person& person, const ListRequest& request = {})
    {
        return world_.look_as(person, [&](access::Call& call) { return list(call, request); });
    }
    /// As it is planned in a request.
    std::string plan(access::Call& call, const platform::sql::Question& question)
    {
        if (GetParam() == platform::sql::Engine::sqlite)
            return database_.database().explain({question.name, question.text}, question.parameters);
        const auto name = "explain." + question.name;
        const auto text = "EXPLAIN " + question.text;
        std::string lines;
        for (const auto& row : call.tx.all_with({name, text}, question.parameters)) lines += row.text(0) + "\n";
        return lines;
    }
    /// What makes a page cost more the longer the log is.
    static std::string faults_of(const std::string& plan)
    {
        for (const auto* sign : {"SCAN e", "Seq Scan", "TEMP B-TREE", "Sort"})
            if (plan.find(sign) != std::string::npos) return plan;
        return {};
    }
    /// The records of what is listed, in order.
    std::string listed(const Filters& filters)
    {
        std::string records;
        const auto page = list_as(world_.home.owner, {.filters = filters}).value();
        for (const auto& entry : page.entries) records += entry.record_id + " ";
        return records;
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, AuditLog, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(AuditLog, IsForThoseWhoMaySeeIt) // AUD-3, ROL-1
{
    EXPECT_TRUE(list_as(world_.home.owner));
    EXPECT_TRUE(list_as(admin_));
    for (const auto role : {Role::engineering, Role::supervisor, Role::operator_, Role::contractor}) {
        const auto email = std::string{access::to_text(role)} + "@harbour.example";
        const auto refused = list_as(world_.add_person(world_.home.id, {.email = email, .role = role}));
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, "forbidden");
    }
    const auto outside =
        world_.add_person(world_.home.id, {.email = "eve@lifts.example", .role = Role::hs_admin, .is_external = true});
    EXPECT_FALSE(list_as(outside)) << "EXT-2";
}

TEST_P(AuditLog, IsNarrowedByPersonRecordActionAndTime)
{
    record_as(world_.home.owner, "site.created", "a");
    record_as(admin_, "site.edited", "a");
    const auto middle = world_.clock.now();
    record_as(admin_, "user.edited", "b");
    record_as(world_.home.owner, "site.edited", "c");
    EXPECT_EQ(listed({}), "c b a a ");
    EXPECT_EQ(listed({.actor = admin_.user}), "b a ");
    EXPECT_EQ(listed({.record_type = "site"}), "c a a ");
    EXPECT_EQ(listed({.record_type = "site", .record_id = "a"}), "a a ");
    EXPECT_EQ(listed({.record_id = "b"}), "b ");
    EXPECT_EQ(listed({.action = "site.edited"}), "c a ");
    EXPECT_EQ(listed({.from = middle}), "c b a ");
    EXPECT_EQ(listed({.to = middle}), "a ");
    EXPECT_EQ(listed({.actor = admin_.user, .action = "site.edited", .to = middle + 1us}), "a ");
    EXPECT_EQ(listed({.actor = world_.twin.owner.user}), "");
}

TEST_P(AuditLog, IsReadPageByPage)
{
    for (int i = 0; i < 7; ++i) record_as(admin_, "site.edited", std::to_string(i));
    std::string records;
    ListRequest request{.limit = 3, .with_total = true};
    do {
        const auto page = list_as(admin_, request).value();
        EXPECT_EQ(page.total, 7);
        for (const auto& entry : page.entries) records += entry.record_id;
        request.cursor = page.next_cursor;
    } while (!request.cursor.empty());
    EXPECT_EQ(records, "6543210");
    EXPECT_EQ(list_as(admin_, {.cursor = "bm9uZQ"}).error().code, "malformed");
}

TEST_P(AuditLog, TellsOldAndNewValuesUntilTheyAreErased) // AUD-1, AUD-2
{
    record_as(world_.home.owner, "user.edited", admin_.user.text(),
              {{"name", "Ada Old", "Ada Admin", Privacy::personal}, {"role", "operator", "hs_admin"}});
    const auto entry = list_as(admin_).value().entries.front();
    EXPECT_EQ(actor_in_words(entry) + " " + in_words(entry), "Olive Owner changed Ada Admin");
    EXPECT_EQ(entry.told.address, "192.0.2.7");
    ASSERT_EQ(entry.told.changes.size(), 2U);
    EXPECT_EQ(entry.told.changes[0].before, "Ada Old");
    EXPECT_EQ(entry.told.changes[1].after, "hs_admin");

    const auto erased = world_.as(world_.home.owner, [&](access::Call& call) -> base::Done {
        access::forget_record(call, world_.home.id, "user", admin_.user.text());
        return {};
    });
    ASSERT_TRUE(erased);
    const auto after = list_as(world_.home.owner).value().entries.front();
    EXPECT_TRUE(after.told.changes[0].was_erased);
    EXPECT_FALSE(after.told.changes[0].before);
    EXPECT_FALSE(after.told.changes[1].was_erased);
}

TEST_P(AuditLog, IsReadAsSentencesOnItsPage)
{
    record_as(world_.home.owner, "user.edited", admin_.user.text(),
              {{"name", "<b>Ada</b>", "Ada Admin", Privacy::personal}, {"role", "operator", "hs_admin"}});
    record_as(admin_, "site.edited", world_.home.site.text());
    browser_.sign_in_as(admin_);
    const auto body = browser_.get(pages::list, "/audit").body;
    EXPECT_NE(body.find("<strong>Olive Owner</strong> changed Ada Admin."), std::string::npos);
    EXPECT_NE(body.find("Name: &lt;b&gt;Ada&lt;/b&gt; → Ada Admin"), std::string::npos);
    EXPECT_NE(body.find("Role: Operator → H&amp;S Admin"), std::string::npos);
    EXPECT_NE(body.find("<strong>Ada Admin</strong> changed the site Harbour Yard."), std::string::npos);
    EXPECT_NE(body.find("href=\"/sites/" + world_.home.site.text()), std::string::npos);

    const auto hers = browser_.get(pages::list, "/audit?person=ada%40harbour.example").body;
    EXPECT_EQ(hers.find("<strong>Olive Owner</strong>"), std::string::npos);
    EXPECT_NE(hers.find("<strong>Ada Admin</strong>"), std::string::npos);
    EXPECT_NE(browser_.get(pages::list, "/audit?person=oscar%40quayside.example").body.find("Nothing matches"),
              std::string::npos)
        << "nobody of another organisation is found";
    EXPECT_EQ(browser_.get(pages::list, "/audit?from=2026-02-30").status, 422);
    EXPECT_EQ(browser_.get(pages::list, "/audit?action=user.eaten").status, 422);
}

TEST_P(AuditLog, TellsNamesAndWordsInsteadOfIdsAndCodes)
{
    record_as(world_.home.owner, "defect.assigned", "gone",
              {{"status", "open", "awaiting_verification"},
               {"severity", {}, "high"},
               {"assignee", world_.twin.owner.user.text(), admin_.user.text()},
               {"site_id", world_.twin.site.text(), world_.home.site.text()},
               {"verification", {}, "self_verified"}});
    record_as(world_.home.owner, "document.uploaded", "photo",
              {{"of_type", {}, "site"}, {"of", {}, world_.home.site.text()}, {"sha256", {}, "c0ffee"}});
    browser_.sign_in_as(admin_);
    const auto body = browser_.get(pages::list, "/audit").body;
    for (const auto* line :
         {"Status: Open → Awaiting Verification", "Severity: High", "Given to: somebody who is gone → Ada Admin",
          "Site: one that is gone → Harbour Yard", "Verification: self-verified", "Kind of record: A site",
          "Belongs to: Harbour Yard", "SHA-256 of the file: c0ffee"})
        EXPECT_NE(body.find(line), std::string::npos) << line;
    EXPECT_EQ(body.find("Oscar"), std::string::npos) << "names of another organisation stay there";
    EXPECT_EQ(body.find("Status: Open → awaiting"), std::string::npos);
}

TEST_P(AuditLog, IsExportedWhole)
{
    for (int i = 0; i < 205; ++i) record_as(admin_, "site.edited", std::to_string(i));
    record_as(world_.home.owner, "user.edited", admin_.user.text(),
              {{"name", "=1+1", "Ada, \"the\" Admin", Privacy::personal}, {"role", "operator", "hs_admin"}});
    const auto exported = [&](Format format) {
        return world_.look_as(admin_, [&](access::Call& call) { return export_as(call, {}, format); }).value().content;
    };
    const auto csv = exported(Format::csv);
    EXPECT_EQ(std::ranges::count(csv, '\n'), 1 + 205 + 2) << "a row for each changed field";
    EXPECT_NE(csv.find("name,'=1+1,\"Ada, \"\"the\"\" Admin\","), std::string::npos);
    const auto json = exported(Format::json);
    EXPECT_EQ(std::ranges::count(json, '\n'), 206 + 2);
    EXPECT_TRUE(json.starts_with("[\n{\"number\":206,")) << json.substr(0, 40);

    browser_.sign_in_as(admin_);
    const auto file = browser_.get(pages::export_file, "/audit/export?format=json&action=user.edited");
    EXPECT_EQ(file.header("Content-Disposition").value_or(""), "attachment; filename=\"audit.json\"");
    EXPECT_EQ(std::ranges::count(file.body, '\n'), 3);
    EXPECT_EQ(browser_.get(pages::export_file, "/audit/export?format=xml").status, 422);
    const auto operator_ = world_.add_person(world_.home.id, {.email = "op@harbour.example"});
    browser_.sign_in_as(operator_);
    EXPECT_EQ(browser_.get(pages::export_file, "/audit/export").status, 403);
    for (const auto* person : {"ada%40harbour.example", "nobody%40harbour.example"})
        for (const auto handler : {pages::export_file, pages::list})
            EXPECT_EQ(browser_.get(handler, "/audit?person=" + std::string{person}).status, 403)
                << "who may not see the log learns nothing of who is here";
}

/// Whatever it is narrowed by, no page reads more of the log than it shows, however long the log is.
TEST_P(AuditLog, IsReadAlongAnIndexWhateverItIsNarrowedBy)
{
    const Filters all[] = {{},
                           {.actor = admin_.user},
                           {.record_type = "site"},
                           {.record_type = "site", .record_id = "a"},
                           {.action = "site.edited"},
                           {.from = base::Time{}, .to = world_.clock.now()}};
    for (const auto& filters : all) {
        const auto done = world_.look_as(admin_, [&](access::Call& call) -> base::Done {
            const auto visible = call.actor.visible<Entry>(access::Permission::audit_view).value();
            const auto question = store::page_question(visible, filters, store::Position{1, 1}, 26);
            EXPECT_EQ(faults_of(plan(call, question)), "") << question.text;
            return {};
        });
        ASSERT_TRUE(done);
    }
}

TEST(AuditFilters, DaysAreThoseOfTheOrganisation)
{
    const auto filters = filters_of({.from = "2026-07-01", .to = "2026-07-01"}, "Europe/London");
    EXPECT_EQ(base::to_rfc3339(*filters.from), "2026-06-30T23:00:00.000Z");
    EXPECT_EQ(base::to_rfc3339(*filters.to), "2026-07-01T23:00:00.000Z");
    const auto moments = filters_of({.from = "2026-07-01T08:00:00Z"}, "Europe/London");
    EXPECT_EQ(base::to_rfc3339(*moments.from), "2026-07-01T08:00:00.000Z");
}

TEST(AuditWords, EveryActionReadsAsASentence)
{
    for (const auto& kind : action_kinds()) {
        Entry entry;
        entry.action = kind.name;
        entry.record_name = "Nia";
        const auto words = in_words(entry);
        EXPECT_EQ(words.find("{}"), std::string::npos) << kind.name;
        EXPECT_TRUE(words[0] >= 'a' && words[0] <= 'z') << words;
    }
    Entry unknown;
    unknown.action = "moon.landed";
    unknown.record_name = "Nia";
    EXPECT_EQ(in_words(unknown), "did “moon.landed” to Nia");
}

} // namespace
} // namespace assetbuddy::audit
