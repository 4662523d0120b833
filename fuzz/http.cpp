// What the edge reads: requests, forms, cookies, addresses.

#include <algorithm>
#include <string>

#include "platform/html/url.h"
#include "platform/http/forms.h"
#include "platform/http/message.h"
#include "platform/http/query.h"
#include "platform/http/request_reader.h"
#include "target.h"

namespace assetbuddy::fuzz {
namespace {

namespace http = platform::http;
using State = http::RequestReader::State;

const http::ReaderLimits limits{.head = {.request_line = 8192, .header_block = 16'384, .header_fields = 64},
                                .body = 4096,
                                .import_body = 65'536,
                                .import_paths = {}};
const http::HostNames hosts{{"localhost"}};

const std::string refused = "refused: ";
const std::string unfinished = "unfinished";

bool is_no_request(std::string_view read)
{
    return read == unfinished || read.starts_with(refused);
}

/// What became of the bytes, in words that can be compared.
std::string read_in_pieces(std::string_view bytes, std::size_t piece)
{
    http::RequestReader reader{limits, hosts};
    std::string unread;
    while (reader.state() != State::complete && reader.state() != State::refused) {
        const auto next = bytes.substr(0, piece);
        bytes.remove_prefix(next.size());
        unread += next;
        const auto used = reader.read(unread);
        require(used <= unread.size(), "a reader uses no more than it was given");
        unread.erase(0, used);
        if (next.empty()) break;
    }
    if (reader.state() == State::refused) return refused + reader.refusal().code;
    if (reader.state() != State::complete) return unfinished;
    const auto& request = reader.request();
    std::string told = std::string{http::to_text(request.method)} + ' ' + request.path;
    for (const auto& segment : request.segments) told += '/' + segment;
    for (const auto& [name, value] : request.query) told += '?' + name + '=' + value;
    for (const auto& [name, value] : request.headers) told += '\n' + name + ": " + value;
    require(request.body.size() <= limits.import_body, "a body stays within its limit");
    return told + "\n\n" + request.body;
}

} // namespace

void http_request(std::string_view bytes)
{
    const auto whole = read_in_pieces(bytes, std::max<std::size_t>(bytes.size(), 1));
    for (const std::size_t piece : {1U, 7U}) {
        const auto pieces = read_in_pieces(bytes, piece);
        // What is wrong may be seen sooner or later while there is too little to read on.
        const bool one_waits = whole == unfinished || pieces == unfinished;
        require(one_waits ? is_no_request(whole) && is_no_request(pieces) : whole == pieces,
                "a request is the same however its bytes arrive");
    }
}

void form_body(std::string_view bytes)
{
    http::Request request;
    request.method = http::Method::post;
    request.headers = {{"content-type", "application/x-www-form-urlencoded"}};
    request.body = bytes;
    const auto form = http::Form::parse(request);
    if (!form) return;
    std::string again;
    for (const auto& [name, value] : form->values())
        again += (again.empty() ? "" : "&") + http::percent_encoded(name) + "=" + http::percent_encoded(value);
    request.body = again;
    const auto reread = http::Form::parse(request);
    require(reread && reread->values() == form->values(), "a form that was read can be written and read again");
}

void cookies(std::string_view bytes)
{
    http::Request request;
    for (std::size_t from = 0; from <= bytes.size();) {
        const auto end = std::min(bytes.find('\n', from), bytes.size());
        request.headers.emplace_back("cookie", bytes.substr(from, end - from));
        from = end + 1;
    }
    for (const auto* name : {"assetbuddy", "__Host-assetbuddy", "a", ""}) {
        const auto value = request.cookie(name);
        require(!value || value->size() <= bytes.size(), "a cookie is a part of what was sent");
    }
}

void addresses(std::string_view bytes)
{
    for (const auto plus : {http::Plus::as_is, http::Plus::as_blank}) {
        const auto plain = http::percent_decoded(bytes, plus);
        if (!plain) continue;
        require(http::percent_decoded(http::percent_encoded(*plain), plus) == plain, "what is encoded can be decoded");
    }
    const auto url = platform::html::Url::same_site(bytes);
    require(!url || (url->text().starts_with('/') && !url->text().starts_with("//")), "a path of ours stays here");
    const auto any = platform::html::Url::checked(bytes);
    require(!any || !any->text().starts_with("javascript"), "no address is a script");
    http::Request request;
    request.query = {{"limit", std::string{bytes}}, {"is_active", std::string{bytes}}};
    http::Query query{request};
    const auto limit = query.limit(25, 200);
    require(limit >= 1 && limit <= 200, "a limit stays within its bounds");
    (void)query.flag("is_active");
    (void)query.finish();
}

} // namespace assetbuddy::fuzz
