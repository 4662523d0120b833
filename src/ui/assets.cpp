#include "ui/assets.h"

#include <map>
#include <stdexcept>
#include <string>

#include "ui/embedded.h"

namespace assetbuddy::ui {
namespace {

using platform::html::Url;
using platform::http::Request;
using platform::http::Response;

enum class Coding { identity, gzip, brotli };

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

/// True when an Accept-Encoding value names the coding and does not forbid it by q=0 (RFC 9110 12.5.3).
bool accepts(std::string_view header, std::string_view coding)
{
    while (!header.empty()) {
        const auto comma = header.find(',');
        const auto item = header.substr(0, comma);
        header = comma == std::string_view::npos ? std::string_view{} : header.substr(comma + 1);
        const auto semicolon = item.find(';');
        if (trimmed(item.substr(0, semicolon)) != coding) continue;
        if (semicolon == std::string_view::npos) return true;
        return trimmed(item.substr(semicolon + 1)).find_first_of("123456789") != std::string_view::npos;
    }
    return false;
}

Coding wished(const Request& request)
{
    const auto header = request.header("accept-encoding").value_or("");
    if (accepts(header, "br")) return Coding::brotli;
    return accepts(header, "gzip") ? Coding::gzip : Coding::identity;
}

std::string etag(const EmbeddedFile& file, Coding coding)
{
    const std::string_view ending = coding == Coding::brotli ? "-br" : coding == Coding::gzip ? "-gzip" : "";
    return '"' + std::string{file.hash} + std::string{ending} + '"';
}

enum class Keep { for_ever, a_day };

Response serve(const EmbeddedFile& file, const Request& request, Keep keep)
{
    const auto coding = wished(request);
    const auto tag = etag(file, coding);
    Response response;
    response.set("ETag", tag).set("Vary", "Accept-Encoding");
    response.set("Cache-Control",
                 keep == Keep::for_ever ? "public, max-age=31536000, immutable" : "public, max-age=86400");
    const auto known = request.header("if-none-match").value_or("");
    if (known == "*" || known.find(tag) != std::string_view::npos) {
        response.status = 304;
        return response;
    }
    response.set("Content-Type", file.media_type);
    if (coding == Coding::brotli) response.set("Content-Encoding", "br");
    if (coding == Coding::gzip) response.set("Content-Encoding", "gzip");
    response.static_body = coding == Coding::brotli ? file.brotli.view()
                           : coding == Coding::gzip ? file.gzip.view()
                                                    : file.plain.view();
    return response;
}

const EmbeddedFile* find_by_address(std::string_view address)
{
    for (const auto& file : embedded_files()) {
        if (file.address == address) return &file;
    }
    return nullptr;
}

const EmbeddedFile& find_by_name(std::string_view name)
{
    for (const auto& file : embedded_files()) {
        if (file.name == name) return file;
    }
    throw std::logic_error("the build embedded no file of that name");
}

} // namespace

const Url& asset(std::string_view name)
{
    static const auto addresses = [] {
        std::map<std::string_view, Url> all;
        for (const auto& file : embedded_files()) all.emplace(file.name, Url::path("/static", {file.address}));
        return all;
    }();
    const auto found = addresses.find(name);
    if (found == addresses.end()) throw std::logic_error("the build embedded no file of that name");
    return found->second;
}

Response serve_asset(access::Visit& visit)
{
    const auto* file = find_by_address(visit.request.parameter("file"));
    if (file == nullptr) return Response::text("Nothing is here.\n", 404);
    return serve(*file, visit.request, Keep::for_ever);
}

Response favicon(access::Visit& visit)
{
    return serve(find_by_name("favicon.svg"), visit.request, Keep::a_day);
}

} // namespace assetbuddy::ui
