#include <map>
#include <memory>

#include <gtest/gtest.h>

#include "assets/list.h"
#include "assets/store.h"
#include "defects/list.h"
#include "defects/store_list.h"
#include "testing/databases.h"
#include "testing/defects.h"
#include "testing/plans.h"
#include "testing/world.h"

// What keeps the lists of defects and equipment quick with a million of them (DEF-4): whatever is asked for, rows are
// read along an index, and nothing is sorted but what one person or one piece of equipment has.

namespace assetbuddy::defects {
namespace {

using testing_support::TestDatabase;
using testing_support::World;

/// Six thousand defects of sixty pieces of equipment, which no test changes: made once for each database.
struct Backlog {
    TestDatabase database_;
    World world_{database_.database()};
    std::vector<base::AssetId> assets_;
    base::SiteId other_site_ = world_.add_site(world_.home.id, "Hill Depot");

    explicit Backlog(platform::sql::Engine engine) : database_(engine)
    {
        for (int each = 0; each < 60; ++each)
            assets_.push_back(
                testing_support::add_asset(world_, world_.home.id, each % 3 == 0 ? other_site_ : world_.home.site));
        const auto text = [](const std::string& value) { return "'" + value + "'"; };
        const auto owner = text(world_.home.owner.user.text());
        world_.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000) "
            "INSERT INTO defects (id, organisation_id, number, asset_id, site_id, title, severity, status, is_open, "
            "due_on, assigned_user_id, assigned_by, assigned_at, turn, closed_out_by, closed_out_at, closeout_notes, "
            "verified_by, verification, reported_by, created_at, closed_at) "
            "SELECT '01930000-0000-7000-8000-' || (100000000000 + i), a.organisation_id, i, a.id, a.site_id, 'T', i % "
            "5, "
            "CASE WHEN i % 10 = 0 THEN 'in_progress' WHEN i % 45 = 1 THEN 'open' ELSE 'closed' END, "
            "CASE WHEN i % 10 = 0 OR i % 45 = 1 THEN 1 ELSE 0 END, '2026-01-' || (10 + i % 20), "
            "CASE WHEN i % 45 = 1 THEN NULL ELSE " +
            owner + " END, " + owner + ", 1, 1, " + owner + ", 1, 'x', " +
            "CASE WHEN i % 10 = 0 OR i % 45 = 1 THEN NULL ELSE " + owner +
            " END, CASE WHEN i % 10 = 0 OR i % 45 = 1 THEN '' ELSE 'verified' END, " + owner +
            ", i, CASE WHEN i % 10 = 0 OR i % 45 = 1 THEN NULL ELSE i END "
            "FROM n CROSS JOIN assets a WHERE a.code_sort = 'FS-0000000' || (10 + i % 50)");
        world_.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8900) "
            "INSERT INTO assets (id, organisation_id, code, code_sort, name, name_sort, category_id, site_id, status, "
            "criticality, created_at) SELECT '01930000-0000-7000-9000-' || (100000000000 + i), a.organisation_id, "
            "'FS-' || (1000 + i), 'FS-00000' || (1000 + i), 'E', 'n' || (i * 7919 % 10000), a.category_id, "
            "CASE WHEN i % 3 = 0 THEN " +
            text(other_site_.text()) +
            " ELSE a.site_id END, CASE WHEN i % 20 = 0 THEN 'disposed' ELSE 'in_service' END, "
            "CASE WHEN i % 4 = 0 THEN 'high' ELSE 'low' END, 1 FROM n CROSS JOIN assets a WHERE a.code_sort = "
            "'FS-000000002'");
        world_.execute("ANALYZE");
    }
};

class ManyDefects : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    static std::map<platform::sql::Engine, std::unique_ptr<Backlog>>& backlogs()
    {
        static std::map<platform::sql::Engine, std::unique_ptr<Backlog>> made;
        return made;
    }
    static Backlog& backlog()
    {
        auto& made = backlogs()[GetParam()];
        if (!made) made = std::make_unique<Backlog>(GetParam());
        return *made;
    }
    static void TearDownTestSuite() { backlogs().clear(); }

    Backlog& backlog_ = backlog();
    World& world_ = backlog_.world_;

    std::string plan(const platform::sql::Question& question)
    {
        return testing_support::plan_of(world_, backlog_.database_.database(), question);
    }
    template <class Record>
    access::Visible<Record> visible(access::Permission permission)
    {
        return world_
            .look_as(world_.home.owner,
                     [&](access::Call& call) -> base::Result<access::Visible<Record>> {
                         return *call.actor.visible<Record>(permission);
                     })
            .value();
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, ManyDefects, testing_support::AllEngines(), testing_support::engine_name);

bool scans(const std::string& plan)
{
    for (const auto* sign : {"Seq Scan", "SCAN d\n", "SCAN a\n", "SCAN defects", "SCAN assets", "SCAN s\n", "SCAN u\n",
                             "SCAN r\n", "SCAN c\n", "SCAN v\n", "SCAN i\n"})
        if (plan.find(sign) != std::string::npos) return true;
    return false;
}
bool sorts(const std::string& plan)
{
    return plan.find("Sort") != std::string::npos || plan.find("USE TEMP B-TREE FOR ORDER") != std::string::npos;
}

struct Filters {
    std::string called;
    ListRequest request;
    bool is_of_few = false; // one person's or one piece of equipment's: sorting those is no harm
};

/// Each filter alone and each two together.
std::vector<Filters> all_filters(const Backlog& backlog)
{
    using namespace std::chrono_literals;
    const auto monday = 1970y / 1 / 1; // when the backlog was reported and closed
    const auto sunday = 1970y / 1 / 7;
    const auto add = [&](int filter, Filters& to) {
        auto& [called, request, is_of_few] = to;
        switch (filter) {
        case 0:
            called += " status", request.status = Status::in_progress;
            break;
        case 1:
            called += " open", request.is_open = true;
            break;
        case 2:
            called += " severity", request.severity = Severity::critical;
            break;
        case 3:
            called += " site", request.site = backlog.other_site_;
            break;
        case 4:
            called += " assignee", request.assignee = backlog.world_.home.owner.user, is_of_few = true;
            break;
        case 5:
            called += " unassigned", request.is_unassigned = true;
            break;
        case 6:
            called += " overdue", request.is_overdue = true;
            break;
        case 7:
            called += " asset", request.asset = backlog.assets_.front(), is_of_few = true;
            break;
        case 8:
            called += " closed", request.is_open = false;
            break;
        case 9:
            called += " reported in a week", request.days = Days{Days::Of::reporting, monday, sunday};
            break;
        case 10:
            called += " closed in a week", request.days = Days{Days::Of::closing, monday, sunday};
            break;
        default:
            called += " company", request.company = base::CompanyId{}, is_of_few = true;
            break;
        }
    };
    constexpr int filters = 12;
    std::vector<Filters> all{{"none", {}}};
    for (int one = 0; one < filters; ++one) {
        add(one, all.emplace_back());
        for (int other = one + 1; other < filters; ++other) {
            const bool is_closed = other == 8 || other == 10;
            if (is_closed && (one == 6 || one == 7)) continue; // never overdue, and one piece of equipment has few
            if ((one == 1 || one == 9) && other == 10)
                continue; // what is open is not closed; and the days of one thing
            auto& both = all.emplace_back();
            add(one, both);
            add(other, both);
            both.is_of_few |= one == 5 && other == 10; // hardly anything is closed that nobody had
        }
    }
    return all;
}

TEST_P(ManyDefects, AreReadAlongAnIndexUnderEveryFilter)
{
    const auto sees = visible<Defect>(access::Permission::defects_view);
    const store::Position position{.moment = 5000, .due_on = "2026-01-15", .id = "01930000"};
    for (const auto& [called, request, is_of_few] : all_filters(backlog_)) {
        const store::ListQuery query{sees, request, world_.clock.now(), "Europe/London", {}};
        for (const auto& after : {std::optional<store::Position>{}, std::optional{position}}) {
            const auto found = plan(query.page(after, 26));
            EXPECT_FALSE(scans(found)) << called << "\n" << found;
            EXPECT_TRUE(is_of_few || !sorts(found)) << called << "\n" << found;
        }
    }
}

TEST_P(ManyDefects, LeaveTheRegisterReadAlongAnIndexUnderEveryFilter)
{
    const auto sees = visible<assets::Asset>(access::Permission::assets_view);
    const auto category = base::CategoryId{world_.rows("SELECT max(category_id) FROM assets").at(0).text(0)};
    for (int filter = 0; filter < 16; ++filter)
        for (const auto sort : {assets::Sort::code, assets::Sort::name}) {
            assets::ListRequest request{.sort = sort};
            if ((filter & 1) != 0) request.site = backlog_.other_site_;
            if ((filter & 2) != 0) request.category = category;
            if ((filter & 4) != 0) request.status = assets::Status::in_service;
            if ((filter & 8) != 0) request.criticality = assets::Criticality::high;
            const assets::store::ListQuery query{sees, request, assets::Level::category, world_.clock.now(), {}};
            for (const auto& after :
                 {std::optional<access::KeyPosition>{}, std::optional{access::KeyPosition{"FS", "x"}}}) {
                const auto found = plan(query.page(after, 26));
                EXPECT_FALSE(scans(found)) << filter << "\n" << found;
                EXPECT_FALSE(sorts(found)) << filter << "\n" << found;
            }
        }
}

} // namespace
} // namespace assetbuddy::defects
