#include <thread>

#include <gtest/gtest.h>

#include "documents/document.h"
#include "documents/edit.h"
#include "documents/find.h"
#include "documents/limits.h"
#include "documents/sweep.h"
#include "documents/take_in.h"
#include "documents/upload.h"
#include "platform/crypto/crypto.h"
#include "platform/files/files.h"
#include "testing/databases.h"
#include "testing/pictures.h"
#include "testing/world.h"

namespace assetbuddy::documents {
namespace {

using access::Role;
using base::Result;
using testing_support::code_of;
using testing_support::Person;
using testing_support::TemporaryFolder;
using testing_support::TestDatabase;
using testing_support::World;

const std::string pdf = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n";

class Documents : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};
    TemporaryFolder folder_;
    platform::files::FolderStore files_{folder_.path() / "files"};
    Record site_{RecordKind::site, world_.home.site.text()};

    void SetUp() override { world_.kernel.files = &files_; }
    void TearDown() override { EXPECT_EQ(world_.changes_in_twin(), ""); }

    Person member(Role role, std::optional<base::SiteId> site = {}, bool is_external = false)
    {
        return world_.add_person(world_.home.id, {.name = "Person " + std::to_string(++number_),
                                                  .email = "p" + std::to_string(number_) + "@example.org",
                                                  .role = role,
                                                  .site = std::move(site),
                                                  .is_external = is_external});
    }
    Result<Document> put(const Person& person, const Record& record, const std::string& bytes = pdf,
                         const std::string& name = "manual.pdf")
    {
        return take_in(world_.kernel, person.credential, world_.origin, {record, {}, name, {}}, bytes);
    }
    Result<Document> seen(const Person& person, const DocumentId& id)
    {
        return world_.look_as(person, [&](access::Call& call) { return find_visible(call, id); });
    }
    std::size_t listed(const Person& person, const Record& record)
    {
        const auto page = world_.look_as(person, [&](access::Call& call) { return list(call, {.record = record}); });
        return page ? page->documents.size() : 999;
    }
    Result<UploadState> begin(const Person& person, std::int64_t size, const std::string& name = "a.pdf")
    {
        return world_.as(person, [&](access::Call& call) { return begin_upload(call, {site_, {}, name, {}}, size); });
    }
    Result<UploadState> piece(const Person& person, const UploadId& id, std::int64_t offset, std::string_view bytes)
    {
        return append(world_.kernel, person.credential, world_.origin, id, offset, bytes);
    }
    Result<Document> finish(const Person& person, const UploadId& id)
    {
        return finish_upload(world_.kernel, person.credential, world_.origin, id);
    }
    std::size_t files() { return files_.list("", 1000).size(); }
    /// The way the workshop is after everything: nothing lies about.
    bool is_workshop_empty() { return std::filesystem::is_empty(files_.workshop()); }

    /// A piece of equipment at a site, with a defect of it given to somebody.
    struct Equipment {
        Record asset;
        Record defect;
    };
    Equipment equip(const base::SiteId& site, const std::string& assignee, const std::string& reporter = {})
    {
        const auto tail = std::to_string(1000 + ++number_);
        const auto id = [&](const char* kind) {
            return std::string{"01930000-0000-7000-8"} + kind + "-00000000" + tail;
        };
        const auto organisation = world_.home.id.text();
        const auto quoted = [](const std::string& text) { return text.empty() ? "NULL" : "'" + text + "'"; };
        world_.execute("INSERT INTO categories (id, organisation_id, name, name_key, name_sort, prefix, criticality, "
                       "created_at) VALUES ('" +
                       id("001") + "', '" + organisation + "', 'C" + tail + "', 'c" + tail + "', 'c', 'C" + tail +
                       "', 'low', 1)");
        world_.execute("INSERT INTO assets (id, organisation_id, code, code_sort, name, name_sort, category_id, "
                       "site_id, status, criticality, created_at) VALUES ('" +
                       id("002") + "', '" + organisation + "', 'X-" + tail + "', 'X-" + tail + "', 'Hoist', 'h', '" +
                       id("001") + "', '" + site.text() + "', 'in_service', 'low', 1)");
        world_.execute("INSERT INTO defects (id, organisation_id, number, asset_id, site_id, title, severity, status, "
                       "assigned_user_id, reported_by, created_at) VALUES ('" +
                       id("003") + "', '" + organisation + "', " + tail + ", '" + id("002") + "', '" + site.text() +
                       "', 'Rope worn', 1, 'open', " + quoted(assignee) + ", " +
                       quoted(reporter.empty() ? world_.home.owner.user.text() : reporter) + ", 1)");
        return {{RecordKind::asset, id("002")}, {RecordKind::defect, id("003")}};
    }
    void assign(const Record& defect, const Person& to)
    {
        world_.execute("UPDATE defects SET assigned_user_id = '" + to.user.text() + "' WHERE id = '" + defect.id + "'");
    }

    int number_ = 0;
};
INSTANTIATE_TEST_SUITE_P(Engines, Documents, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(Documents, AreKeptByTheirBytesAndTold)
{
    const auto made = put(world_.home.owner, site_, pdf, "C:\\scans\\Crane\tmanual.pdf.exe");
    ASSERT_TRUE(made);
    EXPECT_EQ(made->newest.media_type, "application/pdf");
    EXPECT_EQ(made->newest.file_name, "Cranemanual.pdf.exe.pdf");
    EXPECT_EQ(made->newest.sha256, platform::crypto::sha256(pdf));
    EXPECT_EQ(files_.open(made->newest.id.text())->view(), pdf);
    EXPECT_EQ(world_.rows("SELECT 1 FROM audit_entries WHERE action = 'document.uploaded'").size(), 1U);
    EXPECT_EQ(listed(world_.home.owner, site_), 1U);
    EXPECT_TRUE(is_workshop_empty());
}

TEST_P(Documents, PhotosGetASmallPicture)
{
    const auto made = put(world_.home.owner, site_, testing_support::small_png(), "yard.jpg");
    ASSERT_TRUE(made);
    EXPECT_TRUE(made->is_picture);
    EXPECT_EQ(made->newest.media_type, "image/png") << "by its bytes, not its name";
    EXPECT_EQ(made->newest.file_name, "yard.jpg.png");
    ASSERT_TRUE(made->newest.small_id);
    EXPECT_TRUE(files_.open(*made->newest.small_id)->view().starts_with("\xff\xd8\xff"));
}

TEST_P(Documents, WhatIsRefusedLeavesNothingBehind)
{
    const auto wrong = [&](const std::string& bytes) {
        const auto refused = put(world_.home.owner, site_, bytes, "photo.jpg");
        return refused || refused.error().errors.empty() ? code_of(refused) : refused.error().errors[0].code;
    };
    EXPECT_EQ(wrong(""), "empty");
    EXPECT_EQ(wrong("<!DOCTYPE html><script>alert(1)</script>"), "unsupported_type");
    EXPECT_EQ(wrong("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"), "unsupported_type");
    EXPECT_EQ(wrong("MZ" + std::string(200, '\0')), "unsupported_type");
    const auto png = testing_support::small_png();
    EXPECT_EQ(wrong(png.substr(0, png.size() / 2)), "damaged");
    EXPECT_EQ(files(), 0U);
    EXPECT_TRUE(is_workshop_empty());
    EXPECT_EQ(world_.count("documents", world_.home.id), 0);
}

TEST_P(Documents, AreForThoseWhoMaySeeTheRecord)
{
    const auto leeds = world_.add_site(world_.home.id, "Leeds");
    const auto here = member(Role::operator_, world_.home.site);
    const auto there = member(Role::operator_, leeds);
    const auto everywhere = member(Role::operator_);
    const auto manager = member(Role::site_manager, world_.home.site);
    const auto contractor = member(Role::contractor, {}, true);
    const auto of_site = put(world_.home.owner, site_).value().id;
    const auto of_all = put(world_.home.owner, {RecordKind::organisation, world_.home.id.text()}).value().id;
    struct Line {
        const Person& person;
        bool site;
        bool organisation;
        const char* upload;
    };
    for (const auto& [person, site, organisation, upload] :
         {Line{here, true, true, "forbidden"}, Line{there, false, true, "not_found"},
          Line{everywhere, true, true, "forbidden"}, Line{manager, true, true, ""},
          Line{contractor, false, false, "not_found"}, Line{world_.twin.owner, false, false, "not_found"}}) {
        EXPECT_EQ(code_of(seen(person, of_site)), site ? "" : "not_found") << person.email;
        EXPECT_EQ(code_of(seen(person, of_all)), organisation ? "" : "not_found") << person.email;
        EXPECT_EQ(code_of(put(person, site_)), upload) << person.email;
    }
    EXPECT_EQ(code_of(put(manager, {RecordKind::organisation, world_.home.id.text()})), "forbidden")
        << "one site's manager adds nothing to the whole organisation";
}

/// EXT-2, EXT-3: assigned now, once, never.
TEST_P(Documents, OfEquipmentAreReadByWhoHasItsDefect)
{
    const auto now = member(Role::contractor, {}, true);
    const auto never = member(Role::contractor, {}, true);
    const auto equipment = equip(world_.home.site, now.user.text());
    const auto other = equip(world_.home.site, "");
    const auto manual = put(world_.home.owner, equipment.asset).value().id;
    const auto of_other = put(world_.home.owner, other.asset).value().id;
    EXPECT_EQ(code_of(seen(now, manual)), "");
    EXPECT_EQ(seen(now, manual)->newest.uploaded_by_name, "") << "of others no name";
    EXPECT_EQ(code_of(seen(never, manual)), "not_found");
    EXPECT_EQ(code_of(seen(now, of_other)), "not_found");
    EXPECT_EQ(code_of(put(now, equipment.asset)), "forbidden");
    EXPECT_EQ(code_of(put(now, equipment.defect)), "invalid") << "a closeout brings photos only";
    assign(equipment.defect, never);
    EXPECT_EQ(code_of(seen(now, manual)), "not_found") << "at the next request";
    world_.execute("UPDATE defects SET status = 'closed', is_open = 0, closed_at = " +
                   std::to_string(base::to_microseconds(world_.clock.now())) + " WHERE id = '" + equipment.defect.id +
                   "'");
    EXPECT_EQ(code_of(seen(never, manual)), "") << "closed ones for thirty days";
    world_.clock.advance(std::chrono::hours{31 * 24});
    auto later = never;
    later.credential = world_.sign_in(never);
    EXPECT_EQ(code_of(seen(later, manual)), "not_found");
}

TEST_P(Documents, PhotosOfAnEarlierTurnStayHidden)
{
    const auto first = member(Role::contractor, {}, true);
    const auto second = member(Role::contractor, {}, true);
    const auto equipment = equip(world_.home.site, "");
    const auto photo = testing_support::small_png();
    const auto of_report = put(world_.home.owner, equipment.defect, photo).value().id;
    assign(equipment.defect, first);
    const auto of_first = put(first, equipment.defect, photo).value().id;
    const auto told_first = put(world_.home.owner, equipment.defect, photo).value().id;
    assign(equipment.defect, second);
    const auto of_second = put(second, equipment.defect, photo).value().id;
    std::string codes;
    for (const auto& id : {of_report, of_first, told_first, of_second}) codes += code_of(seen(second, id)) + ",";
    EXPECT_EQ(codes, ",not_found,not_found,,");
    EXPECT_EQ(listed(second, equipment.defect), 2U);
    EXPECT_EQ(listed(world_.home.owner, equipment.defect), 4U);
    EXPECT_EQ(code_of(seen(first, of_first)), "not_found") << "no longer theirs";
    EXPECT_EQ(code_of(world_.as(second, [&](access::Call& call) { return remove(call, of_report); })), "forbidden");
    EXPECT_EQ(code_of(world_.as(second, [&](access::Call& call) { return remove(call, of_second); })), "");
}

TEST_P(Documents, AreReplacedAndKeepTheirVersions)
{
    const auto id = put(world_.home.owner, site_).value().id;
    const auto next = take_in(world_.kernel, world_.home.owner.credential, world_.origin, {site_, id, "second.txt", {}},
                              "Torque: 40 Nm\n");
    ASSERT_TRUE(next);
    EXPECT_EQ(next->newest.number, 2);
    EXPECT_EQ(next->newest.media_type, "text/plain");
    const auto details =
        world_.look_as(world_.home.owner, [&](access::Call& call) { return find_details(call, id); }).value();
    ASSERT_EQ(details.versions.size(), 2U);
    EXPECT_EQ(details.versions[1].file_name, "manual.pdf");
    const auto version = [&](std::int64_t number) {
        return code_of(
            world_.look_as(world_.home.owner, [&](access::Call& call) { return find_version(call, id, number); }));
    };
    EXPECT_EQ(version(1) + "," + version(2) + "," + version(3), ",,not_found");
}

TEST_P(Documents, AreEditedAndDeletedOnceOnly)
{
    const auto id = put(world_.home.owner, site_).value().id;
    const auto change = [&](const EditRequest& request) {
        return code_of(world_.as(world_.home.owner, [&](access::Call& call) { return edit(call, id, request); }));
    };
    EXPECT_EQ(change({.name = "Crane", .expires_on = "2027-03-31", .expected_version = 1}), "");
    EXPECT_EQ(change({.name = "Hoist", .expected_version = 1}), "stale");
    EXPECT_EQ(change({.expires_on = "2027-02-30"}), "invalid");
    EXPECT_EQ(change({.name = ""}), "invalid");
    EXPECT_EQ(seen(world_.home.owner, id)->expires_on, "2027-03-31");
    const auto remove_it = [&] {
        return code_of(world_.as(world_.home.owner, [&](access::Call& call) { return remove(call, id); }));
    };
    EXPECT_EQ(remove_it(), "");
    EXPECT_EQ(remove_it(), "not_found");
    EXPECT_EQ(code_of(seen(world_.home.owner, id)), "not_found");
    EXPECT_EQ(files(), 1U);
    EXPECT_EQ(sweep(world_.kernel), 1);
    EXPECT_EQ(files(), 0U);
    EXPECT_TRUE(find_misfits(database_.database(), files_, world_.clock.now()).empty());
}

TEST_P(Documents, ArriveInPiecesOverABadConnection)
{
    const auto size = static_cast<std::int64_t>(pdf.size());
    const auto id = begin(world_.home.owner, size).value().id;
    EXPECT_EQ(piece(world_.home.owner, id, 0, pdf.substr(0, 10))->offset, 10);
    const auto twice = piece(world_.home.owner, id, 0, pdf.substr(0, 10));
    ASSERT_EQ(code_of(twice), "wrong_offset");
    EXPECT_EQ(std::get<std::int64_t>(twice.error().facts.at("offset")), 10);
    EXPECT_EQ(code_of(finish(world_.home.owner, id)), "wrong_offset");
    EXPECT_EQ(code_of(piece(world_.home.owner, id, 10, std::string(100, 'x'))), "invalid");
    EXPECT_EQ(code_of(piece(member(Role::hs_admin), id, 10, pdf.substr(10))), "not_found");
    EXPECT_EQ(find_upload(world_.kernel, world_.home.owner.credential, world_.origin, id)->offset, 10);
    EXPECT_EQ(piece(world_.home.owner, id, 10, pdf.substr(10))->offset, size);
    const auto made = finish(world_.home.owner, id);
    ASSERT_TRUE(made);
    EXPECT_EQ(finish(world_.home.owner, id)->id, made->id) << "asked again, the same";
    EXPECT_EQ(code_of(piece(world_.home.owner, id, size, "")), "wrong_state");
    EXPECT_EQ(files_.open(made->newest.id.text())->view(), pdf);
    EXPECT_TRUE(is_workshop_empty());
}

TEST_P(Documents, AnUploadFinishedByTwoAtOnceIsOneDocument)
{
    const auto id = begin(world_.home.owner, static_cast<std::int64_t>(pdf.size())).value().id;
    ASSERT_TRUE(piece(world_.home.owner, id, 0, pdf));
    std::vector<std::string> made(4);
    {
        std::vector<std::jthread> threads;
        for (auto& each : made)
            threads.emplace_back([&] {
                const auto document = finish(world_.home.owner, id);
                each = document ? document->id.text() : document.error().code;
            });
    }
    EXPECT_EQ(world_.count("documents", world_.home.id), 1);
    EXPECT_EQ(files(), 1U) << "what the slower ones stored is gone again";
    const auto only = world_.rows("SELECT id FROM documents").at(0).text(0);
    for (const auto& each : made) EXPECT_TRUE(each == only || each == "wrong_offset") << each;
}

TEST_P(Documents, UploadsAreRefusedBeforeTheyBegin)
{
    EXPECT_EQ(code_of(begin(member(Role::operator_), 10)), "forbidden");
    EXPECT_EQ(code_of(begin(world_.twin.owner, 10)), "not_found");
    EXPECT_EQ(code_of(begin(world_.home.owner, 0)), "invalid");
    EXPECT_EQ(code_of(begin(world_.home.owner, most_bytes + 1)), "invalid");
    for (std::int64_t each = 0; each < most_uploads; ++each) ASSERT_TRUE(begin(world_.home.owner, 10));
    EXPECT_EQ(code_of(begin(world_.home.owner, 10)), "too_many");
}

TEST_P(Documents, WhatACrashLeavesIsSweptAndTheRestStays)
{
    const auto kept = put(world_.home.owner, site_, testing_support::small_png(), "yard.png").value();
    const auto abandoned = begin(world_.home.owner, 10).value().id;
    ASSERT_TRUE(piece(world_.home.owner, abandoned, 0, "abc"));
    // A crash between the file and its row.
    const auto orphan = put_away(world_.kernel, pdf, "a.pdf").value();
    EXPECT_EQ(sweep_orphans(world_.kernel), 0) << "it may be about to get its row";
    EXPECT_TRUE(find_misfits(database_.database(), files_, world_.clock.now()).empty());
    world_.clock.advance(orphan_life + std::chrono::minutes{1});
    EXPECT_EQ(find_misfits(database_.database(), files_, world_.clock.now()).size(), 1U);
    EXPECT_EQ(sweep_orphans(world_.kernel), 1);
    EXPECT_EQ(files_.open(orphan.version.id.text()), nullptr);
    EXPECT_EQ(sweep(world_.kernel), 1) << "the upload that nobody finished";
    EXPECT_TRUE(is_workshop_empty());
    EXPECT_TRUE(files_.open(kept.newest.id.text()));
    EXPECT_TRUE(files_.open(*kept.newest.small_id));
    files_.remove(*kept.newest.small_id);
    const auto misfits = find_misfits(database_.database(), files_, world_.clock.now());
    ASSERT_EQ(misfits.size(), 1U);
    EXPECT_EQ(misfits[0].words, "a photo has its small picture");
}

TEST_P(Documents, ListsGoOnWhereTheyStopped)
{
    for (int each = 0; each < 5; ++each) {
        ASSERT_TRUE(put(world_.home.owner, site_, pdf, "n" + std::to_string(each) + ".pdf"));
        world_.clock.advance(std::chrono::seconds{1});
    }
    std::string names;
    ListRequest request{.record = site_, .limit = 2};
    do {
        const auto page =
            world_.look_as(world_.home.owner, [&](access::Call& call) { return list(call, request); }).value();
        for (const auto& document : page.documents) names += document.name + " ";
        request.cursor = page.next_cursor;
    } while (!request.cursor.empty());
    EXPECT_EQ(names, "n4.pdf n3.pdf n2.pdf n1.pdf n0.pdf ");
    request.cursor = "nonsense";
    EXPECT_EQ(code_of(world_.look_as(world_.home.owner, [&](access::Call& call) { return list(call, request); })),
              "malformed");
}

TEST(FileName, IsSafeToShowAndToHandOut)
{
    struct Line {
        const char* given;
        const char* ending;
        const char* safe;
    };
    for (const auto& [given, ending, safe] : {Line{"report.pdf", ".pdf", "report.pdf"},
                                              {"../../etc/passwd", ".txt", "passwd.txt"},
                                              {"C:\\x\\Photo.JPG", ".jpg", "Photo.JPG"},
                                              {"photo.jpeg", ".jpg", "photo.jpeg"},
                                              {"a\r\nSet-Cookie: x.pdf", ".pdf", "aSet-Cookie x.pdf"},
                                              {"page.html", ".pdf", "page.html.pdf"},
                                              {".htaccess", ".txt", "htaccess.txt"},
                                              {"", ".pdf", "file.pdf"},
                                              {"\xff\xfe", ".pdf", "file.pdf"},
                                              {"gnp.\xe2\x80\xae"
                                               "exe",
                                               ".png", "file.png"},
                                              {"Prüfbericht Kran 3.pdf", ".pdf", "Prüfbericht Kran 3.pdf"}})
        EXPECT_EQ(safe_file_name(given, ending), safe) << given;
    EXPECT_EQ(safe_file_name(std::string(500, 'x') + ".pdf", ".pdf").size(), most_name - 1);
}

} // namespace
} // namespace assetbuddy::documents
