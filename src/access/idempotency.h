#pragma once

#include <functional>
#include <string>

#include "access/call.h"
#include "base/result.h"
#include "platform/http/message.h"

namespace assetbuddy::access {

/// A successful answer as it can be given again.
struct RepeatableAnswer {
    int status = 200;
    std::string body; // JSON
    std::string location = {};
    std::string etag = {};
    [[nodiscard]] platform::http::Response to_response() const;
};

/// R-INV-18: with an `Idempotency-Key`, the first success of this user, path and key is kept sealed for 24 hours in the
/// verb's own transaction and given again instead of doing the work twice; without the header it is just the work.
/// A refusal changed nothing and is not kept. Errors: malformed (the key is not 1-200 visible ASCII characters),
/// idempotency_conflict (the key came with another body), those of the work.
base::Result<RepeatableAnswer> answer_once(Call& call, const platform::http::Request& request,
                                           const std::function<base::Result<RepeatableAnswer>()>& work);

} // namespace assetbuddy::access
