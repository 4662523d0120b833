#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "platform/json/json.h"

namespace assetbuddy::platform::json {

/// A page of a list as contract.md has it: `write(record)` for each; an empty cursor is the end. More members can be
/// added.
template <class Records, class Write>
boost::json::object list_of(const Records& records, Write&& write, const std::string& next_cursor = {},
                            const std::optional<std::int64_t>& total = {})
{
    boost::json::array data;
    data.reserve(records.size());
    for (const auto& record : records) data.push_back(write(record));
    boost::json::object body{{"data", std::move(data)}, {"next_cursor", or_null(next_cursor)}};
    if (total) body["total"] = *total;
    return body;
}

/// The same of records that their room writes with `to_json`.
template <class Records>
boost::json::object list_of(const Records& records)
{
    return list_of(records, [](const auto& record) { return to_json(record); });
}

} // namespace assetbuddy::platform::json
