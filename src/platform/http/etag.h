#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "platform/http/forms.h"
#include "platform/http/message.h"

namespace assetbuddy::platform::http {

/// The ETag of a record of this version.
std::string etag_of(std::int64_t version);

/// The version an If-Match asks for (R-API-3); nothing without the header or for `*`. A value `etag_of` never made is
/// version 0, which no record has: the write is then stale.
std::optional<std::int64_t> expected_version(const Request& request);

/// The version that a form was made for, in its field `version`. What is no number is version 0, which no record has.
std::int64_t version_of(const Form& form);

/// Whether an If-None-Match names this version, so that 304 is answer enough (R-API-1).
bool is_known_version(const Request& request, std::int64_t version);

} // namespace assetbuddy::platform::http
