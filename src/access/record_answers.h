#pragma once

#include <string>
#include <string_view>

#include <boost/json/serialize.hpp>

#include "access/idempotency.h"
#include "access/problem.h"
#include "access/visit.h"
#include "base/result.h"
#include "platform/http/etag.h"
#include "platform/json/json.h"

namespace assetbuddy::access {

// What the API answers with a single record of a room: something with `id` and `version` that the room's `to_json`
// writes.

/// 200 with the record and its ETag, or the refusal.
template <class Record>
platform::http::Response shown(const Visit& visit, const base::Result<Record>& record)
{
    if (!record) return problem(visit, record.error());
    auto response = platform::json::answer(to_json(*record));
    response.set("ETag", platform::http::etag_of(record->version));
    return response;
}

/// For `answer_once`: 201 with the address of a new record below `collection` ("/api/v1/sites/").
template <class Record>
base::Result<RepeatableAnswer> created(const base::Result<Record>& record, std::string_view collection)
{
    if (!record) return base::refused(record.error());
    return RepeatableAnswer{201, boost::json::serialize(to_json(*record)), std::string{collection} + record->id.text(),
                            platform::http::etag_of(record->version)};
}

/// For `answer_once`: 200 with a record that a step changed.
template <class Record>
base::Result<RepeatableAnswer> changed(const base::Result<Record>& record)
{
    if (!record) return base::refused(record.error());
    return RepeatableAnswer{
        200, boost::json::serialize(to_json(*record)), {}, platform::http::etag_of(record->version)};
}

/// What `answer_once` came to.
inline platform::http::Response answered(const Visit& visit, const base::Result<RepeatableAnswer>& answer)
{
    return answer ? answer->to_response() : problem(visit, answer.error());
}

/// 204 whatever it came to, or the refusal.
template <class T>
platform::http::Response no_content(const Visit& visit, const base::Result<T>& result)
{
    return result ? platform::http::Response{204} : problem(visit, result.error());
}

} // namespace assetbuddy::access
