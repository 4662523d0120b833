#include "platform/http/query.h"

#include <charconv>

namespace assetbuddy::platform::http {

std::string Query::text(std::string_view name)
{
    const std::string* found = nullptr;
    for (const auto& [each, value] : query_) {
        if (each != name) continue;
        if (found != nullptr) errors_.push_back({std::string{name}, "repeated", "Give this parameter once."});
        found = &value;
    }
    return found == nullptr ? std::string{} : *found;
}

std::optional<bool> Query::flag(std::string_view name)
{
    const auto value = text(name);
    if (value.empty()) return std::nullopt;
    if (value != "true" && value != "false") note_unknown(name, "true or false");
    return value == "true";
}

std::int64_t Query::limit(std::int64_t usual, std::int64_t longest)
{
    const auto value = text("limit");
    if (value.empty()) return usual;
    std::int64_t number = 0;
    const auto* end = value.data() + value.size();
    const auto read = std::from_chars(value.data(), end, number);
    if (read.ec == std::errc{} && read.ptr == end && number >= 1 && number <= longest) return number;
    note_unknown("limit", "a number from 1 to " + std::to_string(longest));
    return usual;
}

void Query::note_unknown(std::string_view name, std::string_view wanted)
{
    errors_.push_back({std::string{name}, "unknown_value", "Say " + std::string{wanted} + "."});
}

base::Done Query::finish()
{
    if (errors_.empty()) return {};
    return base::invalid(std::move(errors_));
}

} // namespace assetbuddy::platform::http
