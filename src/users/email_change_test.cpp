// USR-2: the address of a place, proven by the mailbox it belongs to.

#include "users/confirm_email_change.h"

#include <latch>
#include <thread>

#include <gtest/gtest.h>

#include "accounts/authenticator.h"
#include "accounts/second_factor.h"
#include "accounts/sign_in.h"
#include "platform/crypto/crypto.h"
#include "platform/crypto/totp.h"
#include "testing/databases.h"
#include "testing/letters.h"
#include "testing/world.h"
#include "users/edit.h"
#include "users/find.h"
#include "users/letter.h"
#include "users/own_address.h"

namespace assetbuddy::users {
namespace {

namespace crypto = platform::crypto;
using namespace std::chrono_literals;
using testing_support::code_of;
using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;

constexpr auto fresh = "seven kettles under ivory";
constexpr auto new_address = "pat.new@harbour.example";

class EmailChanges : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};
    Person pat_ = world_.add_person(world_.home.id, {.name = "Pat Person", .email = "pat@harbour.example"});

    /// For the test whose account also has a place in the twin, where its failed sign-ins are told too.
    bool touches_twin_ = false;

    void TearDown() override
    {
        if (touches_twin_) return;
        EXPECT_EQ(world_.changes_in_twin(), "");
    }

    base::Result<User> ask(const std::string& email, const Person& whom)
    {
        return world_.as(world_.home.owner,
                         [&](access::Call& call) { return edit(call, whom.user, {.email = email}); });
    }
    base::Done ask_myself(const Person& person, const std::string& email, const std::string& password)
    {
        return ask_for_own_address(world_.kernel, person.credential, world_.origin, {email, password});
    }
    EmailChangeData mail(const std::string& to = new_address)
    {
        return EmailChangeData::from_json(testing_support::newest_letter(world_, email_change_kind, to));
    }
    base::Result<EmailChanged> confirm(const ConfirmEmailChange& request, const access::Credential& credential = {})
    {
        accounts::SecondStep none;
        return confirm_email_change(world_.kernel, credential, world_.origin, request, none);
    }
    std::string totp_of(const Person& person)
    {
        const auto box =
            world_.rows("SELECT secret_box FROM authenticators WHERE account_id = '" + person.account.text() + "'");
        return crypto::totp_code(accounts::open_secret(world_.kernel, person.account, box.at(0).text(0)),
                                 crypto::totp_step(world_.clock.now()));
    }
    /// Sets an authenticator app up.
    void protect(const Person& person)
    {
        ASSERT_TRUE(
            world_.as(person, [&](access::Call& call) { return accounts::begin_app(call, person.credential); }));
        const auto code = totp_of(person);
        ASSERT_TRUE(world_.as(
            person, [&](access::Call& call) { return accounts::confirm_app(call, person.credential, code); }));
        world_.clock.advance(1min); // the code of setting up counts as taken
    }
    User stored(const Person& person)
    {
        return world_.look_as(world_.home.owner, [&](access::Call& call) { return find_visible(call, person.user); })
            .value();
    }
    std::string sign_in(const std::string& email, const std::string& password)
    {
        return code_of(accounts::sign_in(world_.kernel, {}, world_.origin, {.email = email, .password = password}));
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, EmailChanges, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(EmailChanges, WaitForTheNewMailbox)
{
    const auto asked = ask(new_address, pat_);
    ASSERT_TRUE(asked) << asked.error().code;
    EXPECT_EQ(asked->email, "pat@harbour.example");
    EXPECT_EQ(asked->pending_email, new_address);
    EXPECT_EQ(testing_support::count_letters(world_, email_change_kind, new_address), 1);
    EXPECT_EQ(testing_support::count_letters(world_, email_change_notice_kind, "pat@harbour.example"), 1);
    const auto notice = testing_support::newest_letter(world_, email_change_notice_kind, "pat@harbour.example");
    EXPECT_EQ(notice.find(mail().token), std::string::npos) << "the old address gets no key to the new one";
    EXPECT_EQ(sign_in("pat@harbour.example", std::string{testing_support::everybodys_password}), "");
}

TEST_P(EmailChanges, MakeAnAccountOfTheNewAddress)
{
    ASSERT_TRUE(ask(new_address, pat_));
    const auto letter = mail();
    const auto changed = confirm({.token = letter.token, .code = letter.code, .password = fresh});
    ASSERT_TRUE(changed) << changed.error().code;
    EXPECT_EQ(changed->user.id, pat_.user) << "same id and history";
    EXPECT_EQ(changed->user.email, new_address);
    EXPECT_FALSE(changed->user.pending_email);
    EXPECT_NE(changed->user.account, pat_.account);
    EXPECT_FALSE(world_.look_as(pat_, [](access::Call&) -> base::Result<bool> { return true; }))
        << "the old account has no place here any more";
    EXPECT_EQ(sign_in(new_address, fresh), "");
    EXPECT_EQ(sign_in("pat@harbour.example", std::string{testing_support::everybodys_password}), "inactive");
    EXPECT_EQ(code_of(confirm({.token = letter.token, .code = letter.code, .password = fresh})), "used");
}

TEST_P(EmailChanges, MoveThePlaceToAnAccountThatIsThere)
{
    touches_twin_ = true;
    const auto there = world_.add_person(world_.twin.id, {.email = new_address});
    ASSERT_TRUE(ask(new_address, pat_));
    const auto letter = mail();
    EXPECT_EQ(code_of(confirm({.token = letter.token, .code = letter.code, .password = fresh})), "wrong_credentials")
        << "a link never sets the password of an account";
    const auto changed = confirm(
        {.token = letter.token, .code = letter.code, .password = std::string{testing_support::everybodys_password}});
    ASSERT_TRUE(changed) << changed.error().code;
    EXPECT_EQ(changed->user.account, there.account);
}

TEST_P(EmailChanges, MayBecomeTheAccountsOwnAddress)
{
    ASSERT_TRUE(ask(new_address, pat_));
    const auto letter = mail();
    ConfirmEmailChange request{.token = letter.token,
                               .code = letter.code,
                               .password = std::string{testing_support::everybodys_password},
                               .becomes = NewAddress::of_the_account};
    EXPECT_EQ(code_of(confirm(request)), "wrong_state") << "nobody is signed in";
    EXPECT_EQ(code_of(confirm(request, world_.home.owner.credential)), "wrong_state") << "somebody else is";
    const auto changed = confirm(request, pat_.credential);
    ASSERT_TRUE(changed) << changed.error().code;
    EXPECT_EQ(changed->user.account, pat_.account);
    EXPECT_EQ(changed->user.email, new_address);
    EXPECT_EQ(sign_in(new_address, std::string{testing_support::everybodys_password}), "");
    EXPECT_FALSE(world_.look_as(pat_, [](access::Call&) -> base::Result<bool> { return true; })) << "R-AUTH-11";
    EXPECT_EQ(world_.rows("SELECT 1 FROM audit_entries WHERE action = 'user.email_changed'").size(), 1U);
}

/// USR-9: whoever has an account asks for its new address; link, code and the password prove it on any device.
TEST_P(EmailChanges, MayBeAskedForByOneself)
{
    const std::string password{testing_support::everybodys_password};
    EXPECT_EQ(code_of(ask_myself(pat_, "", password)), "invalid");
    EXPECT_EQ(code_of(ask_myself(pat_, new_address, "")), "invalid");
    EXPECT_EQ(code_of(ask_myself(pat_, "PAT@harbour.example", password)), "invalid") << "it is theirs already";
    EXPECT_EQ(code_of(ask_myself(pat_, new_address, "seven wrong kettles here")), "wrong_credentials");
    EXPECT_EQ(testing_support::count_letters(world_, email_change_kind, new_address), 0);

    ASSERT_EQ(code_of(ask_myself(pat_, new_address, password)), "");
    EXPECT_EQ(stored(pat_).pending_email, new_address);
    EXPECT_EQ(stored(pat_).email, "pat@harbour.example");
    const auto notice = testing_support::newest_letter(world_, email_change_notice_kind, "pat@harbour.example");
    EXPECT_EQ(notice.find(mail().token), std::string::npos) << "the old address gets no key to the new one";

    const auto letter = mail();
    ConfirmEmailChange request{.token = letter.token, .code = letter.code};
    EXPECT_EQ(code_of(confirm(request)), "wrong_credentials");
    request.password = fresh;
    EXPECT_EQ(code_of(confirm(request)), "wrong_credentials") << "it sets no password";
    request.password = password;
    const auto changed = confirm(request); // on a phone that is not signed in
    ASSERT_TRUE(changed) << changed.error().code;
    EXPECT_EQ(changed->user.account, pat_.account);
    EXPECT_EQ(changed->user.email, new_address);
    EXPECT_FALSE(changed->user.pending_email);
    EXPECT_EQ(sign_in(new_address, password), "");
    EXPECT_EQ(sign_in("pat@harbour.example", password), "wrong_credentials");
    EXPECT_FALSE(world_.look_as(pat_, [](access::Call&) -> base::Result<bool> { return true; })) << "R-AUTH-11";
}

/// R-INV-11, USR-9: a password alone moves no account that has a second factor; with the app's code it does, in one go
/// or after the password was shown.
TEST_P(EmailChanges, AskForTheSecondFactorOfTheAccount)
{
    const std::string password{testing_support::everybodys_password};
    protect(pat_);
    ASSERT_EQ(code_of(ask_myself(pat_, new_address, password)), "");
    const auto letter = mail();
    ConfirmEmailChange request{.token = letter.token, .code = letter.code, .password = password};
    const auto with = [&](accounts::SecondStep& step) {
        return confirm_email_change(world_.kernel, {}, world_.origin, request, step);
    };
    accounts::SecondStep step;
    EXPECT_EQ(code_of(with(step)), "second_factor_required");
    ASSERT_TRUE(step.half_way);
    step.code = "000000";
    EXPECT_EQ(code_of(with(step)), "wrong_credentials");
    EXPECT_EQ(stored(pat_).email, "pat@harbour.example");

    request.password.clear(); // it was shown, and is not typed again
    const auto half_way = step.half_way;
    accounts::SecondStep other{.code = totp_of(pat_)};
    EXPECT_EQ(code_of(with(other)), "wrong_credentials") << "nothing says that this browser showed the password";
    accounts::SecondStep second{.code = totp_of(pat_), .half_way = half_way};
    const auto changed = with(second);
    ASSERT_TRUE(changed) << changed.error().code << changed.error().detail;
    EXPECT_EQ(changed->user.email, new_address);
    EXPECT_EQ(changed->user.account, pat_.account);
}

/// Nobody learns from asking whose an address is; its mailbox does.
TEST_P(EmailChanges, OfOnesOwnTellsOnlyTheMailboxThatTheAddressIsTaken)
{
    touches_twin_ = true;
    const std::string password{testing_support::everybodys_password};
    world_.add_person(world_.twin.id, {.email = new_address});
    ASSERT_EQ(code_of(ask_myself(pat_, new_address, password)), "");
    const auto letter = mail();
    const auto linked = inspect_email_change(world_.kernel, {}, world_.origin, letter.token);
    EXPECT_EQ(code_of(linked), "already_user");
    EXPECT_EQ(code_of(confirm({.token = letter.token, .code = letter.code, .password = password})), "already_user");
    EXPECT_EQ(stored(pat_).email, "pat@harbour.example");
}

/// The account's other places follow, in whatever organisation.
TEST_P(EmailChanges, OfOnesOwnCoverEveryPlace)
{
    touches_twin_ = true;
    const std::string password{testing_support::everybodys_password};
    world_.execute("UPDATE users SET account_id = '" + pat_.account.text() + "' WHERE id = '" +
                   world_.add_person(world_.twin.id, {.email = "pat@harbour.example.org"}).user.text() + "'");
    ASSERT_EQ(code_of(ask_myself(pat_, new_address, password)), "");
    const auto letter = mail();
    ASSERT_TRUE(confirm({.token = letter.token, .code = letter.code, .password = password}));
    const auto places = world_.rows("SELECT email FROM users WHERE account_id = '" + pat_.account.text() + "'");
    ASSERT_EQ(places.size(), 2U);
    for (const auto& place : places) EXPECT_EQ(place.text(0), new_address);
}

TEST_P(EmailChanges, NeedLinkAndCode)
{
    ASSERT_TRUE(ask(new_address, pat_));
    const auto letter = mail();
    const auto wrong = letter.code == "00000000" ? "11111111" : "00000000";
    EXPECT_EQ(code_of(confirm({.token = letter.token, .code = "", .password = fresh})), "invalid");
    EXPECT_EQ(code_of(confirm({.token = letter.token, .code = "no code", .password = fresh})), "invalid");
    EXPECT_EQ(code_of(confirm({.token = std::string(43, 'A'), .code = letter.code, .password = fresh})), "not_found");
    for (int left = 4; left >= 0; --left) {
        const auto refusal = confirm({.token = letter.token, .code = wrong, .password = fresh});
        ASSERT_EQ(code_of(refusal), "wrong_code");
        EXPECT_EQ(std::get<std::int64_t>(refusal.error().facts.at("attempts_left")), left);
    }
    EXPECT_EQ(code_of(confirm({.token = letter.token, .code = letter.code, .password = fresh})), "locked");
    EXPECT_EQ(stored(pat_).email, "pat@harbour.example");
}

TEST_P(EmailChanges, EndWithTimeOrWithAnotherOne)
{
    ASSERT_TRUE(ask(new_address, pat_));
    const auto first = mail();
    ASSERT_TRUE(ask("pat.other@harbour.example", pat_));
    EXPECT_EQ(code_of(confirm({.token = first.token, .code = first.code, .password = fresh})), "replaced");
    const auto second = mail("pat.other@harbour.example");
    ASSERT_TRUE(ask("pat@harbour.example", pat_)) << "the present address takes it back";
    EXPECT_FALSE(stored(pat_).pending_email);
    EXPECT_EQ(code_of(confirm({.token = second.token, .code = second.code, .password = fresh})), "replaced");
    world_.clock.advance(std::chrono::minutes{1});
    ASSERT_TRUE(ask(new_address, pat_));
    const auto third = mail();
    world_.clock.advance(email_change_life);
    EXPECT_EQ(code_of(confirm({.token = third.token, .code = third.code, .password = fresh})), "expired");
}

TEST_P(EmailChanges, TakeNobodysAddress)
{
    const auto other = world_.add_person(world_.home.id, {.email = "other@harbour.example"});
    const auto refusal = ask("OTHER@harbour.example", pat_);
    EXPECT_EQ(code_of(refusal), "already_user");
    EXPECT_EQ(std::get<std::string>(refusal.error().facts.at("user_id")), other.user.text());
    ASSERT_TRUE(ask(new_address, pat_));
    const auto letter = mail();
    world_.add_person(world_.home.id, {.email = new_address});
    EXPECT_EQ(code_of(confirm({.token = letter.token, .code = letter.code, .password = fresh})), "already_user");
}

TEST_P(EmailChanges, HappenOnceHoweverManyConfirm)
{
    ASSERT_TRUE(ask(new_address, pat_));
    const auto letter = mail();
    std::latch start{4};
    std::atomic<int> done = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            start.arrive_and_wait();
            if (confirm({.token = letter.token, .code = letter.code, .password = fresh})) ++done;
        });
    threads.clear();
    EXPECT_EQ(done, 1);
    EXPECT_EQ(world_.rows("SELECT 1 FROM accounts WHERE email_key = '" + std::string{new_address} + "'").size(), 1U);
}

} // namespace
} // namespace assetbuddy::users
