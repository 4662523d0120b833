#include "platform/crypto/totp.h"

#include <gtest/gtest.h>

namespace assetbuddy::platform::crypto {
namespace {

const std::string rfc_secret = "12345678901234567890";

base::Time at(std::int64_t seconds)
{
    return base::from_microseconds(seconds * 1'000'000);
}

TEST(Totp, MakesTheCodesOfTheStandard) // RFC 6238, appendix B, cut to six digits
{
    const std::pair<std::int64_t, const char*> vectors[] = {{59, "287082"},         {1111111109, "081804"},
                                                            {1111111111, "050471"}, {1234567890, "005924"},
                                                            {2000000000, "279037"}, {20000000000, "353130"}};
    for (const auto& [seconds, code] : vectors) EXPECT_EQ(totp_code(rfc_secret, totp_step(at(seconds))), code);
}

TEST(Totp, TakesTheStepsBesideThePresentOneAndNoOther)
{
    const auto now = at(1'000'000'000);
    const auto step = totp_step(now);
    for (std::int64_t away = -3; away <= 3; ++away) {
        const auto found = find_totp_step(rfc_secret, totp_code(rfc_secret, step + away), now);
        EXPECT_EQ(found.has_value(), away >= -1 && away <= 1) << away;
        EXPECT_EQ(found.value_or(step + away), step + away);
    }
    for (const auto* wrong : {"", "1", "abcdef", "0000000"}) EXPECT_FALSE(find_totp_step(rfc_secret, wrong, now));
}

TEST(Totp, IsToldToAppsAsTheyReadIt)
{
    EXPECT_EQ(shown_totp_secret(rfc_secret), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    EXPECT_EQ(
        totp_uri(rfc_secret, "AssetBuddy", "pat+1@example.org"),
        "otpauth://totp/AssetBuddy:pat%2B1@example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=AssetBuddy");
    EXPECT_NE(make_totp_secret(system_random()), make_totp_secret(system_random()));
    EXPECT_EQ(make_totp_secret(system_random()).size(), 20U);
}

} // namespace
} // namespace assetbuddy::platform::crypto
