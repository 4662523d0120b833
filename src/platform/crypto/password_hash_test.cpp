#include "platform/crypto/password_hash.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "platform/crypto/crypto.h"

namespace assetbuddy::platform::crypto {
namespace {

class PasswordHash : public ::testing::Test {
  protected:
    static void SetUpTestSuite() { start(); }
    PasswordHasher minimal_{PasswordCost::minimal, 2};
};

TEST_F(PasswordHash, IsAPhcStringOfTheStatedCost)
{
    PasswordHasher standard{PasswordCost::standard, 1};
    const auto hash = standard.hash("correct horse battery");
    EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << hash;
    // 16 bytes of salt are 22 characters of base64, 32 bytes of tag 43.
    const auto salt = hash.find('$', 31) - 31;
    EXPECT_EQ(salt, 22U);
    EXPECT_EQ(hash.size() - 31 - salt - 1, 43U);
    EXPECT_TRUE(standard.check("correct horse battery", hash).matches);
    EXPECT_FALSE(standard.check("correct horse battery", hash).outdated);
}

TEST_F(PasswordHash, SaltsEveryHash)
{
    EXPECT_NE(minimal_.hash("same"), minimal_.hash("same"));
}

TEST_F(PasswordHash, EveryByteCounts)
{
    for (const std::size_t length : {71U, 72U, 128U, 255U, 256U, 1023U}) {
        const std::string start(length, 'x');
        const auto hash = minimal_.hash(start + "a");
        EXPECT_TRUE(minimal_.check(start + "a", hash).matches) << length;
        EXPECT_FALSE(minimal_.check(start + "b", hash).matches) << length;
        EXPECT_FALSE(minimal_.check(start, hash).matches) << length;
    }
    const std::string with_nul("one\0two", 7);
    EXPECT_FALSE(minimal_.check(std::string_view{"one\0six", 7}, minimal_.hash(with_nul)).matches);
}

TEST_F(PasswordHash, WeakerHashesAreOutdatedStrongerOnesAreNot)
{
    PasswordHasher standard{PasswordCost::standard, 1};
    const auto weak = minimal_.hash("password");
    EXPECT_TRUE(standard.check("password", weak).matches);
    EXPECT_TRUE(standard.check("password", weak).outdated);
    EXPECT_FALSE(standard.check("wrong", weak).outdated);
    EXPECT_FALSE(minimal_.check("password", standard.hash("password")).outdated);
}

TEST_F(PasswordHash, NothingMatchesWithoutAStoredHash)
{
    EXPECT_FALSE(minimal_.check("", std::nullopt).matches);
    EXPECT_FALSE(minimal_.check("x", std::nullopt).matches);
}

TEST_F(PasswordHash, DamagedHashesMatchNothing)
{
    const auto good = minimal_.hash("x");
    for (const auto& stored : {std::string{}, std::string{"x"}, good.substr(0, good.size() - 1), good + "A",
                               std::string(10'000, '$'), std::string{"$argon2id$v=19$m=8,t=1,p=1$$"}})
        EXPECT_FALSE(minimal_.check("x", stored).matches) << stored.substr(0, 40);
}

TEST_F(PasswordHash, RefusesAtOnceWhenTheQueueIsFull)
{
    PasswordHasher slow{PasswordCost::standard, 1};
    std::atomic<int> busy = 0;
    std::atomic<int> done = 0;
    {
        std::vector<std::jthread> asking;
        for (int i = 0; i < 90; ++i)
            asking.emplace_back([&] {
                try {
                    slow.hash("password");
                    ++done;
                } catch (const HashingBusy&) {
                    ++busy;
                }
            });
    }
    EXPECT_GT(busy, 0);
    EXPECT_GE(done, 64);
    EXPECT_EQ(busy + done, 90);
}

} // namespace
} // namespace assetbuddy::platform::crypto
