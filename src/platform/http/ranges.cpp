#include "platform/http/ranges.h"

#include <algorithm>
#include <charconv>

#include "platform/http/ascii.h"
#include "platform/http/forms.h"

namespace assetbuddy::platform::http {
namespace {

std::optional<std::uint64_t> number_of(std::string_view text)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc::result_out_of_range && std::ranges::all_of(text, is_digit)) return UINT64_MAX;
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

bool names(std::string_view list, std::string_view etag)
{
    while (!list.empty()) {
        auto each = without_blanks(take_piece(list, ','));
        if (each.starts_with("W/")) each.remove_prefix(2); // weak comparison (13.1.2)
        if (each == "*" || each == etag) return true;
    }
    return false;
}

struct Range {
    std::uint64_t first;
    std::uint64_t last;
};

/// Nothing for a header to be ignored; first > last for one that lies beyond the end.
std::optional<Range> read_range(std::string_view text, std::size_t size)
{
    constexpr std::string_view unit = "bytes=";
    if (!is_same_name(text.substr(0, unit.size()), unit)) return std::nullopt;
    text = without_blanks(text.substr(unit.size()));
    const auto dash = text.find('-');
    if (dash == std::string_view::npos || text.find(',') != std::string_view::npos) return std::nullopt;
    const auto first = number_of(text.substr(0, dash));
    const auto last = number_of(text.substr(dash + 1));
    if (dash == 0) { // the last so many
        if (!last) return std::nullopt;
        if (*last == 0 || size == 0) return Range{1, 0};
        return Range{size - std::min<std::uint64_t>(*last, size), size - 1};
    }
    const bool is_open = dash + 1 == text.size();
    if (!first || (!last && !is_open) || (last && *last < *first)) return std::nullopt;
    if (*first >= size) return Range{1, 0};
    return Range{*first, is_open ? size - 1 : std::min<std::uint64_t>(*last, size - 1)};
}

} // namespace

Selected select_range(const Request& request, std::string_view etag, std::size_t size)
{
    if (const auto known = request.header("if-none-match"); known && names(*known, etag)) return {.status = 304};
    const auto asked = request.header("range");
    const auto only_if = request.header("if-range");
    const auto range = asked && (!only_if || *only_if == etag) ? read_range(*asked, size) : std::nullopt;
    if (!range) return {.size = size};
    const auto all = std::to_string(size);
    if (range->first > range->last) return {.status = 416, .content_range = "bytes */" + all};
    return {.status = 206,
            .begin = static_cast<std::size_t>(range->first),
            .size = static_cast<std::size_t>(range->last - range->first + 1),
            .content_range = "bytes " + std::to_string(range->first) + "-" + std::to_string(range->last) + "/" + all};
}

std::string attachment(std::string_view file_name)
{
    std::string plain;
    for (const char each : file_name)
        plain += is_alphanumeric(each) || std::string_view{" -_.()"}.find(each) != std::string_view::npos ? each : '_';
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + percent_encoded(file_name);
}

} // namespace assetbuddy::platform::http
