#include "platform/http/client_address.h"

#include <gtest/gtest.h>

namespace assetbuddy::platform::http {
namespace {

Address address(std::string_view text)
{
    return Address::parse(text).value();
}

TEST(AddressTest, readsAndWrites)
{
    EXPECT_EQ(address("192.0.2.1").to_text(), "192.0.2.1");
    EXPECT_EQ(address("::ffff:192.0.2.1").to_text(), "192.0.2.1");
    EXPECT_EQ(address("2001:DB8:0:0::1").to_text(), "2001:db8::1");
    EXPECT_TRUE(address("127.9.9.9").is_loopback());
    EXPECT_TRUE(address("::1").is_loopback());
    EXPECT_FALSE(address("128.0.0.1").is_loopback());
    for (const std::string_view text :
         {"", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4x", "1.2.3.4:80", "[::1]", "fe80::1%eth0", "a"})
        EXPECT_FALSE(Address::parse(text)) << text;
    EXPECT_FALSE(Address::parse(std::string_view{"1.2.3.4\0", 8}));
}

TEST(AddressTest, countsAHouseholdAsOne)
{
    EXPECT_EQ(address("2001:db8::1").household(), address("2001:db8::ffff:1").household());
    EXPECT_NE(address("2001:db8::1").household(), address("2001:db8:0:1::1").household());
    EXPECT_NE(address("192.0.2.1").household(), address("192.0.2.2").household());
}

TEST(NetworksTest, containWhatTheirPrefixSays)
{
    const Networks networks{{"10.0.0.0/8", "192.0.2.128/25", "2001:db8::/33", "198.51.100.7"}};
    for (const auto* inside : {"10.255.0.1", "::ffff:10.1.1.1", "192.0.2.129", "2001:db8:7fff::1", "198.51.100.7"})
        EXPECT_TRUE(networks.contain(address(inside))) << inside;
    for (const auto* outside : {"11.0.0.1", "192.0.2.127", "2001:db8:8000::1", "198.51.100.8", "::10.1.1.1"})
        EXPECT_FALSE(networks.contain(address(outside))) << outside;
    EXPECT_TRUE((Networks{{"0.0.0.0/0"}}).contain(address("1.2.3.4")));
    EXPECT_FALSE((Networks{{"0.0.0.0/0"}}).contain(address("2001:db8::1")));
    for (const auto* bad :
         {"", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0/8", "::/129", "10.0.0.0/8/8", "localhost"})
        EXPECT_THROW(Networks{{std::string{bad}}}, std::invalid_argument) << bad;
}

struct Spelling {
    std::vector<std::string_view> lines;
    std::string client;
};

TEST(ClientTest, isTheRightMostThatIsNoProxy)
{
    const Networks trusted{{"10.0.0.0/8", "2001:db8::/32"}};
    const std::vector<Spelling> spellings{
        {{}, "10.0.0.1"},
        {{""}, "10.0.0.1"},
        {{" \t "}, "10.0.0.1"},
        {{"192.0.2.1"}, "192.0.2.1"},
        {{" 192.0.2.1 "}, "192.0.2.1"},
        {{"192.0.2.1:4711"}, "192.0.2.1"},
        {{"::ffff:192.0.2.1"}, "192.0.2.1"},
        {{"2001:470::1"}, "2001:470::1"},
        {{"[2001:470::1]"}, "2001:470::1"},
        {{"[2001:470::1]:443"}, "2001:470::1"},
        {{"198.51.100.1, 192.0.2.1"}, "192.0.2.1"},
        {{"198.51.100.1, 192.0.2.1, 10.0.0.2"}, "192.0.2.1"},
        {{"198.51.100.1", "192.0.2.1"}, "192.0.2.1"},
        {{"192.0.2.1", "10.0.0.3, 2001:db8::5"}, "192.0.2.1"},
        {{"10.0.0.9, 10.0.0.8"}, "10.0.0.9"},
        {{"unknown"}, "10.0.0.1"},
        {{"192.0.2.1, unknown, 10.0.0.2"}, "10.0.0.2"},
        {{"192.0.2.1,"}, "10.0.0.1"},
        {{",,,,"}, "10.0.0.1"},
        {{"_hidden, 10.0.0.2"}, "10.0.0.2"},
        {{"[2001:470::1, 10.0.0.2"}, "10.0.0.2"},
        {{"192.0.2.1:port"}, "10.0.0.1"},
        {{"for=192.0.2.1"}, "10.0.0.1"},
        {{"999.0.2.1"}, "10.0.0.1"},
        {{"'; DROP TABLE users; --"}, "10.0.0.1"},
    };
    for (const auto& [lines, client] : spellings)
        EXPECT_EQ(client_of(address("10.0.0.1"), lines, trusted).to_text(), client) << ::testing::PrintToString(lines);
    EXPECT_EQ(client_of(address("192.0.2.9"), {"198.51.100.1"}, trusted).to_text(), "192.0.2.9")
        << "said by a stranger";
}

} // namespace
} // namespace assetbuddy::platform::http
