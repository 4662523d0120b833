#include "documents/api.h"

#include <charconv>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "access/idempotency.h"
#include "access/problem.h"
#include "access/record_answers.h"
#include "documents/download.h"
#include "documents/edit.h"
#include "documents/find.h"
#include "documents/limits.h"
#include "documents/upload.h"
#include "documents/view.h"
#include "platform/http/etag.h"
#include "platform/http/query.h"
#include "platform/json/json.h"
#include "platform/json/list.h"

namespace assetbuddy::documents::api {
namespace {

namespace http = platform::http;
namespace json = platform::json;
using access::problem;
using access::RepeatableAnswer;
using base::Result;

template <class Id>
Result<Id> read_id(const http::Request& request)
{
    if (auto id = Id::parse(request.parameter("id"))) return *id;
    return base::refused("not_found", {}, "There is no such file.");
}

http::Response shown(access::Visit& visit, const Result<Document>& document, int status = 200)
{
    if (!document) return problem(visit, document.error());
    auto response = json::answer(to_json(*document), status);
    response.set("ETag", http::etag_of(document->version));
    return response;
}

http::Response shown(access::Visit& visit, const Result<UploadState>& upload)
{
    return upload ? json::answer(to_json(*upload)) : problem(visit, upload.error());
}

http::Response sent(access::Visit& visit, Result<http::Response> response)
{
    if (response) return std::move(*response);
    auto refusal = problem(visit, response.error());
    if (response.error().code == "range_not_satisfiable")
        refusal.set("Content-Range",
                    "bytes */" + std::to_string(std::get<std::int64_t>(response.error().facts.at("size"))));
    return refusal;
}

std::optional<std::int64_t> number_of(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
    return number;
}

/// As written, before anybody knows who asks.
struct Begin {
    std::string record_type;
    std::string record_id;
    std::optional<std::string> replaces;
    std::string file_name;
    DocumentFields fields;
    std::int64_t size = 0;
};

Result<Begin> read_begin(const http::Request& request)
{
    auto body = json::Decoder::parse(request);
    if (!body) return base::refused(body.error());
    Begin begin{.record_type = body->text("record_type"),
                .record_id = body->text("record_id"),
                .replaces = body->optional_text("document_id"),
                .file_name = body->text("file_name"),
                .fields = {.name = body->text("name"), .expires_on = body->text("expires_on")},
                .size = body->optional_integer("size").value_or(0)};
    if (auto read = body->finish(); !read) return base::refused(read.error());
    return begin;
}

Result<UploadState> begin(access::Call& call, const Begin& given)
{
    NewFile file{.file_name = given.file_name, .fields = given.fields};
    if (given.replaces) {
        file.replaces = DocumentId::parse(*given.replaces);
        if (!file.replaces) return base::refused("not_found", {}, "There is no such file.");
        const auto document = find_visible(call, *file.replaces);
        if (!document) return base::refused(document.error());
        file.record = document->record;
    } else {
        const auto record = read_record(given.record_type, given.record_id, call.organisation());
        if (!record) return base::refused(record.error());
        file.record = *record;
    }
    return documents::begin_upload(call, file, given.size);
}

/// Whether the body says what it is, so that no form of another site can send it.
bool is_octets(const http::Request& request)
{
    return request.header("content-type").value_or("").starts_with("application/octet-stream");
}

} // namespace

http::Response list(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto kind = query.text("record_type");
    const auto id = query.text("record_id");
    ListRequest request{.pictures = query.flag("is_picture"),
                        .limit = query.limit(usual_page, longest_page),
                        .cursor = query.text("cursor")};
    const auto read = query.finish();
    const auto page = visit.look([&](access::Call& call) -> Result<DocumentPage> {
        if (!read) return base::refused(read.error());
        const auto record = read_record(kind, id, call.organisation());
        if (!record) return base::refused(record.error());
        request.record = *record;
        return documents::list(call, request);
    });
    if (!page) return problem(visit, page.error());
    return json::answer(
        json::list_of(page->documents, [&](const auto& document) { return to_json(document); }, page->next_cursor));
}

http::Response show(access::Visit& visit)
{
    const auto id = read_id<DocumentId>(visit.request);
    const auto details = visit.look([&](access::Call& call) -> Result<Details> {
        if (!id) return base::refused(id.error());
        return find_details(call, *id);
    });
    if (!details) return problem(visit, details.error());
    auto response = json::answer(to_json(*details));
    response.set("ETag", http::etag_of(details->document.version));
    return response;
}

http::Response edit(access::Visit& visit)
{
    const auto id = read_id<DocumentId>(visit.request);
    auto body = json::Decoder::parse(visit.request);
    EditRequest request{.expected_version = http::expected_version(visit.request)};
    base::Done read = body ? base::Done{} : base::Done{base::refused(body.error())};
    if (body) {
        request.name = body->optional_text("name");
        request.expires_on = body->optional_text("expires_on");
        read = body->finish();
    }
    return shown(visit, visit.change([&](access::Call& call) -> Result<Document> {
        if (!id) return base::refused(id.error());
        if (const auto found = find_visible(call, *id); !found) return found;
        if (!read) return base::refused(read.error());
        return documents::edit(call, *id, request);
    }));
}

http::Response remove(access::Visit& visit)
{
    const auto id = read_id<DocumentId>(visit.request);
    const auto done = visit.change([&](access::Call& call) -> base::Done {
        if (!id) return base::refused(id.error());
        return documents::remove(call, *id, http::expected_version(visit.request));
    });
    return access::no_content(visit, done);
}

http::Response content(access::Visit& visit)
{
    const auto id = read_id<DocumentId>(visit.request);
    http::Query query{visit.request};
    const auto asked = query.text("version");
    if (const auto read = query.finish(); !read) return problem(visit, read.error());
    if (!id) return problem(visit, id.error());
    const auto number = asked.empty() ? std::optional<std::int64_t>{} : number_of(asked).value_or(0);
    return sent(visit, download(visit, *id, number));
}

http::Response thumbnail(access::Visit& visit)
{
    const auto id = read_id<DocumentId>(visit.request);
    if (!id) return problem(visit, id.error());
    return sent(visit, documents::thumbnail(visit, *id));
}

http::Response begin_upload(access::Visit& visit)
{
    const auto given = read_begin(visit.request);
    const auto answer = visit.change([&](access::Call& call) {
        return access::answer_once(call, visit.request, [&]() -> Result<RepeatableAnswer> {
            if (!given) return base::refused(given.error());
            const auto upload = begin(call, *given);
            if (!upload) return base::refused(upload.error());
            return RepeatableAnswer{201, boost::json::serialize(to_json(*upload)),
                                    "/api/v1/uploads/" + upload->id.text()};
        });
    });
    return access::answered(visit, answer);
}

http::Response show_upload(access::Visit& visit)
{
    const auto id = read_id<UploadId>(visit.request);
    if (!id) return problem(visit, id.error());
    return shown(visit, documents::find_upload(visit.kernel, visit.credential, visit.origin, *id));
}

http::Response append(access::Visit& visit)
{
    const auto id = read_id<UploadId>(visit.request);
    http::Query query{visit.request};
    const auto offset = number_of(query.text("offset"));
    if (!offset) query.note_unknown("offset", "how many bytes came before, from 0");
    const auto read = query.finish();
    const auto known = visit.look([&](access::Call& call) -> base::Done {
        if (!call.actor.signed_in()) return base::refused("sign_in_required");
        return {};
    });
    if (!known) return problem(visit, known.error());
    if (!id) return problem(visit, id.error());
    // First whether there is such an upload: to others it does not exist, whatever they send.
    const auto state = documents::find_upload(visit.kernel, visit.credential, visit.origin, *id);
    if (!state) return problem(visit, state.error());
    if (!read) return problem(visit, read.error());
    if (!is_octets(visit.request))
        return problem(visit, {"unsupported_media_type", {}, "Send the bytes as application/octet-stream."});
    return shown(
        visit, documents::append(visit.kernel, visit.credential, visit.origin, *id, *offset, visit.request.content()));
}

http::Response finish_upload(access::Visit& visit)
{
    const auto id = read_id<UploadId>(visit.request);
    if (!id) return problem(visit, id.error());
    auto document = documents::finish_upload(visit.kernel, visit.credential, visit.origin, *id);
    const auto location = document ? "/api/v1/documents/" + document->id.text() : std::string{};
    auto response = shown(visit, document, 201);
    if (!location.empty()) response.set("Location", location);
    return response;
}

http::Response cancel_upload(access::Visit& visit)
{
    const auto id = read_id<UploadId>(visit.request);
    if (!id) return problem(visit, id.error());
    const auto done = documents::cancel_upload(visit.kernel, visit.credential, visit.origin, *id);
    return access::no_content(visit, done);
}

} // namespace assetbuddy::documents::api
