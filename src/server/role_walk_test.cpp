#include <map>
#include <set>
#include <sstream>

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "access/visit.h"
#include "assets/categories.h"
#include "companies/edit.h"
#include "documents/take_in.h"
#include "documents/upload.h"
#include "invitations/send.h"
#include "invitations/start_import.h"
#include "platform/files/files.h"
#include "server/routes.h"
#include "sites/locations.h"
#include "testing/databases.h"
#include "testing/defects.h"
#include "testing/pictures.h"
#include "testing/role_walk.h"
#include "testing/watched_database.h"
#include "testing/world.h"

namespace assetbuddy::server {
namespace {

namespace http = platform::http;
using access::Role;
using testing_support::Person;
using testing_support::World;
using testing_support::role_walk::Door;
using testing_support::role_walk::Line;
using testing_support::role_walk::Record;

std::string name_of(http::Method method, std::string_view pattern)
{
    return std::string{to_text(method)} + " " + std::string{pattern};
}

bool is_write(http::Method method)
{
    return method != http::Method::get;
}

/// One organisation with two sites and a person of every role at the first one, active and deactivated; beside it the
/// twin, whose records nobody here may reach.
class Walk : public testing::TestWithParam<platform::sql::Engine> {
  protected:
    testing_support::TestDatabase database_{GetParam()};
    // The walk invites more often than a person may.
    testing_support::WatchedDatabase watched_{database_.database()};
    World world_{watched_, {.send_limits = {1'000'000, 1'000'000, 1'000'000}}};
    Observed observed_{"a-token"};
    testing_support::TemporaryFolder folder_;
    platform::files::FolderStore files_{folder_.path() / "files"};
    http::Router router_ = make_router({world_.kernel, observed_, {}, folder_.path(), {}});
    base::SiteId other_site_ = world_.add_site(world_.home.id, "Leeds");
    std::map<Role, Person> active_;
    std::map<Role, Person> deactivated_;
    std::map<std::string, std::string> kept_; // records that reading leaves as they are
    int number_ = 0;

    void SetUp() override
    {
        world_.kernel.files = &files_;
        for (const auto role : access::all_roles()) {
            active_[role] = role == Role::owner ? world_.home.owner : add(role, true);
            // An Owner is never deactivated (USR-6); somebody who was one stands in.
            deactivated_[role] = add(role == Role::owner ? Role::hs_admin : role, false);
        }
    }

    std::string fresh_email() { return "p" + std::to_string(++number_) + "@example.org"; }
    Person add(Role role, bool is_active)
    {
        return world_.add_person(
            world_.home.id, {.email = fresh_email(), .role = role, .site = world_.home.site, .is_active = is_active});
    }

    enum class Where { own, other_site, other_organisation };

    /// The id of a fresh record; its organisation and site as `where` says.
    std::string make(Record record, Where where)
    {
        const auto& organisation = where == Where::other_organisation ? world_.twin : world_.home;
        const auto site = where == Where::other_site ? other_site_ : organisation.site;
        auto maker = organisation.owner;
        maker.credential = world_.sign_in(maker); // the walk ends sessions
        switch (record) {
        case Record::none:
            return {};
        case Record::user:
            return world_.add_person(organisation.id, {.email = fresh_email(), .site = site}).user.text();
        case Record::invitation:
            return world_
                .as(maker,
                    [&](access::Call& call) {
                        return invitations::send(call, {.name = "Nia Newcomer",
                                                        .email = fresh_email(),
                                                        .role = "operator",
                                                        .site_id = site.text()});
                    })
                .value()
                .id.text();
        case Record::document:
            return make_document(maker, site);
        case Record::upload:
            world_.execute("DELETE FROM uploads WHERE document_id IS NULL"); // a person has few at once
            return world_
                .as(maker,
                    [&](access::Call& call) {
                        return documents::begin_upload(
                            call, {{documents::RecordKind::site, site.text()}, {}, "a.pdf", {}}, 10);
                    })
                .value()
                .id.text();
        case Record::people_import:
            return make_import(maker);
        case Record::category:
            return world_
                .as(maker,
                    [&](access::Call& call) {
                        return assets::create_category(
                            call, {},
                            {.name = fresh_email(), .prefix = "K" + std::to_string(++number_), .criticality = "low"});
                    })
                .value()
                .id.text();
        case Record::asset:
            return testing_support::add_asset(world_, organisation.id, site).text();
        case Record::defect:
            return testing_support::report_defect(world_, maker,
                                                  testing_support::add_asset(world_, organisation.id, site))
                .id.text();
        case Record::site:
            return where == Where::own || where == Where::other_organisation
                       ? site.text()
                       : world_.add_site(organisation.id, "Site " + std::to_string(++number_)).text();
        case Record::company:
            return world_
                .as(maker, [&](access::Call& call) { return companies::create(call, {.name = fresh_email()}); })
                .value()
                .id.text();
        case Record::location:
            return world_
                .as(maker,
                    [&](access::Call& call) { return sites::create_location(call, site, {.name = fresh_email()}); })
                .value()
                .id.text();
        }
        throw std::logic_error("a record nobody makes");
    }

    std::string make_document(const Person& maker, const base::SiteId& site)
    {
        const auto made = documents::take_in(world_.kernel, maker.credential, world_.origin,
                                             {{documents::RecordKind::site, site.text()}, {}, "yard.png", {}},
                                             testing_support::small_png());
        if (!made) throw std::logic_error("no document was made: " + made.error().code + made.error().detail);
        return made->id.text();
    }

    std::string make_import(const Person& maker)
    {
        const auto csv = "name,email,role\nNia Newcomer," + fresh_email() + ",operator\n";
        const auto check =
            world_.look_as(maker, [&](access::Call& call) { return invitations::check_import(call, csv); }).value();
        const auto loaded =
            invitations::load_import(world_.kernel, maker.credential, world_.origin, check, invitations::OnError::skip);
        return world_.as(maker, [&](access::Call& call) { return invitations::open_import(call, *loaded); })
            .value()
            .id.text();
    }

    /// What changes nothing may look at the same record again.
    std::string record_for(const Line& line, Where where)
    {
        if (is_write(line.method)) return make(line.record, where);
        auto& id = kept_[std::to_string(static_cast<int>(line.record)) + "/" + std::to_string(static_cast<int>(where))];
        if (id.empty()) id = make(line.record, where);
        return id;
    }

    /// A session of this person whose token is known, as a browser has it.
    std::string sign_in(const Person& person)
    {
        const auto credential = world_.sign_in(person);
        const auto token = platform::crypto::make_token(world_.kernel.random);
        world_.execute("UPDATE sessions SET token_hash = '" + platform::crypto::sha256(token) +
                       "' WHERE token_hash = '" + credential.hash + "'");
        return token;
    }

    http::Request request_for(const Line& line, const std::string& token, const std::string& id)
    {
        http::Request request;
        request.method = line.method;
        request.path = line.pattern;
        request.route = line.pattern;
        request.request_id = std::string(32, '0');
        // Each from its own address: wrong tokens of one must not count against the next.
        request.client_address = "192.0.2." + std::to_string(++number_ % 250);
        request.path_parameters = {
            {"id", id}, {"role", "operator"}, {"token", std::string(43, 'A')}, {"file", "no-such.css"}};
        request.headers = {{"sec-fetch-site", "same-origin"}, {"cookie", "assetbuddy=" + token}};
        return request;
    }

    http::Response ask(const Line& line, const std::string& token, const std::string& id)
    {
        auto request = request_for(line, token, id);
        if (is_write(line.method)) add_body(request);
        return handler_of(line)(request);
    }

    /// Where an empty body is refused before anybody looks who asks.
    static std::string sound_body(const std::string& path)
    {
        const std::string password{testing_support::everybodys_password};
        if (path == "/api/v1/session/confirm") return R"({"code":"ABCD-EFGH"})";
        if (path == "/api/v1/session/confirm-password") return R"({"password":")" + password + "\"}";
        if (path == "/api/v1/me/email") return R"({"email":"new@example.org","password":")" + password + "\"}";
        if (path == "/api/v1/uploads") return R"({"record_type":"organisation","file_name":"policy.pdf","size":10})";
        if (path == "/api/v1/me/password")
            return R"({"current":")" + password + R"(","new":"seven herons over the weir"})";
        return "{}";
    }

    void add_body(http::Request& request)
    {
        if (request.path.starts_with("/api/")) {
            request.body = sound_body(request.path);
            request.headers.emplace_back("content-type", "application/json");
            return;
        }
        request.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
        request.body = "form_token=" + access::Visit{request, world_.kernel}.form_token();
    }

    /// A write by the Owner that builds on a state nobody ever saw.
    http::Response write_stale(const Line& line, const std::string& id, const std::string& body)
    {
        auto request = request_for(line, sign_in(world_.home.owner), id);
        request.headers.emplace_back("if-match", "\"99\"");
        if (!body.empty()) {
            request.headers.emplace_back("content-type", "application/json");
            request.body = body;
        }
        return handler_of(line)(request);
    }

    const http::Handler& handler_of(const Line& line)
    {
        for (const auto& route : router_.routes())
            if (route.method == line.method && route.pattern == line.pattern) return route.handler;
        throw std::logic_error("no such route");
    }

    static char letter_of(const Line& line, const http::Response& response)
    {
        const bool leads_to_sign_in =
            response.status == 303 && response.header("Location").value_or("").starts_with("/sign-in");
        if (response.status == 401 || (leads_to_sign_in && line.door == Door::signed_in)) return 's';
        if (response.status == 403) return 'f';
        if (response.status == 404) return 'n';
        return response.status < 500 ? '+' : '!';
    }

    std::string walk(const Line& line, const std::map<Role, Person>& people, Where where)
    {
        std::string letters;
        for (const auto role : access::all_roles()) {
            const auto id = record_for(line, where);
            letters += letter_of(line, ask(line, sign_in(people.at(role)), id));
        }
        return letters;
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, Walk, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(Walk, EveryRouteHasItsLineAndEveryLineItsRoute)
{
    std::set<std::string> routes;
    for (const auto& route : router_.routes()) routes.insert(name_of(route.method, route.pattern));
    std::set<std::string> lines;
    for (const auto& line : testing_support::role_walk::lines)
        EXPECT_TRUE(lines.insert(name_of(line.method, line.pattern)).second) << "twice: " << line.pattern;
    for (const auto& route : routes)
        EXPECT_TRUE(lines.contains(route)) << "needs a line in src/testing/role_walk.h: " << route;
    for (const auto& line : lines) EXPECT_TRUE(routes.contains(line)) << "no such route: " << line;
}

TEST_P(Walk, NobodyGetsInWhereTheTableDoesNotSaySo)
{
    for (const auto& line : testing_support::role_walk::lines) {
        const auto name = name_of(line.method, line.pattern);
        EXPECT_EQ(walk(line, active_, Where::own), line.own) << name;
        const bool is_open = line.door == Door::open;
        EXPECT_EQ(walk(line, deactivated_, Where::own), is_open ? line.own : "ssssssss") << name << ", deactivated";
        if (line.record == Record::none) continue;
        EXPECT_EQ(walk(line, active_, Where::other_site), line.other_site) << name << ", at another site";
        EXPECT_EQ(walk(line, active_, Where::other_organisation), line.other_organisation)
            << name << ", of another organisation";
        EXPECT_EQ(line.other_organisation.find('+'), std::string_view::npos) << name;
    }
    const auto changes =
        world_.rows("SELECT action FROM audit_entries WHERE organisation_id = '" + world_.twin.id.text() +
                    "' AND action NOT IN ('invitation.sent', 'import.started', 'location.created', 'category.created', "
                    "'defect.reported', 'document.uploaded', 'company.created')");
    EXPECT_TRUE(changes.empty()) << "somebody changed the twin: " << changes.front().text(0);
}

/// Whether a line of SQLite reads what the statement itself put together, or nothing.
bool reads_no_table(const std::string& line, const std::string& plan)
{
    for (const auto* const words : {"VIRTUAL TABLE", "CONSTANT ROW"})
        if (line.find(words) != std::string::npos) return true;
    const auto name = line.substr(std::string_view{"SCAN "}.size());
    return plan.find("CO-ROUTINE " + name + "\n") != std::string::npos ||
           plan.find("MATERIALIZE " + name + "\n") != std::string::npos;
}

/// The lines of a plan that read a table, or an index of one, from its beginning to its end.
std::string whole_reads(const std::string& plan)
{
    std::string found;
    std::istringstream lines{plan};
    for (std::string line; std::getline(lines, line);) {
        const bool is_whole = line.starts_with("SCAN ") && !reads_no_table(line, plan);
        if (is_whole || line.find("Seq Scan on ") != std::string::npos) found += line + "\n";
    }
    return found;
}

TEST_P(Walk, NoPageReadsATableWhole) // issue 4, "Speed"
{
    const auto contractor =
        world_.add_person(world_.home.id, {.email = "out@example.org", .role = Role::contractor, .is_external = true});
    for (const auto& line : testing_support::role_walk::lines) {
        if (line.method != http::Method::get) continue;
        const auto id = record_for(line, Where::own);
        for (const auto& person : {world_.home.owner, active_.at(Role::supervisor), contractor})
            for (const bool narrowed : {false, true}) {
                auto request = request_for(line, sign_in(person), id);
                if (narrowed) request.query = {{"q", "guard"}, {"total", "true"}};
                watched_.watch(true);
                (void)handler_of(line)(request);
                watched_.watch(false);
            }
    }
    EXPECT_GT(watched_.plans().size(), 80U);
    // Its first row is enough to know whether anybody has signed up yet.
    const std::set<std::string> ends_at_the_first{"organisations.has_any"};
    for (const auto& [name, plan] : watched_.plans()) {
        EXPECT_TRUE(whole_reads(plan).empty() || ends_at_the_first.contains(name)) << name << "\n" << plan;
        const bool is_ones_own = name.find(".assigned") != std::string::npos;
        EXPECT_TRUE(!is_ones_own || plan.find("(organisation_id=?)") == std::string::npos)
            << name << " goes through the organisation's for what one person has\n"
            << plan;
    }
}

/// A sound change of what each address holds.
const std::map<std::string, std::string>& sound_changes()
{
    static const std::string name = R"({"name":"Another name"})";
    static const std::map<std::string, std::string> changes{
        {"PATCH /api/v1/organisation", name},
        {"PATCH /api/v1/me", name},
        {"PATCH /api/v1/invitations/{id}", name},
        {"PATCH /api/v1/users/{id}", name},
        {"DELETE /api/v1/users/{id}", ""},
        {"PATCH /api/v1/assets/{id}", name},
        {"DELETE /api/v1/assets/{id}", ""},
        {"POST /api/v1/assets/{id}/status", R"({"status":"restricted","reason":"worn"})"},
        {"PATCH /api/v1/categories/{id}", name},
        {"DELETE /api/v1/categories/{id}", ""},
        {"PATCH /api/v1/companies/{id}", name},
        {"DELETE /api/v1/companies/{id}", ""},
        {"PATCH /api/v1/sites/{id}", name},
        {"PATCH /api/v1/locations/{id}", name},
        {"DELETE /api/v1/locations/{id}", ""},
        {"PATCH /api/v1/defects/{id}", R"({"title":"Another title"})"},
        {"POST /api/v1/defects/{id}/close-out", R"({"notes":"mended"})"},
        {"PATCH /api/v1/documents/{id}", name},
        {"DELETE /api/v1/documents/{id}", ""},
        {"POST /api/v1/invitations/{id}/revoke", ""},
        {"PUT /api/v1/roles/{role}/permissions", R"({"permissions":[]})"},
    };
    return changes;
}

TEST_P(Walk, AStaleWriteIsToldWhatIsThereNow) // R-API-3
{
    std::set<std::string> met;
    for (const auto& line : testing_support::role_walk::lines) {
        const auto name = name_of(line.method, line.pattern);
        const auto change = sound_changes().find(name);
        if (change == sound_changes().end()) continue;
        met.insert(name);
        const auto id = make(line.record, Where::own);
        const auto answer = write_stale(line, id, change->second);
        ASSERT_EQ(answer.status, 412) << name << answer.body;
        const auto body = boost::json::parse(answer.body).as_object();
        EXPECT_EQ(body.at("code").as_string(), "stale") << name;
        ASSERT_TRUE(body.contains("present")) << name << answer.body;
        const auto& present = body.at("present").as_object();
        EXPECT_TRUE(id.empty() || present.at("id").as_string() == id) << name << answer.body;
        ASSERT_TRUE(answer.header("ETag")) << name;
        EXPECT_NE(*answer.header("ETag"), "\"99\"") << name;
    }
    EXPECT_EQ(met.size(), sound_changes().size());
}

} // namespace
} // namespace assetbuddy::server
