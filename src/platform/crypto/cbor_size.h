#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace assetbuddy::platform::crypto {

/// The size of the one CBOR item (RFC 8949) that `bytes` begin with, as devices write them (CTAP2 canonical form):
/// definite lengths, no tags, at most four deep, and whole. Nothing for anything else. A reader that trusts the counts
/// in an item's head sets memory aside for them; asked first, this keeps every count below the number of bytes there.
std::optional<std::size_t> cbor_size(std::string_view bytes);

} // namespace assetbuddy::platform::crypto
