// R-CPP-2 in every test run: each target over its seeds, and over changed copies of them, the same in every run.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "target.h"

namespace assetbuddy::fuzz {
namespace {

std::vector<std::string> seeds_of(const Target& target)
{
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{std::filesystem::path{FUZZ_SEEDS} / target.name})
        files.push_back(entry.path());
    std::ranges::sort(files);
    std::vector<std::string> seeds;
    for (const auto& file : files) {
        std::ifstream stream{file, std::ios::binary};
        seeds.emplace_back(std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{});
    }
    return seeds;
}

/// Bytes that have led parsers astray.
constexpr std::string_view odd_bytes{"\0\r\n\t \"'%&+,;:=<>\\{}[]\x7f\x80\xc2\xe2\xff", 27};

std::string changed(std::string text, const std::string& other, std::mt19937& random)
{
    const auto below = [&](std::size_t end) { return random() % std::max<std::size_t>(end, 1); };
    for (auto left = 1 + below(4); left > 0; --left) {
        const auto at = below(text.size() + 1);
        switch (below(5)) {
        case 0:
            text.insert(at, 1, odd_bytes[below(odd_bytes.size())]);
            break;
        case 1:
            text.erase(at, below(8));
            break;
        case 2:
            if (at < text.size()) text[at] = static_cast<char>(random());
            break;
        case 3:
            text.insert(at, text.substr(below(text.size()), below(16)));
            break;
        default:
            text = text.substr(0, at) + other.substr(below(other.size() + 1));
            break;
        }
    }
    return text;
}

class FuzzTargets : public testing::TestWithParam<Target> {};
INSTANTIATE_TEST_SUITE_P(All, FuzzTargets, testing::ValuesIn(targets()),
                         [](const auto& target) { return std::string{target.param.name}; });

TEST_P(FuzzTargets, StandTheirSeedsAndChangedCopies)
{
    const auto seeds = seeds_of(GetParam());
    ASSERT_FALSE(seeds.empty()) << "a target starts from examples";
    for (const auto& seed : seeds) GetParam().run(seed);
    std::mt19937 random{20261123};
    for (int i = 0; i < 2000; ++i)
        GetParam().run(changed(seeds[random() % seeds.size()], seeds[random() % seeds.size()], random));
}

} // namespace
} // namespace assetbuddy::fuzz
