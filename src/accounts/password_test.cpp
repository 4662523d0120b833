#include "accounts/password.h"

#include <fstream>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "accounts/passphrase_words.h"
#include "accounts/suggest.h"
#include "base/text.h"
#include "platform/crypto/breached_passwords.h"
#include "testing/databases.h"
#include "testing/easel.h"

namespace assetbuddy::accounts {
namespace {

const std::vector<std::string> context{"Harbour Works", "olive.turner", "Olive Turner", "Owner"};

std::string refusal(std::string_view password)
{
    const auto error = check_new_password(password, context);
    if (!error) return {};
    EXPECT_EQ(error->field, "password");
    EXPECT_EQ(error->code, "weak_password");
    EXPECT_GT(error->message.size(), 20U) << "the reason is shown";
    return error->message;
}

std::string repeated(std::string_view text, int times)
{
    std::string result;
    for (int i = 0; i < times; ++i) result += text;
    return result;
}

/// Distinct letters that no dictionary holds, as long as wanted.
std::string patternless(std::size_t length)
{
    std::string text;
    std::uint32_t state = 12345;
    while (text.size() < length) {
        state = state * 1664525U + 1013904223U;
        text += static_cast<char>('a' + (state >> 16) % 26);
    }
    return text;
}

TEST(Password, HasItsLengthInCodePoints) // R-AUTH-1
{
    EXPECT_NE(refusal(patternless(14)), "");
    EXPECT_EQ(refusal(patternless(15)), "");
    EXPECT_EQ(refusal(patternless(64)), "");
    EXPECT_EQ(refusal(patternless(256)), "");
    EXPECT_NE(refusal(patternless(257)), "");
    EXPECT_NE(refusal(""), "");
    EXPECT_NE(refusal(patternless(100'000)), "");
    EXPECT_NE(refusal(repeated("🦉", 14)), "");
}

TEST(Password, TakesAnythingThatCanBeTyped) // R-AUTH-2
{
    for (const auto* good :
         {"qkzvjwxybfmtrgp", "🦉🐝🍋🎻🚲🌵🧭🪁🛶🏺🥨🧊🪜🎳🦀", " blank at both ends kept ", "sieben Zwerge essen Müsli",
          "correct horse battery staple", "Grüße aus dem Hafen von Hull", "plain grey gravel lorry"})
        EXPECT_EQ(refusal(good), "") << good;
    EXPECT_NE(refusal(std::string{"nul in the middle\0of it", 23}), "");
    EXPECT_NE(refusal("not \xff utf-8 at all here"), "");
}

TEST(Password, RefusesWhatEverybodyWouldTry) // R-AUTH-3
{
    const std::vector<std::string> weak{
        "passwordpassword",         "PasswordPassword",      "aaaaaaaaaaaaaaaa",     "abababababababab",
        "abcabcabcabcabcabc",       "123456789012345",       "abcdefghijklmnopq",    "qwertyuiopasdfghjkl",
        "zxcvbnmasdfghjkl",         "1q2w3e4r5t6y7u8i",      "987654321098765",      "111111222222333333",
        "passwordpasswordpassword", "letmeinletmeinletmein", "assetbuddyassetbuddy", "AssetBuddyAssetBuddy1",
        "harbourworksharbourworks", "harbour works owner",   "oliveturnerolive",     "olive.turner.olive",
        "Olive Turner Owner",       "password12345678",
    };
    for (const auto& each : weak) EXPECT_NE(refusal(each), "") << each;
}

TEST(Password, MayHoldWhatOthersKnowAmongOtherWords)
{
    EXPECT_EQ(refusal("harbour walnut trumpet glacier"), "");
    EXPECT_EQ(refusal("olive and seven lost umbrellas"), "");
}

TEST(Password, SaysWhyInPlainWords)
{
    EXPECT_NE(refusal("too short").find("at least 15"), std::string::npos);
    EXPECT_NE(refusal("passwordpassword").find("repeats"), std::string::npos);
    EXPECT_NE(refusal("qwertyuiopasdfghjkl").find("row"), std::string::npos);
}

TEST(Password, IsNormalisedAndNothingElse)
{
    EXPECT_EQ(normalised_password("ＡＢＣ plain"), "ABC plain");
    EXPECT_EQ(normalised_password(" Blank Kept "), " Blank Kept ");
    EXPECT_EQ(normalised_password(std::string(1025, 'a')), "");
    EXPECT_EQ(normalised_password("\xff"), "");
}

TEST(Password, SuggestionsAreGood)
{
    auto& random = platform::crypto::system_random();
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) {
        const auto phrase = suggest_passphrase(random);
        EXPECT_EQ(refusal(phrase), "") << phrase;
        EXPECT_EQ(std::count(phrase.begin(), phrase.end(), ' '), 4);
        seen.insert(phrase);
    }
    EXPECT_EQ(seen.size(), 200U);
}

TEST(Password, WordsOfSuggestionsAreEachThereOnce)
{
    std::set<std::string_view> words;
    std::size_t count = 0;
    for (auto rest = passphrase_words; !rest.empty(); ++count) {
        const auto end = std::min(rest.find(' '), rest.size());
        words.insert(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    EXPECT_EQ(count, 877U);
    EXPECT_EQ(words.size(), count);
}

TEST(Password, IsRefusedWhenItLeakedElsewhere) // R-AUTH-4
{
    const testing_support::TemporaryFolder folder;
    const auto file = folder.path() / "leaked.txt";
    std::ofstream{file} << std::string(40, '0')
                        << "\nEB9D41C45F272923417324A6CDFE507E1C9C691B\n"; // of the otters, as sha1sum says
    const platform::crypto::BreachedPasswords list{file};
    testing_support::Easel easel;
    EXPECT_FALSE(check_new_password(easel.kernel, "seven quiet otters juggling", {}));
    easel.kernel.breached_passwords = &list;
    const auto weak = check_new_password(easel.kernel, "seven quiet otters juggling", {});
    ASSERT_TRUE(weak);
    EXPECT_EQ(weak->code, "weak_password");
    EXPECT_FALSE(check_new_password(easel.kernel, "seven quiet herons juggling", {}));
}

} // namespace
} // namespace assetbuddy::accounts
