#include "documents/view.h"

#include <boost/json/array.hpp>

#include "documents/limits.h"
#include "platform/json/json.h"

namespace assetbuddy::documents {
namespace {

using platform::json::or_null;
using platform::json::text_or_null;

boost::json::object to_json(const Version& version)
{
    return {{"number", version.number},
            {"file_name", version.file_name},
            {"media_type", version.media_type},
            {"size", version.size},
            {"sha256", version.sha256},
            {"uploaded_by", or_null(version.uploaded_by_name)},
            {"uploaded_at", base::to_rfc3339(version.uploaded_at)}};
}

} // namespace

boost::json::object to_json(const Document& document)
{
    return {{"id", document.id.text()},
            {"record_type", to_text(document.record.kind)},
            {"record_id", document.record.id},
            {"name", document.name},
            {"is_picture", document.is_picture},
            {"expires_on", text_or_null(document.expires_on)},
            {"created_at", base::to_rfc3339(document.created_at)},
            {"newest", to_json(document.newest)}};
}

boost::json::object to_json(const Details& details)
{
    auto object = to_json(details.document);
    boost::json::array versions;
    for (const auto& version : details.versions) versions.push_back(to_json(version));
    object["versions"] = std::move(versions);
    return object;
}

boost::json::object to_json(const Expiring& document, const std::string& today)
{
    return {{"id", document.id.text()},
            {"record_type", to_text(document.record.kind)},
            {"record_id", document.record.id},
            {"record_name", document.record_name},
            {"name", document.name},
            {"expires_on", document.expires_on},
            {"has_expired", document.expires_on < today}};
}

boost::json::object to_json(const UploadState& upload)
{
    boost::json::object object{{"id", upload.id.text()},
                               {"size", upload.size},
                               {"offset", upload.offset},
                               {"piece_size", usual_piece},
                               {"document_id", nullptr}};
    if (upload.document) object["document_id"] = upload.document->text();
    return object;
}

} // namespace assetbuddy::documents
