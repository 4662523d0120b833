#include "platform/http/request_reader.h"

#include <optional>

#include <boost/beast/http/basic_parser.hpp>

#include "platform/http/ascii.h"
#include "platform/http/spool.h"

namespace assetbuddy::platform::http {
namespace {

namespace beast = boost::beast;
using beast::error_code;

/// The least a chunked body can end with.
constexpr std::string_view shortest_last_chunk = "0\r\n\r\n";
constexpr std::size_t longest_trailers = 8 * 1024;
constexpr std::size_t longest_chunk_extension = 256;
constexpr std::string_view line_end = "\r\n";

} // namespace

/// Beast's grammar, writing straight into our request. Trailers are read and dropped.
class RequestReader::Parser final : public beast::http::basic_parser<true> {
  public:
    explicit Parser(Request& request) : request_(request)
    {
        header_limit(std::numeric_limits<std::uint32_t>::max()); // ours are checked before
        body_limit(boost::none);
        eager(false);
    }

    std::string method;
    std::string target;
    Version version = Version::http_1_1;
    std::size_t longest_body = 0;
    bool is_too_long = false;
    std::size_t arrived = 0;
    std::shared_ptr<Spool> spool; // where the body goes instead of into memory

  private:
    void on_request_impl(beast::http::verb, beast::string_view method_text, beast::string_view target_text,
                         int version_number, error_code&) override
    {
        method.assign(method_text.data(), method_text.size());
        target.assign(target_text.data(), target_text.size());
        version = version_number == 10 ? Version::http_1_0 : Version::http_1_1;
    }

    void on_response_impl(int, beast::string_view, int, error_code&) override {}

    void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value,
                       error_code& error) override
    {
        if (is_header_done()) {
            trailers_ += name.size() + value.size() + 4;
            if (trailers_ > longest_trailers) error = beast::http::error::header_limit;
            return;
        }
        request_.headers.emplace_back(lowered(std::string_view{name.data(), name.size()}),
                                      std::string{value.data(), value.size()});
    }

    void on_header_impl(error_code&) override {}

    void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override
    {
        if (length && !spool) request_.body.reserve(static_cast<std::size_t>(*length));
    }

    std::size_t on_body_impl(beast::string_view part, error_code& error) override
    {
        if (arrived + part.size() > longest_body) {
            is_too_long = true;
            error = beast::http::error::body_limit;
            return 0;
        }
        arrived += part.size();
        if (!spool) {
            request_.body.append(part.data(), part.size());
        } else if (!spool->append({part.data(), part.size()})) {
            error = beast::http::error::body_limit;
            return 0;
        }
        return part.size();
    }

    void on_chunk_header_impl(std::uint64_t, beast::string_view extensions, error_code& error) override
    {
        if (extensions.size() > longest_chunk_extension) error = beast::http::error::bad_chunk_extension;
    }

    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view part, error_code& error) override
    {
        return on_body_impl(part, error);
    }

    void on_finish_impl(error_code& error) override
    {
        if (!spool) return;
        if (!spool->close()) error = beast::http::error::body_limit;
        request_.long_body = spool;
    }

    Request& request_;
    std::size_t trailers_ = 0;
};

struct RequestReader::Inside {
    Inside(const ReaderLimits& given_limits, const HostNames& given_hosts)
        : limits(given_limits), hosts(given_hosts), parser(request)
    {}

    std::size_t read_head(std::string_view bytes);
    Ruled<void> take_head(std::string_view head);
    std::size_t read_body(std::string_view bytes);
    void refuse(Refusal with)
    {
        state = State::refused;
        refusal = std::move(with);
    }

    const ReaderLimits& limits;
    const HostNames& hosts;
    Request request;
    Parser parser;
    State state = State::head;
    Refusal refusal{};
    Framing framing;
    std::size_t looked_at = 0;
    bool may_skip_line = true;
};

std::size_t RequestReader::Inside::read_head(std::string_view bytes)
{
    if (bytes.empty() || bytes == "\r") return 0;
    if (may_skip_line && bytes.starts_with(line_end)) { // RFC 9112 2.2: one empty line before a request is forgiven
        may_skip_line = false;
        return line_end.size() + read_head(bytes.substr(line_end.size()));
    }
    may_skip_line = false;
    const auto end = end_of_head(bytes, looked_at, limits.head);
    if (!end) {
        refuse(end.error());
        return 0;
    }
    looked_at = bytes.size();
    if (!*end) return 0;
    if (const auto taken = take_head(bytes.substr(0, **end)); !taken)
        refuse(taken.error());
    else
        state = parser.is_done() ? State::complete : State::body;
    return **end;
}

Ruled<void> RequestReader::Inside::take_head(std::string_view head)
{
    if (auto checked = check_form(head, limits.head); !checked) return checked;
    error_code error;
    parser.put(boost::asio::const_buffer{head.data(), head.size()}, error);
    if (!parser.is_header_done()) return std::unexpected(Refusal{400, "malformed"});

    const auto method = method_of(parser.method);
    if (!method) return std::unexpected(method.error());
    request.method = *method;
    if (auto read = read_target(request, parser.target, hosts); !read) return read;
    const auto read = framing_of(request, parser.version);
    if (!read) return std::unexpected(read.error());
    framing = *read;
    const bool uploads = is_upload(request, limits.upload_paths);
    parser.longest_body = uploads                                   ? limits.upload_body
                          : is_import(request, limits.import_paths) ? limits.import_body
                                                                    : limits.body;
    if (framing.length > parser.longest_body) return std::unexpected(Refusal{413, "too_large"});
    if (uploads && !limits.upload_folder.empty()) parser.spool = std::make_shared<Spool>(limits.upload_folder);
    parser.eager(true);
    return {};
}

std::size_t RequestReader::Inside::read_body(std::string_view bytes)
{
    // Beast 1.81 asserts that a last chunk it saw a part of comes back with five bytes or more.
    if (framing.is_chunked && bytes.size() < shortest_last_chunk.size()) return 0;
    error_code error;
    const auto used = parser.put(boost::asio::const_buffer{bytes.data(), bytes.size()}, error);
    if (parser.is_too_long) {
        refuse({413, "too_large"});
    } else if (parser.spool && parser.spool->trouble() != Spool::Trouble::none) {
        refuse({503, parser.spool->trouble() == Spool::Trouble::full ? "storage_full" : "unavailable"});
    } else if (error && error != beast::http::error::need_more) {
        refuse({400, "malformed"});
    } else if (parser.is_done()) {
        state = State::complete;
    } else if (bytes.size() - used > longest_trailers) { // a chunk's first line or trailers without an end
        refuse({400, "malformed"});
    }
    return used;
}

RequestReader::RequestReader(const ReaderLimits& limits, const HostNames& hosts)
    : inside_(std::make_unique<Inside>(limits, hosts))
{}

RequestReader::~RequestReader() = default;

std::size_t RequestReader::read(std::string_view bytes)
{
    std::size_t used = 0;
    if (inside_->state == State::head) used = inside_->read_head(bytes);
    if (inside_->state == State::body && used < bytes.size()) used += inside_->read_body(bytes.substr(used));
    return used;
}

RequestReader::State RequestReader::state() const
{
    return inside_->state;
}

Request& RequestReader::request()
{
    return inside_->request;
}

std::size_t RequestReader::arrived() const
{
    return inside_->parser.arrived;
}

const Refusal& RequestReader::refusal() const
{
    return inside_->refusal;
}

const Framing& RequestReader::framing() const
{
    return inside_->framing;
}

bool RequestReader::has_begun() const
{
    return inside_->state != State::head || inside_->looked_at > 0;
}

} // namespace assetbuddy::platform::http
