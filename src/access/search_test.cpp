#include "access/search.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace assetbuddy::access {
namespace {

const base::OrganisationId harbour{"01930000-0000-7000-b000-000000000001"};
const base::OrganisationId twin{"01930000-0000-7000-b000-000000000002"};

std::string text_of(const std::string& name, const std::string& email = {})
{
    return search_text({name, email, {}, {}});
}

TEST(SearchText, HoldsFoldedWords)
{
    EXPECT_EQ(text_of("Ann LEE"), " ann lee");
    EXPECT_EQ(text_of("Ann", "Ann.Lee@Example.org"), " ann ann.lee@example.org example.org");
    EXPECT_EQ(text_of("José Ångström", ""), " angstrom jose") << "accents are folded, in texts and in questions";
    EXPECT_EQ(text_of("Straße"), " strasse");
    EXPECT_EQ(search_text({"Ann", "", "Lifts & Sons", "Rigger"}), " ann lifts rigger sons");
    EXPECT_EQ(text_of("!!!"), "");
}

TEST(SearchTokens, AreBeginningsAndThreeLettersInARow)
{
    EXPECT_EQ(search_tokens(Searched::users, harbour, " anna").size(), 4U) << "a, an, ann, nna";
    EXPECT_EQ(search_tokens(Searched::users, harbour, " a").size(), 1U);
    EXPECT_EQ(search_tokens(Searched::users, harbour, " éé").size(), 2U) << "letters, not bytes";
    EXPECT_EQ(search_tokens(Searched::users, harbour, " ann ann").size(), 3U) << "each once";
    EXPECT_TRUE(search_tokens(Searched::users, harbour, "").empty());
    const auto both = search_tokens(Searched::users, harbour, " lee anna");
    EXPECT_TRUE(std::ranges::is_sorted(both));
    EXPECT_EQ(both.size(), 7U);
}

/// They are stored: another hash would find nobody any more.
TEST(SearchTokens, StayWhatTheyAre)
{

    EXPECT_EQ(search_tokens(Searched::users, harbour, " a").front(), 4704363651940779628);
}

TEST(SearchTokens, OfAnOrganisationLieTogetherAndApartFromOthers)
{
    const auto ours = search_tokens(Searched::users, harbour, " lee anna");
    const auto range = tokens_of(harbour);
    for (const auto token : ours) {
        EXPECT_GE(token, range.first);
        EXPECT_LE(token, range.last);
        EXPECT_GE(token, 0);
        for (const auto& others : {search_tokens(Searched::users, twin, " lee anna"),
                                   search_tokens(Searched::invitations, harbour, " lee anna")})
            EXPECT_FALSE(std::ranges::binary_search(others, token));
    }
}

} // namespace
} // namespace assetbuddy::access
