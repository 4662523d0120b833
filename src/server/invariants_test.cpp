#include "server/invariants.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "server/seed.h"
#include "testing/databases.h"
#include "testing/world.h"

// fsck (security.md 3.2): every rule about equipment, defects, files and search names the row that breaks it.

namespace assetbuddy::server {
namespace {

using testing_support::TestDatabase;
using testing_support::World;

class Invariants : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};

    void SetUp() override
    {
        const auto seeded = server::seed(world_.kernel,
                                         {.organisations = 1,
                                          .users = 40,
                                          .assets = 42,
                                          .defects = 60,
                                          .random_seed = 5,
                                          .until = world_.clock.now(),
                                          .password = std::string{testing_support::everybodys_password}},
                                         {});
        ASSERT_TRUE(seeded);
        ASSERT_EQ(seeded->defects, 60U);
    }
    std::set<std::string> broken()
    {
        std::set<std::string> words;
        for (const auto& each : broken_invariants(database_.database()))
            if (each.organisation != world_.home.id.text() && each.organisation != world_.twin.id.text())
                words.insert(each.invariant); // the organisations of every test have no log
        return words;
    }
    /// The rule is kept before the damage and named after it.
    void expect_named(const std::string& invariant, const std::string& damage)
    {
        EXPECT_FALSE(broken().contains(invariant)) << invariant << ", before: " << damage;
        EXPECT_GT(world_.execute(damage), 0) << damage;
        EXPECT_TRUE(broken().contains(invariant)) << invariant << ", after: " << damage;
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, Invariants, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(Invariants, HoldInWhatIsSeeded)
{
    EXPECT_EQ(broken(), std::set<std::string>{});
}

TEST_P(Invariants, NameWhatIsWrongWithEquipment)
{
    expect_named(
        "every location of a site is reached from its top",
        "UPDATE locations SET parent_id = (SELECT min(l.id) FROM locations l WHERE l.parent_id = locations.id) "
        "WHERE id = (SELECT min(l.parent_id) FROM locations l WHERE l.parent_id IS NOT NULL)");
    expect_named("equipment is of a category, and of one of its subcategories at most",
                 "UPDATE assets SET subcategory_id = (SELECT min(c.id) FROM categories c WHERE c.parent_id IS NOT NULL "
                 "AND c.parent_id <> assets.category_id) WHERE id = (SELECT min(a.id) FROM assets a)");
    expect_named("no code of equipment lies above the last one given out",
                 "UPDATE asset_numbers SET last_number = 1 WHERE prefix = 'FS'");
    expect_named("equipment begins in the audit log",
                 "INSERT INTO assets (id, organisation_id, code, code_sort, name, name_sort, category_id, site_id, "
                 "status, criticality, created_at) SELECT '01930000-0000-7000-8000-000000000001', organisation_id, "
                 "'FS-000', 'FS-000000000', 'x', 'x', category_id, site_id, 'in_service', 'low', 1 FROM assets WHERE "
                 "id = (SELECT min(a.id) FROM assets a)");
    EXPECT_TRUE(broken().contains("all equipment can be found")) << "and that one cannot be found either";
    expect_named("equipment that an open defect isolates is not in service",
                 "UPDATE defects SET isolates = 1 WHERE id = (SELECT min(d.id) FROM defects d JOIN assets a ON a.id = "
                 "d.asset_id WHERE d.is_open = 1 AND a.status = 'in_service')");
    expect_named("what was disposed of or deleted has no open defect",
                 "UPDATE assets SET status = 'disposed' WHERE id = (SELECT min(d.asset_id) FROM defects d WHERE "
                 "d.is_open = 1)");
    expect_named("a subcategory lies under a category of the register",
                 "UPDATE categories SET parent_id = (SELECT min(c.id) FROM categories c WHERE c.parent_id IS NOT NULL) "
                 "WHERE id = (SELECT max(c.id) FROM categories c WHERE c.parent_id IS NOT NULL)");
}

TEST_P(Invariants, NameWhatIsWrongWithDefects)
{
    expect_named("a defect is at the site of its equipment",
                 "UPDATE defects SET site_id = (SELECT min(s.id) FROM sites s WHERE s.organisation_id = "
                 "defects.organisation_id AND s.id <> defects.site_id) WHERE number = 1");
    expect_named("no defect has a number above the last one given out", "UPDATE defect_numbers SET last_number = 59");
    expect_named("a defect begins in the audit log and in its own timeline",
                 "UPDATE defect_events SET what = 'note' WHERE what = 'reported' AND defect_id = (SELECT d.id FROM "
                 "defects d WHERE d.number = 2)");
    expect_named("what waits to be verified says who did the work, and when",
                 "UPDATE defects SET closed_out_by = NULL WHERE status = 'awaiting_verification'");
    expect_named("a closed defect says who closed it, and how",
                 "UPDATE defects SET verified_by = NULL WHERE id = (SELECT min(d.id) FROM defects d WHERE d.status = "
                 "'closed')");
    expect_named("nobody verified their own work, unless it says so",
                 "UPDATE defects SET verified_by = closed_out_by WHERE id = (SELECT max(d.id) FROM defects d WHERE "
                 "d.verification = 'verified')");
    expect_named("nothing happened to a defect in a turn that is still to come",
                 "UPDATE defect_events SET turn = 9 WHERE what = 'closed_out'");
}

TEST_P(Invariants, NameWhatIsWrongWithFiles)
{
    const std::string columns = "INSERT INTO documents (id, organisation_id, record_type, record_id, name, is_picture, "
                                "newest, created_by, created_at) SELECT ";
    const std::string version =
        "INSERT INTO document_versions (id, organisation_id, document_id, number, file_name, media_type, size, sha256, "
        "uploaded_by, uploaded_at) SELECT 'v' || o.id, o.organisation_id, o.id, 1, 'a.pdf', 'application/pdf', 1, 'x', "
        "o.created_by, 1 FROM documents o WHERE o.id = ";
    world_.execute(columns + "'a-file', d.organisation_id, 'defect', d.id, 'x', 0, 1, d.reported_by, 1 FROM defects d "
                             "WHERE d.number = 1");
    world_.execute(version + "'a-file'");
    expect_named("a file hangs on a record that is there",
                 "UPDATE documents SET record_id = 'nothing' WHERE id = 'a-file'");
    expect_named("a file has its newest version, and its versions go when it goes",
                 "UPDATE documents SET newest = 2 WHERE id = 'a-file'");
    world_.execute("UPDATE documents SET newest = 1 WHERE id = 'a-file'");
    expect_named("a file has its newest version, and its versions go when it goes",
                 "UPDATE document_versions SET is_removed = 1 WHERE document_id = 'a-file'");
}

TEST_P(Invariants, NameWhatIsWrongWithSearch)
{
    expect_named("no part is left of an entry that is gone",
                 "INSERT INTO search_tokens (token, number) VALUES (1, 987654)");
    const auto forget = [&](const std::string& table) {
        return "DELETE FROM search_entries WHERE record_id = (SELECT max(r.id) FROM " + table +
               " r WHERE r.organisation_id IN (SELECT organisation_id FROM assets))";
    };
    expect_named("everybody can be found", forget("users"));
    expect_named("every invitation can be found", forget("invitations"));
    expect_named("all equipment can be found", forget("assets"));
    expect_named("every defect can be found", forget("defects"));
    expect_named("an entry of search has its parts",
                 "DELETE FROM search_tokens WHERE number = (SELECT e.number FROM search_entries e JOIN defects d ON "
                 "d.id = e.record_id WHERE d.number = 1)");
    expect_named("what search finds is there",
                 "INSERT INTO search_entries (organisation_id, record_id, words) SELECT id, 'nobody', '' FROM "
                 "organisations WHERE name LIKE '%1'");
}

} // namespace
} // namespace assetbuddy::server
