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

std::unexpected<base::Error> missing(const std::string& stored_as)
{
    platform::log::error("files.missing", {{"file", stored_as}});
    return base::refused("unavailable", {}, "The store of files does not have this one. Tell whoever runs it.");
}

struct Content {
    std::string stored_as;
    std::int64_t size = 0;
    std::string etag;
    std::string media_type;
};

/// What the asker wants of a file and no more is fetched from where it lies.
Result<http::Response> answer(access::Visit& visit, const Content& content)
{
    const auto selected = http::select_range(visit.request, content.etag, static_cast<std::size_t>(content.size));
    if (selected.status == 416)
        return base::refused(
            base::Error{"range_not_satisfiable", {}, "The file is shorter."}.with("size", content.size));
    http::Response response{selected.status};
    response.set("ETag", content.etag).set("Accept-Ranges", "bytes").set("Cache-Control", kept_by_the_reader_alone);
    response.set("Content-Security-Policy", nothing_runs);
    if (!selected.content_range.empty()) response.set("Content-Range", selected.content_range);
    if (selected.status == 304) return response;
    auto& files = *visit.kernel.files;
    auto bytes = selected.status == 206 ? files.open_part(content.stored_as, {static_cast<std::int64_t>(selected.begin),
                                                                              static_cast<std::int64_t>(selected.size)})
                                        : files.open(content.stored_as);
    // One that is shorter than it was would come as another file's bytes under this one's name.
    if (!bytes || bytes->view().size() != selected.size) return missing(content.stored_as);
    response.set("Content-Type", content.media_type);
    response.static_body = bytes->view();
    response.keeps_alive = std::move(bytes);
    return response;
}

} // namespace

Result<http::Response> download(access::Visit& visit, const DocumentId& id, std::optional<std::int64_t> number)
{
    const auto version = visit.look([&](access::Call& call) { return find_version(call, id, number); });
    if (!version) return base::refused(version.error());
    auto response =
        answer(visit, {.stored_as = version->id.text(),
                       .size = version->size,
                       .etag = "\"" + version->sha256 + "\"",
                       .media_type = version->media_type.starts_with("text/") ? version->media_type + "; charset=utf-8"
                                                                              : version->media_type});
    if (response) response->set("Content-Disposition", http::attachment(version->file_name));
    return response;
}

Result<http::Response> thumbnail(access::Visit& visit, const DocumentId& id)
{
    const auto version = visit.look([&](access::Call& call) { return find_version(call, id, {}); });
    if (!version) return base::refused(version.error());
    if (!version->small_id) return base::refused("not_found", {}, "This file has no small picture.");
    const auto size = visit.kernel.files->find_size(*version->small_id);
    if (!size) return missing(*version->small_id);
    auto response = answer(visit, {.stored_as = *version->small_id,
                                   .size = *size,
                                   .etag = "\"" + *version->small_id + "\"",
                                   .media_type = "image/jpeg"});
    if (response) response->set("Content-Disposition", "inline");
    return response;
}

} // namespace assetbuddy::documents
