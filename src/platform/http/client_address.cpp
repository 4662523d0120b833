#include "platform/http/client_address.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include <arpa/inet.h>

#include "platform/http/ascii.h"

namespace assetbuddy::platform::http {
namespace {

constexpr unsigned mapped_prefix = 96;
constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

std::optional<unsigned> number(std::string_view text, unsigned most)
{
    unsigned value = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (text.empty() || read.ec != std::errc{} || read.ptr != end || value > most) return std::nullopt;
    return value;
}

std::pair<Address, unsigned> parse_network(const std::string& text)
{
    const auto slash = text.find('/');
    const auto address = Address::parse(std::string_view{text}.substr(0, slash));
    const unsigned longest = address && address->is_version_4() ? 32 : 128;
    const auto length =
        slash == std::string::npos ? longest : number(std::string_view{text}.substr(slash + 1), longest);
    if (!address || !length)
        throw std::invalid_argument{"\"" + text + "\" is no network; write for example 10.0.0.0/8 or 2001:db8::/32"};
    return {*address, longest == 32 ? mapped_prefix + *length : *length};
}

bool has_prefix(const Address& address, const Address& network, unsigned length)
{
    const auto whole = length / 8;
    if (!std::equal(address.bytes().begin(), address.bytes().begin() + whole, network.bytes().begin())) return false;
    if (length % 8 == 0) return true;
    const auto differing = static_cast<unsigned>(address.bytes()[whole] ^ network.bytes()[whole]);
    return (differing >> (8 - length % 8)) == 0;
}

/// `1.2.3.4`, `1.2.3.4:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`.
std::optional<Address> parse_entry(std::string_view entry)
{
    if (entry.starts_with('[')) {
        const auto close = entry.find(']');
        if (close == std::string_view::npos) return std::nullopt;
        const auto port = entry.substr(close + 1);
        if (!port.empty() && (!port.starts_with(':') || !number(port.substr(1), 65535))) return std::nullopt;
        return Address::parse(entry.substr(1, close - 1));
    }
    const auto colon = entry.find(':');
    const bool has_port = colon != std::string_view::npos && colon == entry.rfind(':');
    if (has_port && !number(entry.substr(colon + 1), 65535)) return std::nullopt;
    return Address::parse(has_port ? entry.substr(0, colon) : entry);
}

} // namespace

std::optional<Address> Address::parse(std::string_view text)
{
    std::array<std::uint8_t, 16> bytes{};
    if (text.size() >= INET6_ADDRSTRLEN || text.find('\0') != std::string_view::npos) return std::nullopt;
    const std::string terminated{text};
    if (::inet_pton(AF_INET6, terminated.c_str(), bytes.data()) == 1) return Address{bytes};
    std::ranges::copy(mapped, bytes.begin());
    if (::inet_pton(AF_INET, terminated.c_str(), bytes.data() + mapped.size()) == 1) return Address{bytes};
    return std::nullopt;
}

std::string Address::to_text() const
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (is_version_4())
        ::inet_ntop(AF_INET, bytes_.data() + mapped.size(), text.data(), text.size());
    else
        ::inet_ntop(AF_INET6, bytes_.data(), text.data(), text.size());
    return text.data();
}

bool Address::is_version_4() const
{
    return std::equal(mapped.begin(), mapped.end(), bytes_.begin());
}

bool Address::is_loopback() const
{
    static const auto version_6 = *parse("::1");
    return is_version_4() ? bytes_[mapped.size()] == 127 : *this == version_6;
}

Address Address::household() const
{
    if (is_version_4()) return *this;
    auto bytes = bytes_;
    std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
    return Address{bytes};
}

Networks::Networks(const std::vector<std::string>& texts)
{
    for (const auto& text : texts) networks_.push_back(parse_network(text));
}

bool Networks::contain(const Address& address) const
{
    return std::ranges::any_of(networks_,
                               [&](const auto& each) { return has_prefix(address, each.first, each.second); });
}

Address client_of(const Address& peer, const std::vector<std::string_view>& forwarded_for, const Networks& trusted)
{
    auto client = peer;
    for (auto line = forwarded_for.rbegin(); line != forwarded_for.rend(); ++line) {
        for (auto rest = *line;;) {
            if (!trusted.contain(client)) return client;
            const auto comma = rest.rfind(',');
            const auto entry = comma == std::string_view::npos ? rest : rest.substr(comma + 1);
            const auto before = parse_entry(without_blanks(entry));
            if (!before) return client;
            client = *before;
            if (comma == std::string_view::npos) break;
            rest = rest.substr(0, comma);
        }
    }
    return client;
}

} // namespace assetbuddy::platform::http
