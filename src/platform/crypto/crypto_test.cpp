#include "platform/crypto/crypto.h"

#include <array>
#include <map>
#include <set>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace assetbuddy::platform::crypto {
namespace {

class Crypto : public ::testing::Test {
  protected:
    static void SetUpTestSuite() { start(); }
    static InstanceKey key(std::uint8_t first)
    {
        std::array<std::uint8_t, 32> bits{};
        bits[0] = first;
        return InstanceKey::of(bits);
    }
};

TEST_F(Crypto, TokensAreUniqueAndOfTheAlphabet)
{
    std::set<std::string> seen;
    for (int i = 0; i < 100'000; ++i) {
        auto token = make_token(system_random());
        ASSERT_TRUE(is_token(token)) << token;
        ASSERT_TRUE(seen.insert(std::move(token)).second);
    }
}

TEST_F(Crypto, WhatIsNoToken)
{
    const std::string good(43, 'A');
    EXPECT_TRUE(is_token(good));
    for (const auto& bad : {std::string{}, good.substr(1), good + "A", good.substr(1) + "=", good.substr(1) + "+",
                            good.substr(1) + std::string(1, '\0'), good.substr(2) + "é"})
        EXPECT_FALSE(is_token(bad)) << bad;
}

TEST_F(Crypto, CodeSymbolsAreEvenlySpread)
{
    std::map<char, int> counts;
    constexpr int codes = 20'000;
    for (int i = 0; i < codes; ++i)
        for (const char symbol : make_code(system_random())) ++counts[symbol];
    ASSERT_EQ(counts.size(), 32U);
    constexpr double expected = codes * 8 / 32.0;
    double chi_square = 0;
    for (const auto& [symbol, count] : counts) {
        EXPECT_FALSE(std::string_view{"ILOU"}.contains(symbol));
        chi_square += (count - expected) * (count - expected) / expected;
    }
    EXPECT_LT(chi_square, 80.0); // 31 degrees of freedom: a fair source exceeds this about once in 300,000 runs
}

/// One symbol the way a tired person writes it.
std::string ugly_symbol(char symbol)
{
    const auto lower = static_cast<char>(symbol >= 'A' ? symbol - 'A' + 'a' : symbol);
    auto spellings = std::vector<std::string>{std::string(1, symbol), std::string(1, lower)};
    if (symbol == '0') spellings.insert(spellings.end(), {"O", "o"});
    if (symbol == '1') spellings.insert(spellings.end(), {"I", "i", "L", "l"});
    static const std::vector<std::string> separators{"",       "",       " ",      "-",      "  ",     "\t",
                                                     "\u2013", "\u00a0", "\u2011", "\u202f", "\u2212", "\n"};
    return *rc::gen::elementOf(spellings) + *rc::gen::elementOf(separators);
}

RC_GTEST_FIXTURE_PROP(Crypto, CodesSurviveUglySpellings, ())
{
    const auto code = make_code(system_random());
    std::string typed = *rc::gen::elementOf(std::vector<std::string>{"", " ", "-", "\u00a0"});
    for (const char symbol : code) typed += ugly_symbol(symbol);
    RC_ASSERT(read_code(typed) == code);
    RC_ASSERT(read_code(shown_code(code)) == code);
}

TEST_F(Crypto, WhatIsNoCode)
{
    for (const auto* const bad : {"", "-", "ABCD-EFG", "ABCD-EFGHJ", "ABCU-EFGH", "ABCD.EFGH", "ÄBCD-EFGH",
                                  "ABCD EFG\xe2", "ABCD-EFG\xe2\x80", "ABCD-EFG!", "ABCD\u2022EFGH", "😀BCDEFGH"})
        EXPECT_FALSE(read_code(bad)) << bad;
    EXPECT_FALSE(read_code(std::string_view{"ABCD\0EFGH", 9}));
    EXPECT_FALSE(read_code(std::string(100'000, 'A')));
}

TEST_F(Crypto, KnownAnswers)
{
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hmac_sha256("Jefe", "what do ya want for nothing?"),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"); // RFC 4231, case 2
    EXPECT_EQ(base64url("\xfb\xff"), "-_8");
}

RC_GTEST_FIXTURE_PROP(Crypto, Base64RoundTrip, (const std::string& bytes))
{
    RC_ASSERT(from_base64url(base64url(bytes)) == bytes);
}

TEST_F(Crypto, WhatIsNoBase64)
{
    for (const auto* const bad : {"=", "AA==", "A", "AB/D", "AB+D", "AA AA", "AAAA\n"})
        EXPECT_FALSE(from_base64url(bad)) << bad;
}

RC_GTEST_FIXTURE_PROP(Crypto, OnlyTheRightKeyPurposeAndContextOpen,
                      (const std::string& plain, const std::string& context))
{
    const auto box = key(1).seal("outbox", context, plain, system_random());
    RC_ASSERT(key(1).open("outbox", context, box) == plain);
    RC_ASSERT(!key(2).open("outbox", context, box));
    RC_ASSERT(!key(1).open("cookie", context, box));
    RC_ASSERT(!key(1).open("outbox", context + "x", box));
    RC_ASSERT(key(1).seal("outbox", context, plain, system_random()) != box);
}

RC_GTEST_FIXTURE_PROP(Crypto, ATamperedBoxDoesNotOpen, (const std::string& plain))
{
    const auto box = key(1).seal("outbox", "row", plain, system_random());
    auto bytes = from_base64url(box).value();
    const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
    const auto bit = *rc::gen::inRange(0, 8);
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
    RC_ASSERT(!key(1).open("outbox", "row", base64url(bytes)));
    RC_ASSERT(!key(1).open("outbox", "row", box.substr(0, *rc::gen::inRange<std::size_t>(0, box.size()))));
}

TEST_F(Crypto, KeyedHashesDependOnKeyPurposeAndText)
{
    const std::set<std::string> different{key(1).keyed_hash("code", "A"), key(2).keyed_hash("code", "A"),
                                          key(1).keyed_hash("token", "A"), key(1).keyed_hash("code", "B")};
    EXPECT_EQ(different.size(), 4U);
    EXPECT_EQ(key(1).keyed_hash("code", "A"), key(1).keyed_hash("code", "A"));
    EXPECT_EQ(key(1).id().size(), 16U);
    EXPECT_NE(key(1).id(), key(2).id());
}

TEST_F(Crypto, EqualAndWipe)
{
    EXPECT_TRUE(equal("secret", "secret"));
    EXPECT_FALSE(equal("secret", "secreT"));
    EXPECT_FALSE(equal("secret", "secret "));
    EXPECT_TRUE(equal("", ""));
    std::string secret = "secret";
    wipe(secret);
    EXPECT_TRUE(secret.empty());
}

} // namespace
} // namespace assetbuddy::platform::crypto
