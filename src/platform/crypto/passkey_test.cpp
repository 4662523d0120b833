#include "platform/crypto/passkey.h"

#include <functional>

#include <gtest/gtest.h>

#include "platform/crypto/cbor_size.h"
#include "platform/crypto/crypto.h"
#include "testing/passkey_device.h"

namespace assetbuddy::platform::crypto {
namespace {

using testing_support::PasskeyDevice;
using testing_support::PasskeySaying;

const PasskeyTerms checked{"example.org", "https://example.org", "a-challenge", PasskeyTerms::Owner::checked};
const PasskeyTerms present{"example.org", "https://example.org", "a-challenge", PasskeyTerms::Owner::present};

PasskeySaying new_one()
{
    return {"webauthn.create", checked.challenge, checked.origin, checked.host, 0x45, 3};
}
PasskeySaying shown()
{
    return {"webauthn.get", checked.challenge, checked.origin, checked.host, 0x05, 4};
}

class PasskeyOfKind : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Kinds, PasskeyOfKind, testing::ValuesIn(passkey_algorithms), [](const auto& each) {
    return each.param == -7 ? "ES256" : each.param == -8 ? "EdDSA" : "RS256";
});

TEST_P(PasskeyOfKind, IsReadAndVerified)
{
    const PasskeyDevice device{GetParam()};
    const auto key = read_new_passkey(checked, device.say(new_one()));
    ASSERT_TRUE(key);
    EXPECT_EQ(key->algorithm, GetParam());
    EXPECT_EQ(key->credential_id, base64url(device.credential_id()));
    EXPECT_EQ(key->counter, 3U);
    EXPECT_EQ(verify_passkey(checked, *key, device.say(shown())), 4U);
    auto unchecked = shown();
    unchecked.flags = 0x01;
    EXPECT_EQ(verify_passkey(present, *key, device.say(unchecked)), 4U);
}

TEST_P(PasskeyOfKind, CutAnywhereItIsNone)
{
    const PasskeyDevice device{GetParam()};
    const auto whole = device.say(new_one());
    for (std::size_t size = 0; size < whole.authenticator_data.size(); ++size) {
        auto cut = whole;
        cut.authenticator_data.resize(size);
        EXPECT_FALSE(read_new_passkey(checked, cut)) << size;
    }
    const auto key = read_new_passkey(checked, whole).value();
    const auto answer = device.say(shown());
    for (std::size_t size = 0; size < answer.signature.size(); ++size) {
        auto cut = answer;
        cut.signature.resize(size);
        EXPECT_FALSE(verify_passkey(checked, key, cut)) << size;
    }
}

struct Bent {
    const char* what;
    std::function<void(PasskeySaying&)> bend;
};

const std::vector<Bent> bent{
    {"another challenge", [](PasskeySaying& it) { it.challenge = "a-challengf"; }},
    {"no challenge", [](PasskeySaying& it) { it.challenge.clear(); }},
    {"another origin", [](PasskeySaying& it) { it.origin = "https://example.org.evil.example"; }},
    {"a sub-domain", [](PasskeySaying& it) { it.origin = "https://www.example.org"; }},
    {"another port", [](PasskeySaying& it) { it.origin = "https://example.org:8443"; }},
    {"without TLS", [](PasskeySaying& it) { it.origin = "http://example.org"; }},
    {"another host", [](PasskeySaying& it) { it.host = "evil.example"; }},
    {"another ceremony",
     [](PasskeySaying& it) { it.type = it.type == "webauthn.get" ? "webauthn.create" : "webauthn.get"; }},
    {"nobody there", [](PasskeySaying& it) { it.flags &= 0xFEU; }},
    {"owner not checked", [](PasskeySaying& it) { it.flags &= 0xFBU; }},
    {"copied, but not to be copied", [](PasskeySaying& it) { it.flags |= 0x10U; }},
    {"inside another page", [](PasskeySaying& it) { it.further = R"(,"topOrigin":"https://evil.example")"; }},
    {"framed", [](PasskeySaying& it) { it.further = R"(,"crossOrigin":true)"; }},
    {"no JSON", [](PasskeySaying& it) { it.further = "}}"; }},
};

TEST(Passkey, WhatDoesNotFitIsRefused)
{
    const PasskeyDevice device{-7};
    const auto key = read_new_passkey(checked, device.say(new_one())).value();
    for (const auto& each : bent) {
        auto creation = new_one();
        auto showing = shown();
        each.bend(creation);
        each.bend(showing);
        EXPECT_FALSE(read_new_passkey(checked, device.say(creation))) << each.what;
        EXPECT_FALSE(verify_passkey(checked, key, device.say(showing))) << each.what;
    }
}

TEST(Passkey, EveryByteCounts)
{
    const PasskeyDevice device{-8};
    const auto key = read_new_passkey(checked, device.say(new_one())).value();
    const auto whole = device.say(shown());
    const auto fits = [&](const PasskeyBytes& bytes) { return verify_passkey(checked, key, bytes).has_value(); };
    ASSERT_TRUE(fits(whole));
    for (const auto member : {&PasskeyBytes::client_data, &PasskeyBytes::authenticator_data, &PasskeyBytes::signature})
        for (std::size_t i = 0; i < (whole.*member).size(); ++i) {
            auto changed = whole;
            (changed.*member)[i] = static_cast<char>((changed.*member)[i] ^ 1);
            EXPECT_FALSE(fits(changed)) << i;
        }
}

TEST(Passkey, AnothersKeyDoesNotFit)
{
    const PasskeyDevice mine{-7};
    const PasskeyDevice other{-7};
    const auto key = read_new_passkey(checked, mine.say(new_one())).value();
    EXPECT_FALSE(verify_passkey(checked, key, other.say(shown())));
    for (const int algorithm : {-8, -257, -47, 0}) {
        auto renamed = key;
        renamed.algorithm = algorithm;
        EXPECT_FALSE(verify_passkey(checked, renamed, mine.say(shown()))) << algorithm;
    }
}

TEST(Passkey, WhatHoldsNoCredentialIsNotRead)
{
    const PasskeyDevice device{-7};
    auto without = new_one();
    without.flags = 0x05;
    EXPECT_FALSE(read_new_passkey(checked, device.say(without)));
    const PasskeyDevice nameless{-7, ""};
    EXPECT_FALSE(read_new_passkey(checked, nameless.say(new_one())));
    const PasskeyDevice longest{-7, std::string(1023, 'x')};
    EXPECT_TRUE(read_new_passkey(checked, longest.say(new_one())));
    const PasskeyDevice too_long{-7, std::string(1024, 'x')};
    EXPECT_FALSE(read_new_passkey(checked, too_long.say(new_one())));
    auto off_the_curve = device.say(new_one());
    off_the_curve.authenticator_data.back() = static_cast<char>(off_the_curve.authenticator_data.back() ^ 1);
    EXPECT_FALSE(read_new_passkey(checked, off_the_curve));
}

TEST(Passkey, WhatFollowsIsExtensionsOrNothing)
{
    const PasskeyDevice device{-7};
    const auto whole = device.say(new_one());
    const auto is_read = [&](int flags, const std::string& after) {
        auto bytes = whole;
        bytes.authenticator_data[32] = static_cast<char>(flags);
        bytes.authenticator_data += after;
        return read_new_passkey(checked, bytes).has_value();
    };
    const std::string extensions{"\xA1\x6B"
                                 "credProtect\x02"};
    EXPECT_TRUE(is_read(0xC5, extensions));
    EXPECT_FALSE(is_read(0x45, extensions)) << "not announced";
    EXPECT_FALSE(is_read(0xC5, "")) << "announced";
    EXPECT_FALSE(is_read(0xC5, extensions + "\x01")) << "more than one";
    EXPECT_FALSE(is_read(0x45, "\x01"));
}

/// Found by fuzzing: the library makes room for as many members as a head announces.
TEST(Passkey, AnnouncedCountsAreNotBelieved)
{
    const PasskeyDevice device{-7};
    for (const std::string& head :
         {std::string{"\xBA\x7F\xFF\xFF\xFF"}, std::string{"\xBB\x00\x00\x00\x0F\xFF\xFF\xFF\xFF", 9},
          std::string{"\x9A\x7F\xFF\xFF\xFF"}, std::string{"\x5A\x7F\xFF\xFF\xFF"}}) {
        auto bytes = device.say(new_one());
        const auto key_at = bytes.authenticator_data.find('\xA5', 37 + 16 + 2);
        bytes.authenticator_data.replace(key_at, 1, head);
        EXPECT_FALSE(read_new_passkey(checked, bytes));
        const auto key = read_new_passkey(checked, device.say(new_one())).value();
        auto answer = device.say(shown());
        answer.authenticator_data[32] = static_cast<char>(0x85);
        answer.authenticator_data += head;
        EXPECT_FALSE(verify_passkey(checked, key, answer));
    }
}

TEST(CborSize, IsThatOfOneWholeItem)
{
    const auto size = [](const std::string& bytes) { return cbor_size(bytes); };
    using namespace std::string_literals;
    EXPECT_EQ(size("\x17\x17"s), 1U);
    EXPECT_EQ(size("\x39\x01\x00"s), 3U);
    EXPECT_EQ(size("\x43"
                   "abcd"s),
              4U);
    EXPECT_EQ(size("\x82\x01\x62"
                   "ab"s),
              5U);
    EXPECT_EQ(size("\xA1\x01\x82\x02\x03"s), 5U);
    EXPECT_EQ(size("\xA0"s), 1U);
    EXPECT_EQ(size("\x81\x81\x81\x81\x01"s), 5U);
    for (const auto& bad : {""s, "\x18"s, "\x43"s, "\x82\x01"s, "\xA1\x01"s, "\x9F\x01\xFF"s, "\x5F\xFF"s, "\x1C"s,
                            "\xC0\x01"s, "\x81\x81\x81\x81\x81\x01"s, "\xBB\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s})
        EXPECT_FALSE(size(bad)) << base64url(bad);
}

} // namespace
} // namespace assetbuddy::platform::crypto
