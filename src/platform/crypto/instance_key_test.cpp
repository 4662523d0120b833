#include "platform/crypto/crypto.h"
#include "platform/crypto/key_file.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assetbuddy::platform::crypto {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class InstanceKeyFile : public ::testing::Test {
  protected:
    static void SetUpTestSuite() { start(); }
    void SetUp() override
    {
        auto pattern = (fs::temp_directory_path() / "assetbuddy-key-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
        file_ = folder_ / "key";
    }
    void TearDown() override { fs::remove_all(folder_); }

    void write(const std::string& text, mode_t mode = 0600) const
    {
        std::ofstream{file_} << text;
        ASSERT_EQ(::chmod(file_.c_str(), mode), 0);
    }
    [[nodiscard]] std::string refusal() const
    {
        try {
            InstanceKey::open_or_create(file_, system_random());
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return "accepted";
    }

    fs::path folder_;
    fs::path file_;
    const std::string good_ = "8f0c2b9d7e61a4533218cafe90bd77e1d4a95b60c3f28e1700aa9b3c5d6e7f81";
};

TEST_F(InstanceKeyFile, IsCreatedPrivateAndReadAgain)
{
    const auto first = InstanceKey::open_or_create(file_, system_random());
    struct stat facts{};
    ASSERT_EQ(::stat(file_.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777U, 0600U);
    EXPECT_EQ(InstanceKey::open_or_create(file_, system_random()).id(), first.id());
    EXPECT_EQ(std::distance(fs::directory_iterator{folder_}, fs::directory_iterator{}), 1);
}

TEST_F(InstanceKeyFile, ManyStartingAtOnceShareOne)
{
    std::vector<std::string> ids(16);
    {
        std::vector<std::jthread> starting;
        for (std::size_t i = 0; i < ids.size(); ++i)
            starting.emplace_back([&, i] {
                const auto file = file_;
                ids[i] = InstanceKey::open_or_create(file, system_random()).id();
            });
    }
    EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), 1U);
}

TEST_F(InstanceKeyFile, RefusesWhatOthersCanRead)
{
    for (const mode_t mode : {0644U, 0640U, 0604U, 0660U}) {
        write(good_, mode);
        EXPECT_THAT(refusal(), HasSubstr("chmod 600")) << mode;
    }
    write(good_ + "\n");
    EXPECT_EQ(refusal(), "accepted");
}

TEST_F(InstanceKeyFile, RefusesWrongSizeAndWeakKeys)
{
    for (const auto& text : {std::string{}, good_.substr(2), good_ + "00", good_ + "\n\n", good_.substr(1) + "x",
                             std::string(1'000'000, 'a')}) {
        write(text);
        EXPECT_THAT(refusal(), HasSubstr("64 hexadecimal")) << text.size();
    }
    for (const auto* const text : {"0000000000000000000000000000000000000000000000000000000000000000",
                                   "abababababababababababababababababababababababababababababababab",
                                   "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"}) {
        write(text);
        EXPECT_THAT(refusal(), HasSubstr("no random key")) << text;
    }
}

TEST_F(InstanceKeyFile, RefusalsNeverShowTheKey)
{
    write(good_.substr(2));
    EXPECT_THAT(refusal(), ::testing::Not(HasSubstr(good_.substr(2, 8))));
}

TEST_F(InstanceKeyFile, SaysWhenItCannotBeMade)
{
    file_ = folder_ / "missing" / "key";
    EXPECT_THAT(refusal(), HasSubstr("cannot be created"));
    file_ = folder_;
    EXPECT_THAT(refusal(), HasSubstr("not a file"));
}

using KeyFile = InstanceKeyFile;

/// R-CRYPTO-2: two live keys, one of which seals.
TEST_F(KeyFile, ANewKeyComesInFrontAndTheOldOneGoesAside)
{
    const auto old_id = InstanceKey::open_or_create(file_, system_random()).id();
    const auto next = add_key_to_file(file_, system_random());
    const auto both = InstanceKey::open_or_create(file_, system_random());
    EXPECT_EQ(both.ids(), (std::vector{next, old_id}));
    EXPECT_FALSE(retire_key_in_file(file_, "0000000000000000", system_random()));
    ASSERT_TRUE(retire_key_in_file(file_, old_id, system_random()));
    EXPECT_FALSE(retire_key_in_file(file_, next, system_random())) << "the last one stays";
    EXPECT_EQ(InstanceKey::open_or_create(file_, system_random()).ids(), std::vector{next});
    const auto former = former_key_file(file_, old_id);
    EXPECT_EQ(InstanceKey::open_or_create(former, system_random()).id(), old_id);
    struct stat facts{};
    ASSERT_EQ(::stat(former.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777U, 0600U);
    EXPECT_EQ(std::distance(fs::directory_iterator{folder_}, fs::directory_iterator{}), 2);
}

TEST_F(KeyFile, ManyNewKeysAtOnceAreAllThere)
{
    const auto first = InstanceKey::open_or_create(file_, system_random()).id();
    std::vector<std::string> added(3);
    {
        std::vector<std::jthread> adding;
        for (auto& id : added) adding.emplace_back([&] { id = add_key_to_file(file_, system_random()); });
    }
    const auto key = InstanceKey::open_or_create(file_, system_random());
    for (const auto& id : added) EXPECT_TRUE(key.holds(id));
    EXPECT_TRUE(key.holds(first));
    EXPECT_THROW(add_key_to_file(file_, system_random()), std::runtime_error) << "enough is enough";
}

TEST_F(KeyFile, EitherKeyOpensAndTheChosenOneSeals)
{
    auto& random = system_random();
    const auto old_key = InstanceKey::open_or_create(file_, random);
    const auto old_box = old_key.seal("letters", "one", "a secret", random);
    const auto old_hash = old_key.keyed_hash("codes", "ABCD");
    const auto next = add_key_to_file(file_, random);
    auto key = InstanceKey::open_or_create(file_, random);
    ASSERT_TRUE(key.use(old_key.id()));
    EXPECT_TRUE(key.seals("letters", "one", old_box));
    ASSERT_TRUE(key.use(next));
    EXPECT_FALSE(key.use("unknown"));
    EXPECT_FALSE(key.seals("letters", "one", old_box));
    EXPECT_EQ(key.open("letters", "one", old_box), "a secret");
    EXPECT_EQ(key.open("letters", "two", old_box), std::nullopt);
    EXPECT_EQ(key.open("other", "one", old_box), std::nullopt);
    EXPECT_TRUE(key.is_keyed_hash(old_hash, "codes", "ABCD"));
    EXPECT_FALSE(key.is_keyed_hash(old_hash, "codes", "ABCE"));
    const auto box = key.seal("letters", "one", "a secret", random);
    EXPECT_EQ(old_key.open("letters", "one", box), std::nullopt);

    key.remember({key.part_of(old_key.id(), "codes")});
    key.drop(old_key.id());
    key.drop(next); // the one that seals stays
    EXPECT_EQ(key.ids(), std::vector{next});
    EXPECT_EQ(key.open("letters", "one", old_box), std::nullopt);
    EXPECT_TRUE(key.is_keyed_hash(old_hash, "codes", "ABCD"));
    EXPECT_THROW(static_cast<void>(key.part_of(old_key.id(), "codes")), std::logic_error);
}

} // namespace
} // namespace assetbuddy::platform::crypto
