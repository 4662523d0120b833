#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assetbuddy::platform::http {

/// An IP address; IPv4 is kept in its IPv6-mapped form, so that both spellings of one address are equal.
class Address {
  public:
    /// Nothing when the text is not exactly one IPv4 or IPv6 address (no port, brackets or zone).
    static std::optional<Address> parse(std::string_view text);
    explicit Address(const std::array<std::uint8_t, 16>& bytes) : bytes_(bytes) {}

    [[nodiscard]] std::string to_text() const;
    [[nodiscard]] bool is_version_4() const;
    [[nodiscard]] bool is_loopback() const;
    /// Who counts as one client: the address, for IPv6 its /64.
    [[nodiscard]] Address household() const;
    [[nodiscard]] const std::array<std::uint8_t, 16>& bytes() const { return bytes_; }
    auto operator<=>(const Address&) const = default;

  private:
    std::array<std::uint8_t, 16> bytes_{};
};

/// A set of networks in CIDR notation.
class Networks {
  public:
    /// Throws std::invalid_argument naming the one that is no network.
    explicit Networks(const std::vector<std::string>& texts);
    [[nodiscard]] bool contain(const Address& address) const;

  private:
    std::vector<std::pair<Address, unsigned>> networks_; // with the length of the prefix in the mapped form
};

/// Whose request this is (R-HTTP-7): the peer, unless it is a trusted proxy; then the right-most entry of the
/// X-Forwarded-For values (in order of arrival) that is none. An entry that cannot be read ends the walk at the proxy
/// that wrote it.
Address client_of(const Address& peer, const std::vector<std::string_view>& forwarded_for, const Networks& trusted);

} // namespace assetbuddy::platform::http
