#include "platform/crypto/crypto.h"

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

} // namespace
} // namespace assetbuddy::platform::crypto
