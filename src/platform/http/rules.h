#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/message.h"

// What a request must be beyond what Beast asks for (section 6 of security.md). Pure: text in, refusals out.

namespace assetbuddy::platform::http {

/// An answer the edge gives by itself: a status and the stable code of contract.md that goes with it.
struct Refusal {
    int status;
    std::string code;
    bool operator==(const Refusal&) const = default;
};
template <class T>
using Ruled = std::expected<T, Refusal>;

struct HeadLimits {
    std::size_t request_line;
    std::size_t header_block;
    std::size_t header_fields;
};

/// Where the head that `bytes` begin with ends (behind its empty line); nothing while it is incomplete. `looked_at`:
/// how many bytes an earlier call has seen. Errors: 414 uri_too_long, 431 too_many_headers.
Ruled<std::optional<std::size_t>> end_of_head(std::string_view bytes, std::size_t looked_at, const HeadLimits& limits);

/// The form of a whole head (RFC 9112 2.2, 3, 5): CRLF everywhere and nowhere else, no folded lines, no blank before a
/// colon, no control characters, UTF-8, a version we speak. Errors: 400 malformed, 431 too_many_headers, 505.
Ruled<void> check_form(std::string_view head, const HeadLimits& limits);

/// The names this server answers to.
class HostNames {
  public:
    /// Loopback names count as one: any of them stands for all (contract.md "HTTP").
    explicit HostNames(std::vector<std::string> names);
    /// Whether `host[:port]` is well-formed and ours; the port is not compared.
    [[nodiscard]] bool accept(std::string_view host) const;

  private:
    std::vector<std::string> names_;
    bool has_loopback_ = false;
};

/// Errors: 405 method_not_allowed (TRACE, CONNECT), 501 not_implemented.
Ruled<Method> method_of(std::string_view token);

/// Checks Host and reads the target into path, segments and query (R-HTTP-2, R-HTTP-8). `*` leaves no segments and path
/// "*". Errors: 400 malformed, 421 misdirected.
Ruled<void> read_target(Request& request, std::string_view target, const HostNames& hosts);

enum class Version { http_1_0, http_1_1 };

/// How the body comes, and what becomes of the connection.
struct Framing {
    bool is_chunked = false;
    std::uint64_t length = 0;
    bool wants_continue = false;
    bool keep_alive = true;
};

/// Reads Content-Length, Transfer-Encoding, Expect and Connection (R-HTTP-3). Errors: 400 malformed, 417, 501.
Ruled<Framing> framing_of(const Request& request, Version version);

/// Whether the request posts to one of the paths whose bodies may be longer.
bool is_import(const Request& request, const std::vector<std::string>& import_paths);

/// Whether the request posts or puts a file to one of these paths, in which a segment `*` stands for any one.
bool is_upload(const Request& request, const std::vector<std::string>& upload_paths);

} // namespace assetbuddy::platform::http
