#include "accounts/passkeys.h"

#include <barrier>
#include <functional>
#include <thread>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include "accounts/authenticator.h"
#include "accounts/letter.h"
#include "accounts/limits.h"
#include "accounts/messages.h"
#include "accounts/second_factor_reset.h"
#include "accounts/sign_in.h"
#include "platform/crypto/crypto.h"
#include "testing/databases.h"
#include "testing/letters.h"
#include "testing/passkey_device.h"
#include "testing/world.h"

namespace assetbuddy::accounts {
namespace {

namespace crypto = platform::crypto;
using namespace std::chrono_literals;
using base::Result;
using testing_support::code_of;
using testing_support::everybodys_password;
using testing_support::PasskeyDevice;
using testing_support::PasskeySaying;
using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;
using Purpose = PasskeyChallenge::Purpose;

/// What a hostile or broken browser changes on the way.
using Bend = std::function<void(PasskeyChallenge&, PasskeySaying&, PasskeyAnswer&)>;
const Bend nothing = [](auto&, auto&, auto&) {};

class Passkeys : public testing::TestWithParam<platform::sql::Engine> {
  protected:
    PasskeyChallenge ask(Purpose purpose, const std::string& account = {})
    {
        return PasskeyChallenge::make(world.kernel, purpose, account);
    }
    /// `bend` sees challenge and saying before the device speaks, and the answer after.
    PasskeyShown answer(const PasskeyDevice& device, PasskeyChallenge challenge, const Person& whose,
                        const Bend& bend = nothing)
    {
        const bool is_new = challenge.purpose == Purpose::add;
        PasskeySaying saying{is_new ? "webauthn.create" : "webauthn.get",
                             challenge.challenge,
                             "http://localhost:8080",
                             "localhost",
                             static_cast<std::uint8_t>(is_new ? 0x45 : 0x05),
                             ++counter};
        PasskeyAnswer shown{crypto::base64url(device.credential_id()), whose.account.text(), {}};
        bend(challenge, saying, shown);
        if (shown.bytes.client_data.empty()) shown.bytes = device.say(saying);
        return {std::move(challenge), std::move(shown)};
    }
    Result<std::vector<std::string>> add(const Person& person, const PasskeyShown& shown,
                                         const std::string& name = "My phone")
    {
        return world.as(person, [&](access::Call& call) { return add_passkey(call, person.credential, shown, name); });
    }
    Result<std::vector<std::string>> add(const Person& person, const PasskeyDevice& device)
    {
        return add(person, answer(device, ask(Purpose::add, person.account.text()), person));
    }
    Result<SignedIn> enter(const PasskeyShown& shown)
    {
        world.origin.address = "192.0.2." + std::to_string(++address % 250); // not about network addresses
        return sign_in_with_passkey(world.kernel, {}, world.origin, shown);
    }
    Result<SignedIn> enter(const PasskeyDevice& device, const Person& whose)
    {
        return enter(answer(device, ask(Purpose::sign_in), whose));
    }
    /// The password, then `shown` as the second step.
    std::string step_with(const Person& person, const std::optional<PasskeyShown>& shown)
    {
        world.origin.address = "192.0.2." + std::to_string(++address % 250);
        SecondStep step{.code = {}, .passkey = shown};
        return code_of(
            sign_in(world.kernel, {}, world.origin,
                    {.email = person.email, .password = std::string{everybodys_password}, .organisation = {}}, step));
    }
    std::vector<Passkey> list(const Person& person)
    {
        return world.look_as(person, [](access::Call& call) { return passkeys_of(call); }).value();
    }
    std::int64_t number(const std::string& sql) { return world.rows(sql).at(0).integer(0); }
    std::int64_t entries(const std::string& action)
    {
        return number("SELECT COUNT(*) FROM audit_entries WHERE action = '" + action + "'");
    }
    void TearDown() override { EXPECT_EQ(world.changes_in_twin(), ""); }

    TestDatabase file{GetParam()};
    World world{file.database()};
    const Person olive = world.home.owner;
    const Person pat = world.add_person(world.home.id, {.name = "Pat", .email = "pat@harbour.example"});
    const PasskeyDevice phone{-7, "phone"};
    const PasskeyDevice key_ring{-8, "key ring"};
    std::uint32_t counter = 0;
    int address = 0;
};
INSTANTIATE_TEST_SUITE_P(Engines, Passkeys, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(Passkeys, OneSignsInAloneAndCountsAsTwoFactors)
{
    const auto codes = add(olive, phone);
    ASSERT_TRUE(codes) << codes.error().detail;
    EXPECT_EQ(codes->size(), 10U);
    const auto session = enter(phone, olive);
    ASSERT_TRUE(session) << session.error().detail;
    EXPECT_EQ(session->account, olive.account);
    const access::Credential fresh{access::Credential::Kind::session, crypto::sha256(session->session_token)};
    const auto has_two = access::look(world.kernel, fresh, world.origin, [](access::Call& call) -> Result<bool> {
        return call.actor.facts().has_second_factor;
    });
    EXPECT_EQ(has_two, true);
    EXPECT_EQ(list(olive).at(0).last_used_at, world.clock.now());
    EXPECT_EQ(list(olive).at(0).name, "My phone");
}

TEST_P(Passkeys, ItIsAskedAfterThePasswordToo)
{
    ASSERT_TRUE(add(olive, phone));
    EXPECT_EQ(step_with(olive, {}), "second_factor_required");
    const auto asked = [&] { return ask(Purpose::step, olive.account.text()); };
    EXPECT_EQ(step_with(olive, answer(phone, asked(), olive)), "");
    const Bend plain_key = [](auto&, PasskeySaying& saying, PasskeyAnswer& shown) {
        saying.flags = 0x01; // a key without a PIN, which keeps no account either
        shown.user_handle.clear();
    };
    EXPECT_EQ(step_with(olive, answer(phone, asked(), olive, plain_key)), "");
    EXPECT_EQ(step_with(olive, answer(key_ring, asked(), olive)), "wrong_credentials") << "a key of nobody's";
}

struct Hostile {
    const char* what;
    Bend bend;
};
const std::vector<Hostile> hostile{
    {"another origin", [](auto&, PasskeySaying& it, auto&) { it.origin = "http://localhost:8081"; }},
    {"another host", [](auto&, PasskeySaying& it, auto&) { it.host = "evil.example"; }},
    {"another challenge", [](auto&, PasskeySaying& it, auto&) { it.challenge = std::string(43, 'A'); }},
    {"a challenge of another ceremony",
     [](PasskeyChallenge& it, auto&, auto&) {
         it.purpose = it.purpose == Purpose::add ? Purpose::step : Purpose::add;
     }},
    {"a challenge for another account",
     [](PasskeyChallenge& it, auto&, auto&) { it.account = "01900000-0000-7000-8000-000000000000"; }},
    {"another ceremony's answer",
     [](auto&, PasskeySaying& it, auto&) { it.type = it.type == "webauthn.get" ? "webauthn.create" : "webauthn.get"; }},
    {"nobody touched the device", [](auto&, PasskeySaying& it, auto&) { it.flags &= 0xFEU; }},
    {"an unknown credential", [](auto&, auto&, PasskeyAnswer& it) { it.credential_id = crypto::base64url("no one"); }},
    {"cut data", [](auto&, auto&, PasskeyAnswer& it) { it.bytes = {"{}", std::string(36, 'x'), "x"}; }},
};

TEST_P(Passkeys, WhatDoesNotFitIsAddedNowhere)
{
    for (const auto& each : hostile) {
        const auto shown = answer(phone, ask(Purpose::add, olive.account.text()), olive, each.bend);
        EXPECT_EQ(code_of(add(olive, shown)), "wrong_state") << each.what;
    }
    EXPECT_EQ(number("SELECT COUNT(*) FROM passkeys"), 0);
    EXPECT_EQ(number("SELECT COUNT(*) FROM recovery_codes"), 0);
    EXPECT_EQ(entries("account.passkey_added"), 0);
}

TEST_P(Passkeys, WhatDoesNotFitOpensNothing)
{
    ASSERT_TRUE(add(olive, phone));
    ASSERT_TRUE(add(pat, key_ring));
    const auto sessions = number("SELECT COUNT(*) FROM sessions");
    for (const auto& each : hostile) {
        EXPECT_EQ(code_of(enter(answer(phone, ask(Purpose::sign_in), olive, each.bend))), "wrong_credentials")
            << each.what;
        EXPECT_EQ(step_with(olive, answer(phone, ask(Purpose::step, olive.account.text()), olive, each.bend)),
                  "wrong_credentials")
            << each.what;
        world.clock.advance(16min); // the wait after failures
    }
    EXPECT_EQ(number("SELECT COUNT(*) FROM sessions"), sessions);
    EXPECT_GT(entries("session.passkey_refused"), 0);
    EXPECT_GT(entries("session.second_factor_refused"), 0);
    EXPECT_EQ(code_of(enter(phone, olive)), "") << "the owner gets in all the same";
}

TEST_P(Passkeys, AnothersPasskeyIsNoSecondStepAndNamesNobodyElse)
{
    ASSERT_TRUE(add(olive, phone));
    ASSERT_TRUE(add(pat, key_ring));
    EXPECT_EQ(step_with(olive, answer(key_ring, ask(Purpose::step, olive.account.text()), pat)), "wrong_credentials");
    EXPECT_EQ(step_with(olive, answer(key_ring, ask(Purpose::step, pat.account.text()), pat)), "wrong_credentials");
    EXPECT_EQ(code_of(enter(answer(key_ring, ask(Purpose::sign_in), olive))), "wrong_credentials")
        << "the device says it is olive's";
    const Bend unnamed = [](auto&, auto&, PasskeyAnswer& shown) { shown.user_handle.clear(); };
    EXPECT_EQ(code_of(enter(answer(key_ring, ask(Purpose::sign_in), pat, unnamed))), "wrong_credentials");
    const auto theirs = enter(key_ring, pat);
    ASSERT_TRUE(theirs);
    EXPECT_EQ(theirs->account, pat.account);
}

TEST_P(Passkeys, SigningInAloneNeedsADeviceThatCheckedItsOwner)
{
    ASSERT_TRUE(add(olive, phone));
    const Bend unchecked = [](auto&, PasskeySaying& saying, auto&) { saying.flags = 0x01; };
    EXPECT_EQ(code_of(enter(answer(phone, ask(Purpose::sign_in), olive, unchecked))), "wrong_credentials");
}

TEST_P(Passkeys, EachAnswerIsTakenOnce)
{
    const auto added = answer(phone, ask(Purpose::add, olive.account.text()), olive);
    ASSERT_TRUE(add(olive, added));
    EXPECT_EQ(code_of(add(olive, added)), "wrong_state");
    ASSERT_TRUE(world.as(olive, [&](access::Call& call) {
        return remove_passkey(call, olive.credential, passkeys_of(call)->at(0).id);
    }));
    EXPECT_EQ(code_of(add(olive, added)), "wrong_state") << "not even once it is gone";
    ASSERT_TRUE(add(olive, phone));
    const auto shown = answer(phone, ask(Purpose::sign_in), olive);
    ASSERT_TRUE(enter(shown));
    EXPECT_EQ(code_of(enter(shown)), "wrong_credentials");
    const auto step = answer(phone, ask(Purpose::step, olive.account.text()), olive);
    EXPECT_EQ(step_with(olive, step), "");
    EXPECT_EQ(step_with(olive, step), "wrong_credentials");
}

/// Devices that count nothing say 0 always: there the challenge alone guards against a second time.
TEST_P(Passkeys, OneAnswerOpensOneSessionHoweverManyTry)
{
    counter = std::numeric_limits<std::uint32_t>::max(); // the next one is 0
    ASSERT_TRUE(add(olive, phone));
    counter = std::numeric_limits<std::uint32_t>::max();
    const auto shown = answer(phone, ask(Purpose::sign_in), olive);
    std::atomic<int> opened = 0;
    std::barrier together{4};
    {
        std::vector<std::jthread> tries;
        for (int i = 0; i < 4; ++i)
            tries.emplace_back([&] {
                together.arrive_and_wait();
                if (sign_in_with_passkey(world.kernel, {}, world.origin, shown)) ++opened;
            });
    }
    EXPECT_EQ(opened, 1);
}

TEST_P(Passkeys, ACopyThatLagsBehindIsRefused)
{
    ASSERT_TRUE(add(olive, phone));
    counter = 50;
    ASSERT_TRUE(enter(phone, olive)); // says 51
    for (const std::uint32_t before : {50U, 49U, 1U}) {
        counter = before;
        EXPECT_EQ(code_of(enter(phone, olive)), "wrong_credentials") << before + 1;
    }
    const Bend silent = [](auto&, PasskeySaying& saying, auto&) { saying.counter = 0; };
    EXPECT_EQ(code_of(enter(answer(phone, ask(Purpose::sign_in), olive, silent))), "wrong_credentials")
        << "it counted before";
    EXPECT_EQ(entries("session.passkey_refused"), 4);
    counter = 100;
    EXPECT_EQ(code_of(enter(phone, olive)), "");
}

TEST_P(Passkeys, SeveralHaveNamesOfTheirOwn)
{
    ASSERT_TRUE(add(olive, phone));
    const auto second = add(olive, answer(key_ring, ask(Purpose::add, olive.account.text()), olive), "  Key ring ");
    ASSERT_TRUE(second);
    EXPECT_TRUE(second->empty()) << "the recovery codes stay";
    const auto both = list(olive);
    ASSERT_EQ(both.size(), 2U);
    EXPECT_EQ(both[1].name, "Key ring");
    const auto rename = [&](const Person& who, const std::string& id, const std::string& name) {
        return code_of(world.as(who, [&](access::Call& call) { return rename_passkey(call, id, name); }));
    };
    EXPECT_EQ(rename(olive, both[0].id, "Work phone"), "");
    EXPECT_EQ(list(olive)[0].name, "Work phone");
    EXPECT_EQ(entries("account.passkey_renamed"), 1);
    for (const auto& bad : {std::string{}, std::string{"  "}, std::string(61, 'x'), std::string{"a\u202E"}})
        EXPECT_EQ(rename(olive, both[0].id, bad), "invalid") << bad;
    EXPECT_EQ(rename(pat, both[0].id, "Mine"), "not_found") << "somebody else's";
    EXPECT_EQ(rename(olive, "01900000-0000-7000-8000-000000000000", "Mine"), "not_found");
    EXPECT_EQ(rename(olive, "no id", "Mine"), "not_found");
    EXPECT_EQ(code_of(add(olive, phone)), "wrong_state") << "known already";
    EXPECT_EQ(code_of(add(pat, phone)), "wrong_state") << "somebody's already";
}

TEST_P(Passkeys, ThereAreAtMostTen)
{
    for (std::int64_t i = 0; i < most_passkeys; ++i) {
        const PasskeyDevice device{-8, "device " + std::to_string(i)};
        ASSERT_TRUE(add(olive, device));
    }
    EXPECT_EQ(code_of(add(olive, phone)), "too_many");
}

TEST_P(Passkeys, AddingEndsOtherSessionsAndBothTellTheAddress)
{
    const auto other = world.sign_in(olive);
    ASSERT_TRUE(add(olive, phone));
    const auto look = [](access::Call&) -> base::Done { return {}; };
    EXPECT_EQ(code_of(access::look(world.kernel, other, world.origin, look)), "sign_in_required");
    EXPECT_EQ(code_of(world.look_as(olive, look)), "");
    const auto letter = testing_support::newest_letter(world, factor_kind, olive.email);
    EXPECT_NE(compose_factor_changed(letter, "https://example.org").text.find("A passkey was added"),
              std::string::npos);
    EXPECT_EQ(entries("account.passkey_added"), 1);
    const auto remove = [&](const Person& who, const std::string& id) {
        return code_of(world.as(who, [&](access::Call& call) { return remove_passkey(call, who.credential, id); }));
    };
    const auto id = list(olive)[0].id;
    EXPECT_EQ(remove(pat, id), "not_found");
    EXPECT_EQ(remove(olive, "no id"), "not_found");
    EXPECT_EQ(remove(olive, id), "");
    EXPECT_EQ(testing_support::count_letters(world, factor_kind, olive.email), 2);
    EXPECT_EQ(entries("account.passkey_removed"), 1);
    EXPECT_EQ(number("SELECT COUNT(*) FROM recovery_codes"), 0);
    EXPECT_EQ(code_of(enter(phone, olive)), "wrong_credentials");
    EXPECT_EQ(step_with(olive, {}), "") << "the password alone again";
}

TEST_P(Passkeys, NeedAFreshPasswordToBeChanged)
{
    ASSERT_TRUE(add(olive, phone));
    world.clock.advance(10min);
    EXPECT_EQ(code_of(add(olive, key_ring)), "reauthenticate");
    const auto removed = world.as(
        olive, [&](access::Call& call) { return remove_passkey(call, olive.credential, passkeys_of(call)->at(0).id); });
    EXPECT_EQ(code_of(removed), "reauthenticate");
    EXPECT_EQ(list(olive).size(), 1U);
}

/// The organisation's rule: a passkey does as well as an app.
TEST_P(Passkeys, OneIsEnoughWhereASecondFactorIsAsked)
{
    world.execute("UPDATE organisations SET require_second_factor = 1 WHERE id = '" + world.home.id.text() + "'");
    const auto look = [](access::Call&) -> base::Done { return {}; };
    EXPECT_EQ(code_of(world.look_as(pat, look)), "second_factor_missing");
    auto leading = pat;
    leading.credential.second_factor = access::Credential::SecondFactor::may_lack;
    ASSERT_TRUE(add(leading, phone));
    EXPECT_EQ(code_of(world.look_as(pat, look)), "");
    const auto session = enter(phone, pat);
    ASSERT_TRUE(session);
    const access::Credential fresh{access::Credential::Kind::session, crypto::sha256(session->session_token)};
    EXPECT_EQ(code_of(access::look(world.kernel, fresh, world.origin, look)), "");
    world.execute("UPDATE organisations SET require_second_factor = 0 WHERE id = '" + world.home.id.text() + "'");
}

TEST_P(Passkeys, TheOperatorsResetEndsThemToo)
{
    ASSERT_TRUE(add(olive, phone));
    ASSERT_TRUE(reset_second_factor(world.kernel, world.origin, olive.email));
    EXPECT_EQ(number("SELECT COUNT(*) FROM passkeys"), 0);
    EXPECT_EQ(code_of(enter(phone, olive)), "wrong_credentials");
    EXPECT_EQ(step_with(olive, {}), "");
}

TEST_P(Passkeys, OpenNothingWhereTheAccountMayNot)
{
    ASSERT_TRUE(add(pat, phone));
    world.execute("UPDATE users SET is_active = 0 WHERE id = '" + pat.user.text() + "'");
    EXPECT_EQ(code_of(enter(phone, pat)), "inactive");
    world.execute("UPDATE users SET is_active = 1 WHERE id = '" + pat.user.text() + "'");
    EXPECT_EQ(code_of(enter(phone, pat)), "");
    world.execute("UPDATE accounts SET confirmed_at = NULL WHERE id = '" + pat.account.text() + "'");
    EXPECT_EQ(code_of(enter(phone, pat)), "wrong_credentials");
}

TEST_P(Passkeys, WrongOnesCountAsGuesses)
{
    ASSERT_TRUE(add(olive, phone));
    std::string last;
    for (int i = 0; i < 100 && last != "rate_limited"; ++i)
        last = code_of(
            sign_in_with_passkey(world.kernel, {}, world.origin, answer(key_ring, ask(Purpose::sign_in), olive)));
    EXPECT_EQ(last, "rate_limited");
    for (int i = 0; i < 5; ++i) step_with(olive, answer(key_ring, ask(Purpose::step, olive.account.text()), olive));
    EXPECT_EQ(step_with(olive, answer(phone, ask(Purpose::step, olive.account.text()), olive)), "wrong_credentials")
        << "waiting";
    world.clock.advance(1min);
    EXPECT_EQ(step_with(olive, answer(phone, ask(Purpose::step, olive.account.text()), olive)), "");
}

TEST(PasskeyTexts, WhatIsNoChallengeOrAnswerIsNone)
{
    const PasskeyChallenge challenge{Purpose::step, "01900000-0000-7000-8000-000000000000", std::string(43, 'c')};
    const auto back = PasskeyChallenge::from_text(challenge.to_text());
    ASSERT_TRUE(back);
    EXPECT_EQ(back->account, challenge.account);
    EXPECT_EQ(back->purpose, challenge.purpose);
    EXPECT_EQ(back->challenge, challenge.challenge);
    for (const auto& bad : {std::string{}, std::string{"1"}, "9" + challenge.to_text().substr(1), std::string(60, ' ')})
        EXPECT_FALSE(PasskeyChallenge::from_text(bad)) << bad;
    const boost::json::object whole{{"id", "aWQ"},
                                    {"user_handle", "dQ"},
                                    {"client_data", "e30"},
                                    {"authenticator_data", "eA"},
                                    {"signature", "cw"}};
    ASSERT_TRUE(PasskeyAnswer::from_json(boost::json::serialize(whole)));
    for (const auto* member : {"id", "user_handle", "client_data", "authenticator_data", "signature"}) {
        auto changed = whole;
        changed[member] = "not base64!";
        EXPECT_FALSE(PasskeyAnswer::from_json(boost::json::serialize(changed))) << member;
    }
    auto nameless = whole;
    nameless["id"] = "";
    EXPECT_FALSE(PasskeyAnswer::from_json(boost::json::serialize(nameless)));
    auto long_one = whole;
    long_one["client_data"] = std::string(longest_passkey_answer, 'A');
    EXPECT_FALSE(PasskeyAnswer::from_json(boost::json::serialize(long_one)));
    for (const auto* bad : {"", "[]", "{", "null", "\"id\""}) EXPECT_FALSE(PasskeyAnswer::from_json(bad)) << bad;
}

TEST(PasskeyTexts, TheyBelongToTheHostOfTheBaseUrl)
{
    const auto of = [](const std::string& base_url) {
        access::Policy policy;
        policy.base_url = base_url;
        const auto home = PasskeyHome::of(policy);
        return home ? home->host + " " + home->origin : "none";
    };
    EXPECT_EQ(of("https://example.org"), "example.org https://example.org");
    EXPECT_EQ(of("https://example.org:443"), "example.org https://example.org");
    EXPECT_EQ(of("https://example.org:8443"), "example.org https://example.org:8443");
    EXPECT_EQ(of("http://localhost:8080"), "localhost http://localhost:8080");
    EXPECT_EQ(of("https://192.0.2.7"), "none");
    EXPECT_EQ(of("https://[2001:db8::1]:8443"), "none");
}

} // namespace
} // namespace assetbuddy::accounts
