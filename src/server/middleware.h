#pragma once

#include <functional>
#include <string>

#include "access/kernel.h"
#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::server {

/// A handler of a room.
using Page = std::function<platform::http::Response(access::Visit&)>;

/// What stands between the edge and every handler, in this order, a reason per line:
///  1. same origin   no other site may make a signed-in browser write (R-WEB-3)
///  2. form token    a form must have come from a page of ours, in this session (R-WEB-3)
///  3. the handler   one verb
///  4. cookies       what the visit wants to leave behind
///  5. headers       policy of contents, caching, framing (R-WEB-1, R-WEB-2, R-WEB-7)
/// `after_write` is called when a write was answered.
platform::http::Handler guarded(const access::Kernel& kernel, std::function<void()> after_write, Page page);

/// Only the headers: for what needs neither session nor form (health, metrics).
platform::http::Handler with_headers(const access::Kernel& kernel, platform::http::Handler handler);

/// The origin check alone, for tests: whether a write with these headers may go on.
bool is_same_origin(const platform::http::Request& request, const std::string& base_url);

/// Turns what a handler threw into an answer: 503 where waiting helps, else 500 with nothing but the request's id.
platform::http::Response answer_fault(const std::exception& fault, const platform::http::Request& request,
                                      const access::Kernel& kernel);

/// Turns what the edge itself refused into an answer.
platform::http::Response answer_refusal(int status, const std::string& code, const platform::http::Request& request,
                                        const access::Kernel& kernel);

} // namespace assetbuddy::server
