// What runs out: the list, and who is told (NOT-1).

#include <gtest/gtest.h>

#include "documents/edit.h"
#include "documents/expiring.h"
#include "documents/tell_expiring.h"
#include "testing/databases.h"
#include "testing/defects.h"
#include "testing/world.h"

namespace assetbuddy::documents {
namespace {

using access::Role;
using testing_support::code_of;
using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;

class ExpiringDocuments : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};
    base::SiteId depot_ = world_.add_site(world_.home.id, "Hill Depot");
    base::AssetId asset_ = testing_support::add_asset(world_, world_.home.id, world_.home.site);
    int documents_ = 0;
    void TearDown() override { EXPECT_EQ(world_.changes_in_twin(), ""); }

    Person member(Role role, const std::optional<base::SiteId>& site, bool is_external = false)
    {
        const auto email = std::string{to_text(role)} + (site ? site->text() : "all") + "@one.example";
        return world_.add_person(
            world_.home.id, {.name = "Pat", .email = email, .role = role, .site = site, .is_external = is_external});
    }
    std::string day(int from_now)
    {
        return base::to_iso_date(std::chrono::floor<std::chrono::days>(world_.clock.now()) +
                                 std::chrono::days{from_now});
    }
    DocumentId add(const std::string& kind, const std::string& record, int days_from_now)
    {
        const DocumentId id{"d0930000-0000-7000-8000-000000000" + std::to_string(100 + ++documents_)};
        const auto text = [](const std::string& value) { return "'" + value + "'"; };
        const auto organisation = text(world_.home.id.text());
        const auto owner = text(world_.home.owner.user.text());
        world_.execute("INSERT INTO documents (id, organisation_id, record_type, record_id, name, is_picture, "
                       "expires_on, created_by, created_at) VALUES (" +
                       text(id.text()) + ", " + organisation + ", " + text(kind) + ", " + text(record) +
                       ", 'Certificate', 0, " + text(day(days_from_now)) + ", " + owner + ", 1)");
        world_.execute("INSERT INTO document_versions (id, organisation_id, document_id, number, file_name, "
                       "media_type, size, sha256, uploaded_by, uploaded_at) VALUES (" +
                       text("e" + id.text().substr(1)) + ", " + organisation + ", " + text(id.text()) +
                       ", 1, 'a.pdf', 'application/pdf', 1, '00', " + owner + ", 1)");
        return id;
    }
    std::vector<std::string> told(const Person& person)
    {
        std::vector<std::string> titles;
        for (const auto& row :
             world_.rows("SELECT title FROM notifications WHERE kind = 'document.expiring' AND user_id = '" +
                         person.user.text() + "' ORDER BY created_at, title"))
            titles.push_back(row.text(0));
        return titles;
    }
    std::int64_t pass(int days)
    {
        world_.clock.advance(std::chrono::days{days});
        return tell_expiring(world_.kernel);
    }
    base::Result<ExpiringPage> listed_for(const Person& person, const ExpiringRequest& request = {})
    {
        return world_.look_as(person, [&](access::Call& call) { return list_expiring(call, request); });
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, ExpiringDocuments, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(ExpiringDocuments, AreToldOfOnceAheadAndOnceOnTheDay)
{
    const auto supervisor = member(Role::supervisor, world_.home.site);
    const auto everywhere = member(Role::engineering, {});
    const auto elsewhere = member(Role::supervisor, depot_);
    const auto reader = member(Role::operator_, world_.home.site);
    const auto outsider = member(Role::supervisor, {}, true);
    add("asset", asset_.text(), 32);
    EXPECT_EQ(tell_expiring(world_.kernel), 0) << "not time yet";
    EXPECT_EQ(pass(2), 1);
    EXPECT_EQ(pass(0), 0) << "once";
    EXPECT_EQ(pass(29), 0);
    EXPECT_EQ(pass(1), 1) << "on the day";
    EXPECT_EQ(pass(1), 0);
    for (const auto* person : {&supervisor, &everywhere}) {
        const auto titles = told(*person);
        ASSERT_EQ(titles.size(), 2U);
        EXPECT_NE(titles[0].find("Certificate (FS-001 Extinguisher 1) expires on "), std::string::npos) << titles[0];
        EXPECT_NE(titles[1].find("has its last day"), std::string::npos) << titles[1];
    }
    for (const auto& person : {elsewhere, reader, outsider, world_.home.owner}) EXPECT_TRUE(told(person).empty());
}

TEST_P(ExpiringDocuments, TheOwnerIsToldWhereTheSettingsSaySo)
{
    world_.execute("UPDATE organisations SET receive_hs_notifications = 1 WHERE id = '" + world_.home.id.text() + "'");
    const auto at_site = member(Role::site_manager, depot_);
    add("organisation", world_.home.id.text(), 30);
    EXPECT_EQ(tell_expiring(world_.kernel), 1);
    EXPECT_EQ(told(world_.home.owner).size(), 1U);
    EXPECT_TRUE(told(at_site).empty()) << "what is the organisation's is not theirs to replace";
}

TEST_P(ExpiringDocuments, AnotherLastDayIsTold)
{
    const auto keeper = member(Role::engineering, {});
    const auto id = add("asset", asset_.text(), 30);
    EXPECT_EQ(tell_expiring(world_.kernel), 1);
    const auto edit_day = [&](int from_now) {
        ASSERT_TRUE(world_.as(keeper, [&](access::Call& call) {
            return edit(call, id, {.name = {}, .expires_on = day(from_now), .expected_version = {}});
        }));
    };
    edit_day(30);
    EXPECT_EQ(tell_expiring(world_.kernel), 0) << "the same day";
    edit_day(400);
    EXPECT_EQ(tell_expiring(world_.kernel), 0);
    edit_day(20);
    EXPECT_EQ(tell_expiring(world_.kernel), 1);
    EXPECT_EQ(told(keeper).size(), 2U);
}

TEST_P(ExpiringDocuments, WhatIsNotUsedAnyMoreRunsOutUnnoticed)
{
    const auto keeper = member(Role::engineering, {});
    const auto gone = testing_support::add_asset(world_, world_.home.id, world_.home.site);
    world_.execute("UPDATE assets SET status = 'disposed' WHERE id = '" + gone.text() + "'");
    world_.execute("UPDATE sites SET is_active = 0 WHERE id = '" + depot_.text() + "'");
    add("asset", gone.text(), 5);
    add("site", depot_.text(), 5);
    add("asset", asset_.text(), -8);
    const auto removed = add("asset", asset_.text(), 5);
    world_.execute("UPDATE documents SET removed_at = 1 WHERE id = '" + removed.text() + "'");
    EXPECT_EQ(tell_expiring(world_.kernel), 0);
    EXPECT_TRUE(told(keeper).empty());
    EXPECT_EQ(listed_for(keeper, {.with_total = true})->total, 1) << "the old one is still listed";
}

TEST_P(ExpiringDocuments, AreListedAsFarAsOneReaches)
{
    add("organisation", world_.home.id.text(), 1);
    add("site", world_.home.site.text(), 2);
    add("site", depot_.text(), 3);
    add("asset", asset_.text(), 4);
    add("asset", asset_.text(), 31);
    const auto names = [&](const Person& person, const ExpiringRequest& request = {}) {
        std::string days;
        const auto page = listed_for(person, request);
        for (const auto& document : page->documents) days += document.expires_on + " ";
        return days;
    };
    const auto all = day(1) + " " + day(2) + " " + day(3) + " " + day(4) + " ";
    EXPECT_EQ(names(world_.home.owner), all);
    EXPECT_EQ(names(member(Role::operator_, {})), all);
    EXPECT_EQ(names(member(Role::operator_, world_.home.site)), day(1) + " " + day(2) + " " + day(4) + " ");
    EXPECT_EQ(names(world_.home.owner, {.site = depot_}), day(3) + " ");
    EXPECT_EQ(names(member(Role::supervisor, world_.home.site), {.site = depot_}), "");
    EXPECT_EQ(code_of(listed_for(member(Role::contractor, {}, true))), "forbidden");
    const auto first = listed_for(world_.home.owner, {.limit = 3});
    EXPECT_EQ(first->documents.size(), 3U);
    EXPECT_EQ(names(world_.home.owner, {.limit = 3, .cursor = first->next_cursor}), day(4) + " ");
    EXPECT_EQ(code_of(listed_for(world_.home.owner, {.cursor = "nonsense"})), "malformed");
}

} // namespace
} // namespace assetbuddy::documents
