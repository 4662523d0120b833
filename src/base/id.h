#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace assetbuddy::base {

/// True for the canonical lower-case text form of a UUID, 36 characters (RFC 9562).
bool is_uuid(std::string_view text);

/// A UUIDv7 (RFC 9562 5.7): milliseconds of `now`, then 74 of the random bits given. Text form, lower case.
std::string make_uuid_v7(Time now, const std::array<std::uint8_t, 10>& random);

/// An opaque identifier that cannot be mixed up with another kind: Id<UserTag> is not Id<SiteTag>.
template <class Tag>
class Id {
  public:
    Id() = default;
    /// Text that came from our own database or `make_uuid_v7`.
    explicit Id(std::string text) : text_(std::move(text)) {}
    /// Text from outside; nothing when it is no UUID (a caller answers 404 then, as for an unknown one).
    static std::optional<Id> parse(std::string_view text)
    {
        if (!is_uuid(text)) return std::nullopt;
        return Id{std::string{text}};
    }
    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] bool empty() const { return text_.empty(); }
    auto operator<=>(const Id&) const = default;

  private:
    std::string text_;
};

using AccountId = Id<struct AccountTag>;
using OrganisationId = Id<struct OrganisationTag>;
using UserId = Id<struct UserTag>;
using SiteId = Id<struct SiteTag>;
using InvitationId = Id<struct InvitationTag>;
using LocationId = Id<struct LocationTag>;
using CategoryId = Id<struct CategoryTag>;
using AssetId = Id<struct AssetTag>;
using DefectId = Id<struct DefectTag>;
using SessionId = Id<struct SessionTag>;
using LetterId = Id<struct LetterTag>;

} // namespace assetbuddy::base
