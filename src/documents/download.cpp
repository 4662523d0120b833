#include "documents/download.h"

#include "documents/find.h"
#include "platform/files/files.h"
#include "platform/http/ranges.h"
#include "platform/log/log.h"

namespace assetbuddy::documents {
namespace {

namespace http = platform::http;
using base::Result;

/// Whatever the bytes turn out to be: a browser runs nothing of them and shares nothing with them.
constexpr auto nothing_runs = "default-src 'none'; sandbox; frame-ancestors 'none'";
constexpr auto kept_by_the_reader_alone = "private, no-store";

Result<http::Response> answer(access::Visit& visit, const std::string& stored_as, const std::string& etag,
                              const std::string& media_type)
{
    auto bytes = visit.kernel.files->open(stored_as);
    if (!bytes) {
        platform::log::error("files.missing", {{"file", stored_as}});
        return base::refused("unavailable", {}, "The store of files does not have this one. Tell whoever runs it.");
    }
    const auto selected = http::select_range(visit.request, etag, bytes->view().size());
    if (selected.status == 416)
        return base::refused(base::Error{"range_not_satisfiable", {}, "The file is shorter."}.with(
            "size", static_cast<std::int64_t>(bytes->view().size())));
    http::Response response{selected.status};
    response.set("ETag", etag).set("Accept-Ranges", "bytes").set("Cache-Control", kept_by_the_reader_alone);
    response.set("Content-Security-Policy", nothing_runs);
    if (!selected.content_range.empty()) response.set("Content-Range", selected.content_range);
    if (selected.status == 304) return response;
    response.set("Content-Type", media_type);
    response.static_body = bytes->view().substr(selected.begin, selected.size);
    response.keeps_alive = std::move(bytes);
    return response;
}

} // namespace

Result<http::Response> download(access::Visit& visit, const DocumentId& id, std::optional<std::int64_t> number)
{
    const auto version = visit.look([&](access::Call& call) { return find_version(call, id, number); });
    if (!version) return base::refused(version.error());
    auto response = answer(visit, version->id.text(), "\"" + version->sha256 + "\"",
                           version->media_type.starts_with("text/") ? version->media_type + "; charset=utf-8"
                                                                    : version->media_type);
    if (response) response->set("Content-Disposition", http::attachment(version->file_name));
    return response;
}

Result<http::Response> thumbnail(access::Visit& visit, const DocumentId& id)
{
    const auto version = visit.look([&](access::Call& call) { return find_version(call, id, {}); });
    if (!version) return base::refused(version.error());
    if (!version->small_id) return base::refused("not_found", {}, "This file has no small picture.");
    auto response = answer(visit, *version->small_id, "\"" + *version->small_id + "\"", "image/jpeg");
    if (response) response->set("Content-Disposition", "inline");
    return response;
}

} // namespace assetbuddy::documents
