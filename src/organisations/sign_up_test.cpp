#include "organisations/sign_up.h"

#include <barrier>
#include <thread>

#include <gtest/gtest.h>

#include "access/audit.h"
#include "access/search.h"
#include "accounts/add.h"
#include "accounts/find.h"
#include "accounts/forgotten_password.h"
#include "accounts/sign_in.h"
#include "organisations/confirm.h"
#include "organisations/create.h"
#include "organisations/letter.h"
#include "organisations/me.h"
#include "organisations/remove_unconfirmed.h"
#include "testing/databases.h"
#include "testing/letters.h"
#include "testing/world.h"

namespace assetbuddy::organisations {
namespace {

using access::Credential;
using base::Result;
using std::chrono::hours;
using std::chrono::seconds;
using testing_support::everybodys_password;
using testing_support::TestDatabase;
using testing_support::World;

constexpr auto chosen = "seven quiet otters juggling";

Credential credential_of(const std::string& token)
{
    return {Credential::Kind::session, platform::crypto::sha256(token)};
}

class SignUp : public testing::TestWithParam<platform::sql::Engine> {
  protected:
    SignUp() { world.kernel.policy.sign_up = access::SignUp::open; }

    static SignUpRequest request(const std::string& email = "nina@newcomer.example")
    {
        return {.organisation = "Newcomer Ltd", .name = "Nina New", .email = email, .password = chosen};
    }
    SignedUp sign_up_as(const std::string& email)
    {
        auto answer = sign_up(world.kernel, {}, world.origin, request(email));
        if (!answer) throw std::logic_error(answer.error().code + " " + answer.error().detail);
        return *std::move(answer);
    }
    ConfirmationData mailed(const std::string& email)
    {
        return ConfirmationData::from_json(testing_support::newest_letter(world, confirmation_kind, email));
    }
    std::string confirm(const std::string& token, const std::string& code, const std::string& password = {})
    {
        const auto done = confirm_by_code(world.kernel, credential_of(token), world.origin, {code, password});
        return done ? "done" : done.error().code;
    }
    std::string confirm_link(const std::string& token, const std::string& password)
    {
        const auto done = confirm_by_link(world.kernel, {}, world.origin, {token, password});
        return done ? "done" : done.error().code;
    }
    std::string sign_in(const std::string& email, std::string_view password)
    {
        const auto session =
            accounts::sign_in(world.kernel, {}, world.origin,
                              {.email = email, .password = std::string{password}, .organisation = {}, .devices = {}});
        return session ? session->organisation.text() : session.error().code;
    }
    bool is_confirmed(const std::string& token)
    {
        const auto is =
            access::look(world.kernel, credential_of(token), world.origin,
                         [](access::Call& call) -> Result<bool> { return call.actor.facts().email_confirmed; });
        return is.value_or(false);
    }
    bool is_signed_in(const std::string& token)
    {
        return access::look(world.kernel, credential_of(token), world.origin,
                            [](access::Call&) -> base::Done { return {}; })
            .has_value();
    }
    std::int64_t number(const std::string& sql) { return world.rows(sql).front().integer(0); }

    TestDatabase file{GetParam()};
    World world{file.database()};
};

TEST_P(SignUp, MakesAnOrganisationAndItsOwner) // INV-1
{
    const auto signed_up = sign_up_as("Nina@Newcomer.example");
    EXPECT_EQ(signed_up.owner.role, access::Role::owner);
    EXPECT_TRUE(is_signed_in(signed_up.session_token));
    EXPECT_FALSE(is_confirmed(signed_up.session_token));
    EXPECT_EQ(sign_in("nina@newcomer.example", chosen), "wrong_credentials") << "only the session made here";
    const auto mail = mailed("nina@newcomer.example");
    EXPECT_FALSE(mail.has_account);
    EXPECT_EQ(mail.organisation, "Newcomer Ltd");

    EXPECT_EQ(confirm(signed_up.session_token, platform::crypto::shown_code(mail.code)), "done");
    EXPECT_TRUE(is_confirmed(signed_up.session_token));
    EXPECT_EQ(sign_in("nina@newcomer.example", chosen), signed_up.owner.organisation.text());
    EXPECT_EQ(confirm(signed_up.session_token, mail.code), "done") << "doing it twice is no mistake";
    EXPECT_EQ(confirm_link(mail.token, chosen), "used");
    EXPECT_EQ(world.changes_in_twin(), "");
}

TEST_P(SignUp, RefusesEveryFieldAtOnce)
{
    const auto answer =
        sign_up(world.kernel, {}, world.origin,
                {.organisation = "see www.evil.example/x", .name = " ", .email = "a@b@c", .password = "short"});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, "invalid");
    std::vector<std::string> fields;
    for (const auto& error : answer.error().errors) fields.push_back(error.field);
    EXPECT_EQ(fields, (std::vector<std::string>{"organisation", "name", "email", "password"}));
    auto weak = request();
    weak.password = "newcomerltdnewcomerltd";
    EXPECT_EQ(sign_up(world.kernel, {}, world.origin, weak).error().code, "weak_password");
    EXPECT_EQ(number("SELECT COUNT(*) FROM organisations"), 2);
}

TEST_P(SignUp, HoldsToTheOperatorsChoice)
{
    for (const auto policy : {access::SignUp::closed, access::SignUp::first}) {
        world.kernel.policy.sign_up = policy;
        EXPECT_EQ(sign_up(world.kernel, {}, world.origin, request()).error().code, "forbidden");
    }
}

TEST_P(SignUp, CodesAreCountedAndCloseAfterFive)
{
    const auto signed_up = sign_up_as("nina@newcomer.example");
    const auto mail = mailed("nina@newcomer.example");
    const std::string wrong = mail.code == "00000000" ? "11111111" : "00000000";
    const auto& token = signed_up.session_token;
    for (const auto* malformed : {"", "ABC", "!!!!!!!!", "AB12-CD3U"}) EXPECT_EQ(confirm(token, malformed), "invalid");
    for (int left = 4; left >= 0; --left) {
        const auto answer = confirm_by_code(world.kernel, credential_of(token), world.origin, {wrong, {}});
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().code, "wrong_code");
        EXPECT_EQ(std::get<std::int64_t>(answer.error().facts.at("attempts_left")), left);
    }
    EXPECT_EQ(confirm(token, mail.code), "locked");
    EXPECT_EQ(confirm_link(mail.token, chosen), "locked");

    const auto resend = [&] {
        const auto done = access::change(world.kernel, credential_of(token), world.origin,
                                         [](access::Call& call) { return resend_confirmation(call); });
        return done ? "done" : done.error().code;
    };
    EXPECT_EQ(resend(), "rate_limited");
    world.clock.advance(seconds{60});
    EXPECT_EQ(resend(), "done");
    EXPECT_EQ(confirm_link(mail.token, chosen), "replaced");
    const auto fresh = mailed("nina@newcomer.example");
    EXPECT_NE(fresh.code, mail.code);
    EXPECT_EQ(confirm(token, fresh.code), "done");
    EXPECT_EQ(resend(), "wrong_state");
}

TEST_P(SignUp, FiveConfirmationMailsADay)
{
    const auto signed_up = sign_up_as("nina@newcomer.example");
    int sent = 1;
    for (int i = 0; i < 8; ++i) {
        world.clock.advance(seconds{61});
        const auto done = access::change(world.kernel, credential_of(signed_up.session_token), world.origin,
                                         [](access::Call& call) { return resend_confirmation(call); });
        if (done)
            ++sent;
        else
            EXPECT_EQ(done.error().code, "rate_limited");
    }
    EXPECT_EQ(sent, 5);
}

TEST_P(SignUp, TheLinkAloneProvesNothing) // INV-1
{
    const auto signed_up = sign_up_as("nina@newcomer.example");
    const auto mail = mailed("nina@newcomer.example");
    const auto seen = inspect_confirmation(world.kernel, world.origin, mail.token);
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->organisation_name, "Newcomer Ltd");
    EXPECT_FALSE(seen->has_account);
    EXPECT_EQ(confirm_link(mail.token, ""), "invalid");
    EXPECT_EQ(confirm_link(mail.token, everybodys_password.data()), "wrong_credentials");
    EXPECT_EQ(confirm_link(std::string(43, 'x'), chosen), "not_found");
    EXPECT_FALSE(is_confirmed(signed_up.session_token));
    EXPECT_EQ(confirm_link(mail.token, chosen), "done");
    EXPECT_TRUE(is_confirmed(signed_up.session_token));
    EXPECT_EQ(confirm_link(mail.token, chosen), "used");
}

TEST_P(SignUp, AnAddressWithAnAccountLooksTheSameUntilTheMailIsRead)
{
    const std::string olive = world.home.owner.email;
    const auto signed_up = sign_up_as(olive);
    const auto mail = mailed(olive);
    EXPECT_TRUE(mail.has_account);
    EXPECT_EQ(sign_in(olive, chosen), "wrong_credentials") << "the password typed here opens nothing";
    EXPECT_EQ(sign_in(olive, everybodys_password), world.home.id.text());

    EXPECT_EQ(confirm(signed_up.session_token, mail.code), "wrong_credentials") << "the account's password is asked";
    EXPECT_EQ(confirm(signed_up.session_token, mail.code, chosen), "wrong_credentials");
    const auto done = confirm_by_code(world.kernel, credential_of(signed_up.session_token), world.origin,
                                      {mail.code, std::string{everybodys_password}});
    ASSERT_TRUE(done) << done.error().detail;
    EXPECT_FALSE(is_signed_in(signed_up.session_token)) << "the unproven account is gone";
    ASSERT_TRUE(is_signed_in(done->session_token));
    const auto me = access::look(world.kernel, credential_of(done->session_token), world.origin,
                                 [](access::Call& call) -> Result<Me> { return find_me(call); });
    ASSERT_TRUE(me);
    EXPECT_EQ(me->user.organisation, signed_up.owner.organisation);
    EXPECT_EQ(me->user.account, world.home.owner.account);
    EXPECT_EQ(me->places.size(), 2U);
    EXPECT_EQ(number("SELECT COUNT(*) FROM accounts WHERE email_key = '" + olive + "'"), 1);
    EXPECT_EQ(world.changes_in_twin(), "");
}

TEST_P(SignUp, TheLinkMovesThePlaceToTheAccountThatWasThere)
{
    const std::string olive = world.home.owner.email;
    const auto signed_up = sign_up_as(olive);
    const auto token = mailed(olive).token;
    EXPECT_EQ(confirm_link(token, chosen), "wrong_credentials");
    EXPECT_EQ(confirm_link(token, std::string{everybodys_password}), "done");
    EXPECT_EQ(sign_in(olive, everybodys_password), signed_up.owner.organisation.text()) << "the place last used";
    EXPECT_EQ(confirm_link(token, std::string{everybodys_password}), "not_found");
}

TEST_P(SignUp, WhoSignsUpAStrangersAddressGainsNoHoldOnIt) // R-INV-12
{
    const std::string victim = "vera@victim.example";
    const auto attacker = sign_up_as(victim);
    const auto code = mailed(victim).code; // the attacker never reads it
    // The victim accepts an invitation elsewhere: a fresh account of the same address.
    const auto account = world.as_nobody([&](access::Call& call) -> Result<base::AccountId> {
        const auto email = base::EmailAddress::parse(victim).value();
        EXPECT_FALSE(accounts::find_confirmed(call, email)) << "the unproven one is not in the way";
        return accounts::add(call, email, call.kernel.hasher.hash("another secret of vera"), call.now);
    });
    ASSERT_TRUE(account);
    world.add_person(world.home.id, {.name = "Vera Victim", .email = victim, .account = *account});
    EXPECT_EQ(sign_in(victim, chosen), "wrong_credentials");
    EXPECT_EQ(sign_in(victim, "another secret of vera"), world.home.id.text());
    const auto me = access::look(world.kernel, credential_of(attacker.session_token), world.origin,
                                 [](access::Call& call) -> Result<Me> { return find_me(call); });
    ASSERT_TRUE(me);
    EXPECT_EQ(me->places.size(), 1U);
    EXPECT_NE(me->user.account, *account);
    // Even with the code the attacker's own password confirms nothing any more.
    EXPECT_EQ(confirm(attacker.session_token, code, chosen), "wrong_credentials");
    EXPECT_EQ(world.changes_in_twin(), "");
}

TEST_P(SignUp, ASignedInAccountAddsAnOrganisation)
{
    const auto& owner = world.home.owner;
    const SignUpRequest bare{.organisation = "Second Yard", .name = "Olive Owner", .email = {}, .password = {}};
    EXPECT_EQ(sign_up(world.kernel, {}, world.origin, bare).error().code, "invalid") << "a stranger needs all fields";
    const auto added = sign_up(world.kernel, owner.credential, world.origin, bare);
    ASSERT_TRUE(added) << added.error().detail;
    EXPECT_EQ(added->owner.account, owner.account);
    EXPECT_TRUE(is_confirmed(added->session_token));
    EXPECT_EQ(testing_support::count_letters(world, confirmation_kind, owner.email), 0);
    EXPECT_EQ(sign_up(world.kernel, owner.credential, world.origin, bare).error().code, "invalid")
        << "the old session ended";

    const auto nina = sign_up_as("nina@newcomer.example");
    EXPECT_EQ(sign_up(world.kernel, credential_of(nina.session_token), world.origin, bare).error().code,
              "email_unconfirmed");
    EXPECT_EQ(world.changes_in_twin(), "");
}

TEST_P(SignUp, UnprovenOnesGoAfterSevenDaysWithAllTheyMade) // R-INV-12
{
    const auto gone = sign_up_as("gone@newcomer.example");
    const auto proven = sign_up_as("proven@newcomer.example");
    ASSERT_EQ(confirm(proven.session_token, mailed("proven@newcomer.example").code), "done");
    world.add_site(gone.owner.organisation, "Somewhere");
    const auto range = access::tokens_of(gone.owner.organisation);
    const auto parts = "SELECT COUNT(*) FROM search_tokens WHERE token BETWEEN " + std::to_string(range.first) +
                       " AND " + std::to_string(range.last);
    const auto all_parts = number("SELECT COUNT(*) FROM search_tokens");
    const auto own_parts = number(parts);
    EXPECT_GT(own_parts, 10);
    world.clock.advance(hours{24 * 7} - seconds{1});
    EXPECT_EQ(remove_unconfirmed(world.kernel), 0);
    world.clock.advance(seconds{1});
    EXPECT_EQ(remove_unconfirmed(world.kernel), 1);
    EXPECT_EQ(remove_unconfirmed(world.kernel), 0);
    const auto id = gone.owner.organisation.text();
    for (const auto* table : {"users", "sites", "sessions", "confirmations", "letters", "search_entries",
                              "audit_entries", "audit_heads", "audit_personal"})
        EXPECT_EQ(number("SELECT COUNT(*) FROM " + std::string{table} + " WHERE organisation_id = '" + id + "'"), 0)
            << table;
    EXPECT_EQ(number(parts), 0) << "of search";
    EXPECT_EQ(number("SELECT COUNT(*) FROM search_tokens"), all_parts - own_parts) << "and nobody else's";
    EXPECT_EQ(number("SELECT COUNT(*) FROM organisations WHERE id = '" + id + "'"), 0);
    EXPECT_EQ(number("SELECT COUNT(*) FROM accounts WHERE email_key = 'gone@newcomer.example'"), 0);
    EXPECT_EQ(number("SELECT COUNT(*) FROM organisations"), 3);
    EXPECT_EQ(world.changes_in_twin(), "");
}

TEST_P(SignUp, TheLogOfALivingOrganisationCannotBeCutShort) // AUD-2
{
    (void)sign_up_as("nina@newcomer.example");
    EXPECT_ANY_THROW(world.execute("DELETE FROM audit_entries"));
    EXPECT_ANY_THROW(world.execute("UPDATE audit_entries SET body = ''"));
}

TEST_P(SignUp, TheCommandLineMakesAnOwnerWithAOneTimeLink) // R-AUTH-14
{
    world.kernel.policy.sign_up = access::SignUp::closed;
    const auto refused = create(world.kernel, world.origin, {.name = "", .owner_name = "", .owner_email = "x"});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().errors.size(), 3U);
    const auto made =
        create(world.kernel, world.origin,
               {.name = "Closed Shop", .owner_name = "Clara Closed", .owner_email = "clara@closed.example"});
    ASSERT_TRUE(made) << made.error().detail;
    const auto prefix = world.kernel.policy.base_url + "/reset/";
    ASSERT_TRUE(made->link.starts_with(prefix)) << made->link;
    EXPECT_EQ(sign_in("clara@closed.example", chosen), "wrong_credentials") << "no password yet";
    world.clock.advance(hours{24 * 6});
    ASSERT_TRUE(accounts::reset_password(world.kernel, world.origin, {made->link.substr(prefix.size()), chosen}));
    EXPECT_EQ(sign_in("clara@closed.example", chosen), made->organisation.text());
    EXPECT_FALSE(accounts::reset_password(world.kernel, world.origin, {made->link.substr(prefix.size()), chosen}));

    const auto second = create(world.kernel, world.origin,
                               {.name = "Second", .owner_name = "Clara Closed", .owner_email = "clara@closed.example"});
    ASSERT_TRUE(second);
    EXPECT_EQ(second->link, world.kernel.policy.base_url + "/sign-in") << "the account has a password already";
    EXPECT_EQ(world.changes_in_twin(), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, SignUp, testing_support::AllEngines(), testing_support::engine_name);

/// Nobody is there yet.
class FirstSignUp : public testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase file{GetParam()};
};

TEST_P(FirstSignUp, OneOfManyFoundsTheFirstOrganisation)
{
    platform::clock::ManualClock clock{base::from_microseconds(1'795'402'800'000'000)};
    const auto key = platform::crypto::InstanceKey::of({1, 2, 3, 4, 5});
    platform::crypto::PasswordHasher hasher{platform::crypto::PasswordCost::minimal, 2};
    access::GuessLimiter guesses{60};
    access::LastUses last_uses;
    const access::Kernel kernel{file.database(), key, platform::crypto::system_random(), clock, hasher, guesses,
                                last_uses,       {}};
    const access::Origin origin{"0123456789abcdef0123456789abcdef", "192.0.2.7", "a test"};
    constexpr int threads = 12;
    std::barrier gate{threads};
    std::atomic<int> founded = 0;
    std::atomic<int> closed = 0;
    {
        std::vector<std::jthread> all;
        for (int i = 0; i < threads; ++i)
            all.emplace_back([&, i] {
                gate.arrive_and_wait();
                const auto answer = sign_up(kernel, {}, origin,
                                            {.organisation = "Racer " + std::to_string(i),
                                             .name = "Rae Racer",
                                             .email = "rae" + std::to_string(i) + "@race.example",
                                             .password = chosen});
                if (answer)
                    ++founded;
                else if (answer.error().code == "forbidden")
                    ++closed;
            });
    }
    EXPECT_EQ(founded, 1);
    EXPECT_EQ(closed, threads - 1);
    clock.advance(hours{24 * 7});
    EXPECT_EQ(remove_unconfirmed(kernel), 1);
    EXPECT_TRUE(
        sign_up(kernel, {}, origin,
                {.organisation = "Later", .name = "Lea Later", .email = "lea@later.example", .password = chosen}))
        << "the door opens again when the first sign-up was never confirmed";
}

INSTANTIATE_TEST_SUITE_P(Engines, FirstSignUp, testing_support::AllEngines(), testing_support::engine_name);

} // namespace
} // namespace assetbuddy::organisations
