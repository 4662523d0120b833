#include "platform/http/compression.h"

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include <brotli/encode.h>
#include <zlib.h>

#include "platform/http/ascii.h"

namespace assetbuddy::platform::http {
namespace {

constexpr std::size_t worth_it = 1024;
constexpr int gzip_level = 5;
constexpr int gzip_wrapping = 15 + 16; // 32 KiB window, with a gzip header
constexpr int gzip_memory = 8;
constexpr int brotli_quality = 4;
constexpr int brotli_window = 18; // 256 KiB: no page of ours is longer

constexpr std::array<std::string_view, 8> texts{
    "text/html",     "application/json", "application/problem+json",
    "text/css",      "text/javascript",  "application/javascript",
    "image/svg+xml", "text/plain",
};

bool is_forbidden(std::string_view parameters)
{
    const auto weight = parameters.find("q=");
    if (weight == std::string_view::npos) return false;
    const auto value = parameters.substr(weight + 2);
    return value.starts_with('0') && value.find_first_of("123456789") == std::string_view::npos;
}

bool is_compressible(std::string_view content_type)
{
    const auto type = lowered(without_blanks(content_type.substr(0, content_type.find(';'))));
    return std::ranges::find(texts, type) != texts.end();
}

/// zlib's state is a quarter of a megabyte: one for each thread, used again and again.
class Gzip {
  public:
    Gzip()
    {
        if (deflateInit2(&stream_, gzip_level, Z_DEFLATED, gzip_wrapping, gzip_memory, Z_DEFAULT_STRATEGY) != Z_OK)
            throw std::bad_alloc{};
    }
    ~Gzip() { deflateEnd(&stream_); }
    Gzip(const Gzip&) = delete;
    Gzip& operator=(const Gzip&) = delete;

    std::string run(std::string_view text)
    {
        deflateReset(&stream_);
        std::string out(deflateBound(&stream_, text.size()), '\0');
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data())); // zlib only reads it
        stream_.avail_in = static_cast<uInt>(text.size());
        stream_.next_out = reinterpret_cast<Bytef*>(out.data());
        stream_.avail_out = static_cast<uInt>(out.size());
        if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) throw std::runtime_error{"gzip could not compress"};
        out.resize(out.size() - stream_.avail_out);
        return out;
    }

  private:
    z_stream stream_{};
};

std::string brotli(std::string_view text)
{
    std::size_t size = BrotliEncoderMaxCompressedSize(text.size());
    std::string out(size, '\0');
    if (BrotliEncoderCompress(brotli_quality, brotli_window, BROTLI_MODE_TEXT, text.size(),
                              reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                              reinterpret_cast<std::uint8_t*>(out.data())) != BROTLI_TRUE)
        throw std::runtime_error{"brotli could not compress"};
    out.resize(size);
    return out;
}

} // namespace

Coding preferred_coding(std::string_view accept_encoding)
{
    bool takes_gzip = false;
    bool takes_brotli = false;
    auto list = lowered(accept_encoding);
    std::erase_if(list, [](char each) { return each == ' ' || each == '\t'; });
    for (std::string_view rest = list; !rest.empty();) {
        const auto item = take_piece(rest, ',');
        const auto semicolon = std::min(item.find(';'), item.size());
        if (is_forbidden(item.substr(semicolon))) continue;
        const auto name = item.substr(0, semicolon);
        if (name == "br") takes_brotli = true;
        if (name == "gzip" || name == "x-gzip") takes_gzip = true;
    }
    if (takes_brotli) return Coding::brotli;
    return takes_gzip ? Coding::gzip : Coding::identity;
}

std::string compressed(Coding coding, std::string_view text)
{
    if (coding == Coding::identity) return std::string{text};
    if (coding == Coding::brotli) return brotli(text);
    thread_local const auto gzip = std::make_unique<Gzip>();
    return gzip->run(text);
}

void compress(Response& response, const Request& request)
{
    if (response.body.size() < worth_it || !response.static_body.empty()) return;
    if (response.header("content-encoding") || response.header("etag")) return;
    const auto type = response.header("content-type");
    if (!type || !is_compressible(*type)) return;

    response.add("Vary", "Accept-Encoding");
    const auto coding = preferred_coding(request.header("accept-encoding").value_or(""));
    if (coding == Coding::identity) return;
    response.body = compressed(coding, response.body);
    response.set("Content-Encoding", coding == Coding::brotli ? "br" : "gzip");
}

} // namespace assetbuddy::platform::http
