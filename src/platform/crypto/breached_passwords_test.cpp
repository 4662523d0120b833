#include "platform/crypto/breached_passwords.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "testing/databases.h"

namespace assetbuddy::platform::crypto {
namespace {

/// SHA-1 of "password", as sha1sum says.
constexpr auto of_password = "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8";

class Breached : public testing::Test {
  protected:
    std::string write(const std::vector<std::string>& lines, const std::string& end = "\n")
    {
        const auto path = folder.path() / "list.txt";
        std::ofstream file{path, std::ios::binary};
        for (const auto& line : lines) file << line << end;
        return path.string();
    }
    /// A thousand sorted lines around the one given, of its length.
    static std::vector<std::string> thousand_with(const std::string& line)
    {
        std::set<std::string> lines{line};
        const auto length = line.find(':') == std::string::npos ? line.size() : line.find(':');
        for (int i = 0; lines.size() < 1000; ++i) {
            auto digits = std::to_string(1'000'003LL * (i + 1));
            digits = digits.substr(digits.size() - 5);
            while (digits.size() < length)
                digits += "0123456789ABCDEF"[(static_cast<std::size_t>(i) + digits.size()) % 16];
            lines.insert(digits.substr(0, length) + line.substr(length));
        }
        return {lines.begin(), lines.end()};
    }

    testing_support::TemporaryFolder folder;
};

TEST_F(Breached, FindsMembersOfAThousandLinesAndNothingElse) // R-AUTH-4
{
    const std::string whole = of_password;
    for (const auto& line : {whole, whole + ":9545824", whole.substr(0, 12)})
        for (const auto* end : {"\n", "\r\n"}) {
            const BreachedPasswords list{write(thousand_with(line), end)};
            EXPECT_TRUE(list.contains("password")) << line;
            for (const auto* other : {"Password", "password ", "", "a long and quiet river"})
                EXPECT_FALSE(list.contains(other)) << line << " " << other;
        }
}

TEST_F(Breached, FindsTheFirstTheLastAndTheOnly)
{
    const std::string whole = of_password;
    const std::string low(40, '0');
    const std::string high(40, 'F');
    for (const auto& lines : std::vector<std::vector<std::string>>{
             {whole}, {whole, high}, {low, whole}, {low, whole, high}, {low, low, low, whole}})
        EXPECT_TRUE(BreachedPasswords{write(lines)}.contains("password")) << lines.size();
    EXPECT_TRUE(BreachedPasswords{write({whole}, "")}.contains("password")) << "no line end at the end";
    EXPECT_TRUE(BreachedPasswords{write({"5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8"})}.contains("password"));
    EXPECT_FALSE((BreachedPasswords{write({low, high})}.contains("password")));
}

TEST_F(Breached, RefusesWhatIsNoSuchFile)
{
    EXPECT_THROW(BreachedPasswords{folder.path() / "missing.txt"}, std::runtime_error);
    EXPECT_THROW(BreachedPasswords{folder.path()}, std::runtime_error);
    for (const auto& lines : std::vector<std::vector<std::string>>{
             {}, {"password"}, {"5BAA"}, {std::string(64, 'A')}, {std::string(500, 'A')}})
        EXPECT_THROW(BreachedPasswords{write(lines)}, std::runtime_error) << lines.size();
}

} // namespace
} // namespace assetbuddy::platform::crypto
