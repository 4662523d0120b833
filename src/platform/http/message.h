#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assetbuddy::platform::http {

enum class Method { get, head, post, put, patch, del, options };
std::string_view to_text(Method method);

/// Name and value pairs of a query or form, percent-decoded once (R-HTTP-8), in order.
/// A single-valued field given twice is a refusal (R-VAL-7): `Pairs::parse` keeps both, the decoders in forms.h refuse.
using Pairs = std::vector<std::pair<std::string, std::string>>;

/// A body too long to be kept in memory: it lies in a file that nobody else sees and that is gone with this.
class LongBody {
  public:
    virtual ~LongBody() = default;
    [[nodiscard]] virtual std::string_view bytes() const = 0;
};

/// A request that passed every rule of R-HTTP-1..9; nothing in it is unbounded.
struct Request {
    Method method = Method::get;
    /// Decoded path segments of `path`, checked UTF-8 without NUL or encoded slashes: /users/a%20b → {"users", "a b"}.
    std::vector<std::string> segments;
    /// The raw path without the query.
    std::string path;
    Pairs query;
    /// Header names in lower case, in order of arrival. Repeated ones stay separate.
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    /// What came instead of `body` to an address that takes files (ServerOptions::upload_paths).
    std::shared_ptr<const LongBody> long_body = nullptr;
    /// Peer address, or the right-most untrusted X-Forwarded-For entry behind a trusted proxy (R-HTTP-7).
    std::string client_address;
    /// True when the TCP peer itself is on the loopback and sent no X-Forwarded-For.
    bool from_loopback = false;
    /// 32 lower-case hex characters, made by the edge; also in the X-Request-Id of the answer.
    std::string request_id;
    /// Filled by the router from `{name}` in the route's pattern.
    std::map<std::string, std::string, std::less<>> path_parameters;
    /// The pattern that matched, such as `/users/{id}`: what logs and metrics show (R-LOG-3).
    std::string route;

    /// The body, wherever it lies.
    [[nodiscard]] std::string_view content() const { return long_body ? long_body->bytes() : std::string_view{body}; }
    [[nodiscard]] std::optional<std::string_view> header(std::string_view lower_case_name) const;
    /// Nothing when it is missing, and when it came twice with different values: somebody planted one of them.
    [[nodiscard]] std::optional<std::string_view> cookie(std::string_view name) const;
    [[nodiscard]] std::optional<std::string_view> query_value(std::string_view name) const;
    [[nodiscard]] const std::string& parameter(std::string_view name) const;
};

/// A header value with CR, LF or NUL throws std::invalid_argument (R-HTTP-9).
class Response {
  public:
    int status = 200;
    std::string body;
    /// Set for long static files that live in the binary: sent without a copy; `body` is then ignored.
    std::string_view static_body = {};
    /// What `static_body` lies in where that is not the binary: kept until the last byte is sent.
    std::shared_ptr<const void> keeps_alive = nullptr;

    Response() = default;
    explicit Response(int code) : status(code) {}
    /// Replaces a header of that name. Returns itself.
    Response& set(std::string_view name, std::string_view value);
    /// Adds one more header of that name (Set-Cookie).
    Response& add(std::string_view name, std::string_view value);
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& headers() const { return headers_; }

    static Response html(std::string body, int status = 200);
    static Response json(std::string body, int status = 200);
    static Response text(std::string body, int status = 200);
    /// 303 See Other to a path of ours (R-WEB-6: throws std::invalid_argument unless it starts with one `/`).
    static Response see_other(std::string_view path);

  private:
    std::vector<std::pair<std::string, std::string>> headers_;
};

using Handler = std::function<Response(Request&)>;

} // namespace assetbuddy::platform::http
