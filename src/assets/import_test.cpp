// AST-1: a table of equipment becomes a part of the register, all of it or nothing.

#include <gtest/gtest.h>

#include "assets/categories.h"
#include "assets/import.h"
#include "assets/limits.h"
#include "assets/list.h"
#include "assets/write.h"
#include "sites/locations.h"
#include "testing/databases.h"
#include "testing/defects.h"
#include "testing/world.h"

namespace assetbuddy::assets {
namespace {

using access::Role;
using testing_support::code_of;
using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;
using Verdict = ImportLine::Verdict;

class AssetImport : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};

    void SetUp() override
    {
        const auto made = world_.as(world_.home.owner, [&](access::Call& call) -> base::Done {
            add_default_categories(call, world_.home.id);
            return {};
        });
        ASSERT_TRUE(made);
    }
    void TearDown() override { EXPECT_EQ(world_.changes_in_twin(), ""); }

    base::Result<ImportReport> run_as(const Person& person, const std::string& csv, ImportStep step = ImportStep::add)
    {
        return import_table(world_.kernel, person.credential, world_.origin, csv, step);
    }
    base::Result<ImportReport> run(const std::string& csv, ImportStep step = ImportStep::add)
    {
        return run_as(world_.home.owner, csv, step);
    }
    std::vector<Asset> register_of(const Person& person)
    {
        return world_.look_as(person, [&](access::Call& call) { return list(call, {}); })->assets;
    }
    /// The columns that are wrong in the only line.
    std::string wrong_columns(const std::string& csv)
    {
        const auto report = run(csv, ImportStep::look);
        if (!report) return report.error().errors.front().code;
        std::string columns;
        for (const auto& each : report->lines.front().errors) columns += each.field + " ";
        return columns;
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, AssetImport, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(AssetImport, AddsEveryLineUnderACodeOfItsOwn)
{
    const auto hall = world_.as(world_.home.owner, [&](access::Call& call) {
        return sites::create_location(call, world_.home.site, {.name = "Main hall"});
    });
    ASSERT_TRUE(hall);
    const std::string csv =
        "\xEF\xBB\xBFName;Category;Subcategory;Site;Location;Status;Criticality;Serial number;Code\r\n"
        "Extinguisher;FS;;harbour yard;main HALL;;low;SN-1;OLD-7\r\n"
        "\"Door; north\";Fire Safety;;;;Restricted;;;\r\n";
    const auto looked = run(csv, ImportStep::look);
    ASSERT_TRUE(looked);
    EXPECT_EQ(looked->count(Verdict::fits), 2U);
    EXPECT_TRUE(register_of(world_.home.owner).empty()) << "looking adds nothing";
    const auto done = run(csv);
    ASSERT_TRUE(done);
    EXPECT_EQ(done->digest, looked->digest);
    EXPECT_EQ(done->lines.at(0).code, looked->lines.at(0).code);
    const auto assets = register_of(world_.home.owner);
    ASSERT_EQ(assets.size(), 2U);
    EXPECT_EQ(assets[0].code, "FS-001");
    EXPECT_EQ(assets[0].location, hall->id);
    EXPECT_EQ(assets[0].criticality, Criticality::low);
    EXPECT_EQ(assets[0].notes, "Earlier code: OLD-7");
    EXPECT_EQ(assets[1].name, "Door; north");
    EXPECT_EQ(assets[1].status, Status::restricted);
    EXPECT_EQ(world_.rows("SELECT 1 FROM audit_entries WHERE action = 'asset.created'").size(), 2U);
    EXPECT_EQ(world_.rows("SELECT 1 FROM audit_entries WHERE action = 'asset.imported'").size(), 1U);
}

TEST_P(AssetImport, SaysWhatIsWrongWithALine)
{
    world_.add_site(world_.home.id, "Leeds");
    const std::string heading = "name,category,subcategory,site,location,status,criticality,owner_email\n";
    EXPECT_EQ(wrong_columns(heading + "A,Nothing,,Harbour Yard,,,,\n"), "category ");
    EXPECT_EQ(wrong_columns(heading + "A,,,Harbour Yard,,,,\n"), "category ");
    EXPECT_EQ(wrong_columns(heading + "A,FS,Nothing,Harbour Yard,,,,\n"), "subcategory ");
    EXPECT_EQ(wrong_columns(heading + "A,FS,,Nowhere,,,,\n"), "site ");
    EXPECT_EQ(wrong_columns(heading + "A,FS,,,,,,\n"), "site ") << "there are two";
    EXPECT_EQ(wrong_columns(heading + "A,FS,,Harbour Yard,Nowhere,,,\n"), "location ");
    EXPECT_EQ(wrong_columns(heading + "A,FS,,Harbour Yard,,broken,,\n"), "status ");
    EXPECT_EQ(wrong_columns(heading + "A,FS,,Harbour Yard,,disposed,,\n"), "") << "left out, not wrong";
    EXPECT_EQ(wrong_columns(heading + "A,FS,,Harbour Yard,,,huge,\n"), "criticality ");
    EXPECT_EQ(wrong_columns(heading + "A,FS,,Harbour Yard,,,,oscar@harbour.example\n"), "owner_email ")
        << "of another organisation";
    EXPECT_EQ(wrong_columns(heading + ",FS,,Harbour Yard,,,,\n"), "name ");
    EXPECT_EQ(wrong_columns(heading + "A,FS,,Harbour Yard,,,,,more\n"), "row ");
    EXPECT_EQ(wrong_columns("category,site\nFS,Harbour Yard\n"), "missing_column");
    EXPECT_EQ(wrong_columns("name,category,colour\n"), "unknown_column");
    EXPECT_EQ(wrong_columns("name,name,category\nA,B,FS\n"), "repeated_column");
    EXPECT_EQ(wrong_columns("name,category\n"), "required");
    EXPECT_EQ(wrong_columns(""), "required");
    EXPECT_EQ(wrong_columns(std::string(longest_import + 1, 'a')), "too_long");
    std::string many = "name,category\n";
    for (std::size_t each = 0; each <= most_imported; ++each) many += "A,FS\n";
    EXPECT_EQ(wrong_columns(many), "too_many_rows");
}

TEST_P(AssetImport, AddsNothingWhileALineIsWrong)
{
    const auto done = run("name,category\nExtinguisher,FS\nLadder,Nothing\n");
    ASSERT_EQ(code_of(done), "invalid");
    EXPECT_EQ(done.error().errors.front().field, "line 3, category");
    EXPECT_TRUE(register_of(world_.home.owner).empty());
    const auto next = run("name,category\nExtinguisher,FS\nLadder,ACC\n");
    ASSERT_TRUE(next);
    EXPECT_EQ(next->lines.front().code, "FS-001") << "no number was used up";
}

TEST_P(AssetImport, TakesATableOnceAndKnowsItsOwnCodes)
{
    const std::string csv = "name,category\nExtinguisher,FS\n";
    ASSERT_TRUE(run(csv));
    EXPECT_EQ(code_of(run(csv)), "already_imported");
    const auto looked = run("name,category\r\nExtinguisher,FS\r\n", ImportStep::look);
    ASSERT_TRUE(looked->earlier);
    EXPECT_EQ(looked->earlier->added, 1);
    const auto again =
        run("code,name,category\nfs-1,Extinguisher,FS\nFS-9,Hose,FS\nFS-9,Hose two,FS\n", ImportStep::look);
    EXPECT_EQ(again->lines.at(0).verdict, Verdict::known);
    EXPECT_EQ(again->lines.at(0).code, "FS-001");
    EXPECT_EQ(again->lines.at(1).verdict, Verdict::fits);
    EXPECT_EQ(again->lines.at(2).verdict, Verdict::wrong) << "one code, two lines";
    const auto foreign =
        run("code,name,category,serial\nFS-001,Door,FS,\nFS-01,Extinguisher,FS,S-9\n", ImportStep::look);
    EXPECT_EQ(foreign->lines.at(0).verdict, Verdict::fits) << "the same code in somebody else's register";
    const auto disposed = run("name,category,status\rHose,FS,Disposed\rLadder,ACC,\r", ImportStep::look);
    EXPECT_EQ(disposed->count(Verdict::disposed), 1U);
    EXPECT_EQ(disposed->count(Verdict::fits), 1U) << "whatever ends its lines";
    EXPECT_EQ(register_of(world_.home.owner).size(), 1U);
}

TEST_P(AssetImport, IsForThoseWhoMayAddThere)
{
    const auto leeds = world_.add_site(world_.home.id, "Leeds");
    const std::string csv = "name,category,site\nExtinguisher,FS,Leeds\n";
    const auto member = [&](const std::string& email, Role role) {
        return world_.add_person(world_.home.id, {.email = email, .role = role, .site = world_.home.site});
    };
    for (const auto role : {Role::operator_, Role::director, Role::contractor})
        EXPECT_EQ(code_of(run_as(member(std::string{access::to_text(role)} + "@example.org", role), csv)), "forbidden");
    const auto manager = member("sm@example.org", Role::site_manager);
    const auto elsewhere = run_as(manager, csv);
    ASSERT_EQ(code_of(elsewhere), "invalid");
    EXPECT_EQ(elsewhere.error().errors.front().field, "line 2, site");
    EXPECT_TRUE(run_as(manager, "name,category\nExtinguisher,FS\n")) << "without a site it is at theirs";
    EXPECT_EQ(register_of(world_.home.owner).front().site, world_.home.site);
}

} // namespace
} // namespace assetbuddy::assets
