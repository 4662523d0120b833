#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace assetbuddy::access {

/// Where a page of a list ends, in a list that goes by a number (mostly a moment) and, among equal ones, by something
/// more.
struct CursorParts {
    std::int64_t number = 0;
    std::string rest;
};

/// As lists give it to their readers: opaque, of base64url.
std::string written_cursor(std::int64_t number, std::string_view rest);
/// Nothing for a text that `written_cursor` did not make. What `rest` must be is the list's own business.
std::optional<CursorParts> read_cursor(std::string_view cursor);

/// Where a page of a list ends that goes by a text without a colon (a sort key, a code) and, among equal ones, by id.
struct KeyPosition {
    std::string key;
    std::string id;
};
std::string written_cursor(const KeyPosition& position);
/// Nothing for a text that was not made of a KeyPosition.
std::optional<KeyPosition> read_key_cursor(std::string_view cursor);

} // namespace assetbuddy::access
