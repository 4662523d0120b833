#include <array>
#include <atomic>
#include <chrono>
#include <thread>

#include "access/audit.h"
#include "access/role_sets.h"
#include "invitations/check_import.h"
#include "invitations/find_import.h"
#include "invitations/react.h"
#include "invitations/run_imports.h"
#include "invitations/start_import.h"
#include "invitations/stop_import.h"
#include "testing/invitations.h"

namespace assetbuddy::invitations {
namespace {

using namespace std::chrono_literals;
using assetbuddy::testing_support::Person;
using std::chrono::days;

class Imports : public testing_support::InvitationsTest {
  protected:
    const Person* sender_ = &world_.home.owner;

    /// A list of so many people, from the number `first` on.
    static std::string people_csv(int count, int first = 1)
    {
        std::string csv = "name,email,role\n";
        for (int i = first; i < first + count; ++i)
            csv += "Person " + std::to_string(i) + ",p" + std::to_string(i) + "@example.org,operator\n";
        return csv;
    }
    base::Result<ImportCheck> check(const std::string& csv)
    {
        return world_.look_as(*sender_, [&](access::Call& call) { return check_import(call, csv); });
    }
    base::Result<Import> begin(const std::string& csv, OnError on_error = OnError::skip)
    {
        const auto checked = check(csv);
        if (!checked) return base::refused(checked.error());
        const auto loaded = load_import(world_.kernel, sender_->credential, world_.origin, *checked, on_error);
        if (!loaded) return loaded;
        return world_.as(*sender_, [&](access::Call& call) { return open_import(call, *loaded); });
    }
    std::int64_t run() { return run_imports(world_.kernel, "worker"); }
    ImportReport report(const ImportId& id)
    {
        world_.home.owner.credential = world_.sign_in(world_.home.owner); // days may have passed
        return world_.look_as(world_.home.owner, [&](access::Call& call) { return invitations::find_import(call, id); })
            .value();
    }
    std::string numbers(const ImportId& id)
    {
        const auto import = report(id).import;
        auto text = std::string{to_text(import.state)} + " " + std::to_string(import.created) + "+" +
                    std::to_string(import.skipped) + "+" + std::to_string(import.failed) + "/" +
                    std::to_string(import.total);
        return import.reason.empty() ? text : text + " " + import.reason;
    }
    std::string stop_as(const Person& person, const ImportId& id)
    {
        return code_of(world_.as(person, [&](access::Call& call) { return stop_import(call, id); }));
    }
    /// What the bell says about imports, oldest first.
    std::string told()
    {
        std::string lines;
        for (const auto& row :
             world_.rows("SELECT title FROM notifications WHERE kind = 'import.finished' ORDER BY id"))
            lines += row.text(0) + "\n";
        return lines;
    }
    std::int64_t invitations() { return number_of("SELECT count(*) FROM invitations"); }
    /// "3 duplicate already_invited": lines that are not ok.
    static std::vector<std::string> troubles(const ImportCheck& check)
    {
        std::vector<std::string> lines;
        for (const auto& row : check.rows) {
            if (row.verdict == Verdict::ok) continue;
            auto text = std::to_string(row.asked.line) + " " + std::string{to_text(row.verdict)};
            for (const auto& error : row.errors) text += " " + error.field + ":" + error.code;
            lines.push_back(text);
        }
        return lines;
    }
    /// Somebody of this role who may invite, with what else they hold.
    Person add_inviter(access::Role role, const std::string& email)
    {
        const auto person = world_.add_person(world_.home.id, {.email = email, .role = role});
        auto grants = access::default_grants(role).all();
        grants.push_back({access::Permission::users_invite, access::Scope::organisation});
        world_.execute("INSERT INTO role_sets (organisation_id, role, grants) VALUES ('" + world_.home.id.text() +
                       "', '" + std::string{access::to_text(role)} + "', '" +
                       access::to_text(access::GrantSet{grants}) + "')");
        return person;
    }
    void expect_whole_chain()
    {
        const auto chain =
            world_.look_as(world_.home.owner, [&](access::Call& call) -> base::Result<access::ChainReport> {
                return access::verify_chain(call.tx, call.organisation());
            });
        EXPECT_TRUE(chain && !chain->broken_at);
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, Imports, assetbuddy::testing_support::AllEngines(),
                         assetbuddy::testing_support::engine_name);

TEST_P(Imports, GiveEveryLineItsVerdict)
{
    invite(offer_to("invited@example.org"));
    world_.add_person(world_.home.id, {.email = "here@example.org"});
    world_.add_person(world_.home.id, {.email = "gone@example.org", .is_active = false});
    world_.add_person(world_.twin.id, {.email = "there@example.org"});
    world_.add_site(world_.twin.id, "Twin Yard");
    touches_twin_ = true;
    const auto checked = check("Name;E-mail;Role;Site;External user;Company;Last day of access;lifetime_days;message\n"
                               "Nia Newcomer;nia@example.org;H&S Admin;harbour YARD;;;;;\n" // 2 ok
                               "Ned;there@example.org;operator;" +
                               world_.home.site.text() +
                               ";no\n"                                                                        // 3 ok
                               ";nobody@example.org;operator\n"                                               // 4
                               "Bad;not an address;operator\n"                                                // 5
                               "Owen;owen@example.org;Owner\n"                                                // 6
                               "Rob;rob@example.org;wizard\n"                                                 // 7
                               "Sid;sid@example.org;operator;Twin Yard\n"                                     // 8
                               "Ina;Invited@Example.org;operator\n"                                           // 9
                               "Hal;here@example.org;operator\n"                                              // 10
                               "Gus;gone@example.org;operator\n"                                              // 11
                               "Nia again;NIA@example.org;operator\n"                                         // 12
                               "Con;con@example.org;contractor;;;Cranes & Sons;2030-01-01;5;Welcome\n"        // 13 ok
                               "Cat;cat@example.org;contractor;;no\n"                                         // 14
                               "Eve;eve@example.org;operator;;perhaps;;yesterday;99;see www.evil.example/x\n" // 15
                               "Long;long@example.org;operator;;;;;;;more\n");                                // 16
    ASSERT_TRUE(checked) << checked.error().errors.at(0).message;
    EXPECT_EQ(checked->valid, 3);
    EXPECT_EQ(checked->invalid(), 12);
    EXPECT_EQ(troubles(*checked), (std::vector<std::string>{
                                      "4 invalid name:required",
                                      "5 invalid email:invalid_email",
                                      "6 invalid role:not_offered",
                                      "7 invalid role:unknown_value",
                                      "8 invalid site_id:unknown_value",
                                      "9 duplicate email:already_invited",
                                      "10 duplicate email:already_user",
                                      "11 duplicate email:already_user",
                                      "12 duplicate email:twice_in_file",
                                      "14 invalid is_external:must_be_external company_name:required",
                                      "15 invalid is_external:unknown_value access_ends_on:invalid_date "
                                      "message:web_address lifetime_days:out_of_range",
                                      "16 invalid row:too_many_values",
                                  }));
    EXPECT_EQ(invitations(), 1) << "looking changes nothing";
    EXPECT_EQ(world_.count("imports", world_.home.id), 0);
}

TEST_P(Imports, RefuseListsThatCannotBeReadForCertain)
{
    const std::pair<std::string, std::string> cases[] = {
        {"", "required"},
        {"name,email,role\n", "required"},
        {"name,email\nNia,nia@example.org\n", "missing_column"},
        {"name,email,role,shoe size\nNia,nia@example.org,operator,44\n", "unknown_column"},
        {"name,email,role,,\nNia,nia@example.org,operator\n", "unknown_column"},
        {"name,email,role,e-mail\nNia,nia@example.org,operator,x\n", "repeated_column"},
        {"name,email,role\n\"Nia,nia@example.org,operator\n", "unclosed_quote"},
        {"name,email,role\nN\xE9,nia@example.org,operator\n", "not_utf8"},
        {people_csv(10'001), "too_many_rows"},
        {"name,email,role\n" + std::string(8 * 1024 * 1024, 'x'), "too_long"},
    };
    for (const auto& [csv, code] : cases) {
        const auto checked = check(csv);
        ASSERT_FALSE(checked) << csv.substr(0, 60);
        EXPECT_EQ(checked.error().code, "invalid");
        EXPECT_EQ(checked.error().errors.at(0).field, "csv");
        EXPECT_EQ(checked.error().errors.at(0).code, code) << csv.substr(0, 60);
    }
}

/// R-INV-10: the same refusals by the form and by a file, inviter by inviter and role by role.
TEST_P(Imports, JudgeAsSendingDoes)
{
    const Person inviters[] = {world_.home.owner, add_inviter(access::Role::site_manager, "sam@example.org"),
                               add_inviter(access::Role::director, "dora@example.org")};
    int number = 0;
    for (const auto& inviter : inviters) {
        sender_ = &inviter;
        for (const auto role : access::all_roles()) {
            const std::string slug{access::to_text(role)};
            const auto email = "r" + std::to_string(++number) + "@example.org";
            const auto checked = check("name,email,role,company\nNia," + email + "," + slug + "," +
                                       (role == access::Role::contractor ? "Cranes" : "") + "\n");
            ASSERT_TRUE(checked);
            auto offer = offer_to(email, slug);
            if (role == access::Role::contractor) offer.company_name = "Cranes";
            const auto sent = send_as(inviter, offer);
            const auto& row = checked->rows.at(0);
            EXPECT_EQ(row.verdict == Verdict::ok, sent.has_value()) << inviter.email << " " << slug;
            if (sent) continue;
            const auto code = sent.error().errors.empty() ? sent.error().code : sent.error().errors.at(0).code;
            EXPECT_EQ(row.errors.at(0).code, code) << inviter.email << " " << slug;
        }
    }
}

TEST_P(Imports, AreRefusedToWhoMayNotInvite)
{
    const auto operator_ = world_.add_person(world_.home.id, {.email = "op@example.org"});
    sender_ = &operator_;
    EXPECT_EQ(code_of(check(people_csv(1))), "forbidden");
    EXPECT_EQ(code_of(check("garbage")), "forbidden") << "before anything is read";
    sender_ = &world_.home.owner;
    const auto import = begin(people_csv(1));
    ASSERT_TRUE(import);
    const auto seen_by = [&](const Person& person) {
        return code_of(
            world_.look_as(person, [&](access::Call& call) { return invitations::find_import(call, import->id); }));
    };
    EXPECT_EQ(seen_by(world_.home.owner), "");
    EXPECT_EQ(seen_by(operator_), "not_found");
    EXPECT_EQ(seen_by(world_.twin.owner), "not_found");
    world_.execute("UPDATE accounts SET confirmed_at = NULL WHERE email_key = 'olive@harbour.example'");
    EXPECT_EQ(code_of(check(people_csv(1))), "email_unconfirmed");
}

TEST_P(Imports, InviteEveryValidLineAndSayWhyNotTheOthers)
{
    invite(offer_to("p2@example.org"));
    const auto import = begin(people_csv(60) + "Bad,bad,operator\n");
    ASSERT_TRUE(import);
    EXPECT_EQ(numbers(import->id), "running 0+2+0/61");
    EXPECT_EQ(run(), 59);
    EXPECT_EQ(numbers(import->id), "done 59+2+0/61");
    EXPECT_EQ(invitations(), 60);

    const auto rows = report(import->id).rows;
    EXPECT_EQ(rows.at(0).state, RowState::created);
    ASSERT_TRUE(rows.at(0).invitation);
    EXPECT_EQ(text_of("SELECT email_key FROM invitations WHERE id = '" + rows.at(0).invitation->text() + "'"),
              "p1@example.org");
    EXPECT_EQ(rows.at(1).state, RowState::skipped);
    EXPECT_EQ(rows.at(1).errors.at(0).code, "already_invited");
    EXPECT_EQ(rows.at(60).errors.at(0).code, "invalid_email");
    EXPECT_EQ(number_of("SELECT count(*) FROM import_rows WHERE offer <> '' OR email_key <> ''"), 0)
        << "nothing of what was asked for rests afterwards";

    const auto mail = mailbox_.latest_to("p7@example.org");
    EXPECT_EQ(mail.inviter, "Olive Owner");
    EXPECT_TRUE(accept_with(mail.token, mail.code));
    EXPECT_EQ(number_of("SELECT count(*) FROM audit_entries WHERE action = 'invitation.sent'"), 60);
    for (const std::string action : {"import.started", "import.finished"})
        EXPECT_EQ(text_of("SELECT actor_user_id FROM audit_entries WHERE action = '" + action + "'"),
                  world_.home.owner.user.text());
    expect_whole_chain();
}

TEST_P(Imports, InviteNobodyWhereTheSenderWantsAllOrNone)
{
    const auto refused = begin(people_csv(3) + "Bad,bad,operator\n", OnError::none);
    ASSERT_TRUE(refused);
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(numbers(refused->id), "refused 0+4+0/4");
    EXPECT_EQ(report(refused->id).rows.at(3).errors.at(0).code, "invalid_email");
    EXPECT_EQ(invitations(), 0);
    EXPECT_EQ(number_of("SELECT count(*) FROM audit_entries WHERE action = 'import.refused'"), 1);

    const auto whole = begin(people_csv(3), OnError::none);
    run();
    EXPECT_EQ(numbers(whole->id), "done 3+0+0/3");
    EXPECT_EQ(numbers(begin("name,email,role\nBad,bad,operator\n")->id), "done 0+1+0/1") << "nothing to wait for";
}

TEST_P(Imports, OfTheSameFileInviteNobodyTwice)
{
    const auto csv = people_csv(5);
    const auto first = begin(csv);
    world_.clock.advance(1s);
    const auto meanwhile = begin(csv);
    run();
    run();
    EXPECT_EQ(numbers(first->id), "done 5+0+0/5");
    EXPECT_EQ(numbers(meanwhile->id), "done 0+0+5/5") << "judged again at their turn";
    EXPECT_EQ(begin(csv)->skipped, 5);

    world_.execute("UPDATE invitations SET state = 'declined', closed_at = sent_at");
    const auto again = check(csv);
    EXPECT_EQ(again->valid, 0);
    EXPECT_EQ(again->rows.at(0).errors.at(0).code, "already_imported");
    auto same = "\xEF\xBB\xBF" + csv;
    for (auto at = same.find('\n'); at != std::string::npos; at = same.find('\n', at + 2)) same.insert(at, "\r");
    EXPECT_EQ(check(same)->valid, 0) << "however it is written";
    EXPECT_EQ(check(people_csv(6))->rows.at(0).verdict, Verdict::ok) << "another list asks anew";
    run();
    EXPECT_EQ(invitations(), 5);
}

TEST_P(Imports, GoOnWhereADeadServerLeftThem)
{
    const auto import = begin(people_csv(30));
    world_.kernel.policy.send_limits.daily_for_organisation = 10;
    EXPECT_EQ(run(), 10);
    world_.kernel.policy.send_limits.daily_for_organisation = 5000;
    const auto now = base::to_microseconds(world_.clock.now());
    world_.execute("UPDATE imports SET next_at = 0, lease_owner = 'dead', leased_until = " +
                   std::to_string(now + 15'000'000));
    EXPECT_EQ(run(), 0) << "another one may still be at it";
    world_.clock.advance(16s);
    EXPECT_EQ(run(), 20);
    EXPECT_EQ(numbers(import->id), "done 30+0+0/30");
    EXPECT_EQ(number_of("SELECT count(DISTINCT email_key) FROM invitations"), 30);
}

TEST_P(Imports, StopByHand)
{
    const auto csv = people_csv(30);
    const auto import = begin(csv);
    world_.kernel.policy.send_limits.daily_for_organisation = 10;
    run();
    const auto colleague = add_inviter(access::Role::hs_admin, "hanna@example.org");
    const auto supervisor = world_.add_person(world_.home.id, {.email = "sam@example.org"});
    EXPECT_EQ(stop_as(supervisor, import->id), "not_found");
    EXPECT_EQ(stop_as(world_.twin.owner, import->id), "not_found");
    EXPECT_EQ(stop_as(world_.home.owner, ImportId{}), "not_found");
    EXPECT_EQ(numbers(import->id), "running 10+0+0/30 day_used_up");
    EXPECT_EQ(stop_as(colleague, import->id), "");
    EXPECT_EQ(numbers(import->id), "stopped 10+0+20/30 by_hand");
    EXPECT_EQ(stop_as(colleague, import->id), "wrong_state");
    EXPECT_EQ(told(), "Your import was stopped by hand: 10 people were invited, 20 lines not used.\n");
    EXPECT_EQ(number_of("SELECT count(*) FROM import_rows WHERE offer <> '' OR email_key <> ''"), 0);
    EXPECT_EQ(number_of("SELECT count(*) FROM audit_entries WHERE action = 'import.stopped'"), 1);

    world_.kernel.policy.send_limits.daily_for_organisation = 5000;
    world_.clock.advance(days{1});
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(invitations(), 10);
    world_.home.owner.credential = world_.sign_in(world_.home.owner);
    const auto rest = begin(csv);
    run();
    EXPECT_EQ(numbers(rest->id), "done 20+10+0/30") << "the same list goes on where it stopped";
    expect_whole_chain();
}

TEST_P(Imports, TellTheirSenderOfTheEnd)
{
    begin(people_csv(1));
    run();
    world_.clock.advance(std::chrono::seconds{1}); // ids of one moment have no order
    begin(people_csv(3, 10) + "Bad,bad,operator\n");
    run();
    const auto own = begin(people_csv(2, 20));
    EXPECT_EQ(stop_as(world_.home.owner, own->id), "");
    EXPECT_EQ(told(), "Your import has ended: 1 person was invited.\n"
                      "Your import has ended: 3 people were invited, 1 line could not be used.\n")
        << "who stops their own knows it";
}

/// A batch and the button in the same moment: whichever comes first, the numbers are what was done.
TEST_P(Imports, StopWhileTheyAreWorkedOn)
{
    const auto import = begin(people_csv(120));
    std::atomic<bool> goes{false};
    std::thread worker{[&] {
        while (!goes) std::this_thread::yield();
        run();
    }};
    goes = true;
    const auto stopped = stop_as(world_.home.owner, import->id);
    worker.join();
    run();
    const auto after = report(import->id).import;
    EXPECT_EQ(after.state, stopped.empty() ? ImportState::stopped : ImportState::done);
    EXPECT_EQ(after.created, invitations());
    EXPECT_EQ(after.created + after.failed, 120);
}

/// INV-22: paced, never refused; the sender's hour counts single sends alone. A lifetime starts with its mail.
TEST_P(Imports, KeepToTheOrganisationsDay)
{
    world_.kernel.policy.send_limits = {1, 10, 5};
    invite(offer_to("single@example.org"));
    const auto csv = people_csv(25);
    const auto tomorrow = std::chrono::floor<days>(world_.clock.now()) + days{1};
    EXPECT_EQ(check(people_csv(9))->last_leaves_at, world_.clock.now());
    EXPECT_EQ(check(people_csv(10))->last_leaves_at, base::Time{tomorrow});
    EXPECT_EQ(check(csv)->last_leaves_at, base::Time{tomorrow + days{1}});
    const auto import = begin(csv);
    EXPECT_EQ(check(people_csv(5, 100))->last_leaves_at, base::Time{tomorrow + days{2}}) << "after those that wait";
    EXPECT_EQ(run(), 9);
    EXPECT_EQ(numbers(import->id), "running 9+0+0/25 day_used_up");
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(code_of(send_as(world_.home.owner, offer_to("late@example.org"))), "rate_limited");
    for (const auto expected : {"running 19+0+0/25 day_used_up", "done 25+0+0/25"}) {
        world_.clock.advance(days{1});
        run();
        EXPECT_EQ(numbers(import->id), expected);
    }
    EXPECT_EQ(number_of("SELECT count(*) FROM invitations WHERE expires_at <> sent_at + 604800000000"), 0);
    EXPECT_EQ(number_of("SELECT count(DISTINCT sent_at) FROM invitations"), 3);
}

TEST_P(Imports, WaitUntilMailsHaveLeft)
{
    const auto import = begin(people_csv(230));
    EXPECT_EQ(run(), 200);
    EXPECT_EQ(numbers(import->id), "running 200+0+0/230 mail_waits");
    world_.clock.advance(5s);
    EXPECT_EQ(run(), 0);
    mailbox_.latest_to("p1@example.org");
    world_.clock.advance(5s);
    EXPECT_EQ(run(), 30);
    EXPECT_EQ(numbers(import->id), "done 230+0+0/230");
}

TEST_P(Imports, StopWhenTheirSenderMayNotInviteAnyMore)
{
    const std::pair<const char*, const char*> losses[] = {
        {"UPDATE users SET is_active = 0 WHERE email_key = 'sam@example.org'", "forbidden"},
        {"DELETE FROM role_sets", "forbidden"},
        {"UPDATE accounts SET confirmed_at = NULL WHERE email_key = 'sam@example.org'", "email_unconfirmed"},
    };
    auto sam = add_inviter(access::Role::site_manager, "sam@example.org");
    const auto grants = text_of("SELECT grants FROM role_sets");
    sender_ = &sam;
    world_.kernel.policy.send_limits.daily_for_organisation = 4;
    int first = 1;
    for (const auto& [loss, reason] : losses) {
        sam.credential = world_.sign_in(sam); // days pass
        const auto import = begin(people_csv(10, first));
        ASSERT_TRUE(import) << reason;
        first += 10;
        run();
        world_.execute(loss);
        world_.clock.advance(days{1});
        run();
        EXPECT_EQ(numbers(import->id), "stopped 4+0+6/10 " + std::string{reason});
        EXPECT_EQ(report(import->id).rows.at(9).errors.at(0).code, "stopped");
        world_.execute("UPDATE users SET is_active = 1 WHERE email_key = 'sam@example.org'");
        world_.execute("UPDATE accounts SET confirmed_at = 1 WHERE email_key = 'sam@example.org'");
        world_.execute("DELETE FROM role_sets");
        world_.execute("INSERT INTO role_sets (organisation_id, role, grants) VALUES ('" + world_.home.id.text() +
                       "', 'site_manager', '" + grants + "')");
        world_.clock.advance(days{1});
        run();
        EXPECT_EQ(report(import->id).import.state, ImportState::stopped) << "it does not begin again by itself";
    }
    EXPECT_EQ(number_of("SELECT count(*) FROM audit_entries WHERE action = 'import.stopped'"), 3);
    EXPECT_EQ(number_of("SELECT count(*) FROM import_rows WHERE offer <> ''"), 0);
    expect_whole_chain();
}

TEST_P(Imports, JudgeEveryLineAgainAtItsTurn)
{
    const auto import = begin("name,email,role,site\nA,a@example.org,operator,\nB,b@example.org,operator,Harbour Yard\n"
                              "C,c@example.org,operator,\nD,d@example.org,operator,\n");
    world_.execute("UPDATE sites SET is_active = 0 WHERE id = '" + world_.home.site.text() + "'");
    world_.add_person(world_.home.id, {.email = "c@example.org"});
    invite(offer_to("d@example.org"));
    run();
    EXPECT_EQ(numbers(import->id), "done 1+0+3/4");
    const auto rows = report(import->id).rows;
    EXPECT_EQ(rows.at(1).errors.at(0).code, "unknown_value");
    EXPECT_EQ(rows.at(2).errors.at(0).code, "already_user");
    EXPECT_EQ(rows.at(3).errors.at(0).code, "already_invited");
}

/// Several servers on one database, and the same file twice.
TEST_P(Imports, AreWorkedOffOnceHoweverManyWorkersThereAre)
{
    const auto csv = people_csv(80);
    const auto one = begin(csv);
    const auto two = begin(csv);
    std::atomic<std::int64_t> rows = 0;
    {
        std::vector<std::jthread> workers;
        for (int worker = 0; worker < 4; ++worker)
            workers.emplace_back([&, worker] {
                for (int turn = 0; turn < 8; ++turn)
                    rows += run_imports(world_.kernel, "worker " + std::to_string(worker));
            });
    }
    while (run() > 0) {
    }
    const auto reports = std::array{report(one->id).import, report(two->id).import};
    EXPECT_EQ(reports[0].created + reports[1].created, 80);
    EXPECT_EQ(reports[0].failed + reports[1].failed, 80);
    EXPECT_EQ(invitations(), 80);
    EXPECT_EQ(number_of("SELECT count(*) FROM letters"), 80);
    EXPECT_EQ(number_of("SELECT count FROM counters WHERE name LIKE 'sends of organisation %'"), 80);
    expect_whole_chain();
}

/// USR-5: whoever is erased is not invited by a line that still waits.
TEST_P(Imports, ForgetWhoIsErased)
{
    const auto import = begin(people_csv(3));
    const auto done = world_.as(world_.home.owner, [&](access::Call& call) -> base::Done {
        forget_person(call, {world_.home.id, call.make_id<base::UserId>(), "p2@example.org"});
        return {};
    });
    ASSERT_TRUE(done);
    EXPECT_EQ(number_of("SELECT count(*) FROM import_rows WHERE offer LIKE '%p2@%' OR email_key = 'p2@example.org'"),
              0);
    run();
    EXPECT_EQ(numbers(import->id), "done 2+0+1/3");
    EXPECT_EQ(report(import->id).rows.at(1).errors.at(0).code, "erased");
}

TEST_P(Imports, AreRemovedAfterAMonth)
{
    begin(people_csv(600));
    const auto checked = check(people_csv(2, 1000));
    ASSERT_TRUE(load_import(world_.kernel, sender_->credential, world_.origin, *checked, OnError::skip));
    EXPECT_EQ(world_.count("imports", world_.home.id), 2);
    world_.clock.advance(1h + 1s);
    EXPECT_EQ(remove_outlived_imports(world_.kernel), 1) << "the one never loaded to the end";
    world_.clock.advance(days{31});
    EXPECT_EQ(remove_outlived_imports(world_.kernel), 0) << "it still runs";
    world_.execute("UPDATE imports SET state = 'done'");
    EXPECT_EQ(remove_outlived_imports(world_.kernel), 1);
    EXPECT_EQ(world_.count("import_rows", world_.home.id), 0);
}

} // namespace
} // namespace assetbuddy::invitations
