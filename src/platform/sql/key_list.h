#pragma once

#include <span>
#include <string>

namespace assetbuddy::platform::sql {

/// Many keys in one parameter: a JSON object whose names they are. Both databases read it as
/// `FROM json_each($1) k CROSS JOIN t WHERE t.x = k.key`, which looks each key up in t's index. Keys are clean text
/// without control characters.
inline std::string key_list(std::span<const std::string> keys)
{
    std::string list = "{";
    for (const auto& key : keys) {
        list += list.size() == 1 ? "\"" : ",\"";
        for (const char each : key) {
            if (each == '"' || each == '\\') list += '\\';
            list += each;
        }
        list += "\":0";
    }
    return list + "}";
}

} // namespace assetbuddy::platform::sql
