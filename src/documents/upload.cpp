#include "documents/upload.h"

#include <filesystem>

#include "documents/find.h"
#include "documents/limits.h"
#include "documents/store.h"
#include "platform/files/files.h"
#include "platform/files/piecewise.h"

namespace assetbuddy::documents {
namespace {

namespace files = platform::files;
using base::Result;

std::filesystem::path place_of(const access::Kernel& kernel, const UploadId& id)
{
    return kernel.files->workshop() / workshop_name(id);
}

Result<store::Upload> find(access::Call& call, const UploadId& id)
{
    if (!call.actor.signed_in()) return base::refused("sign_in_required");
    auto upload = store::find_upload(call.tx, call.organisation(), id, call.actor.user());
    if (!upload) return base::refused("not_found", {}, "There is no such upload. Begin it again.");
    return *std::move(upload);
}

Result<store::Upload> look_up(const access::Kernel& kernel, const access::Credential& credential,
                              const access::Origin& origin, const UploadId& id)
{
    return access::look(kernel, credential, origin, [&](access::Call& call) { return find(call, id); });
}

UploadState state_of(const store::Upload& upload, std::int64_t offset)
{
    return {upload.id, upload.size, upload.document ? upload.size : offset, upload.document};
}

std::unexpected<base::Error> wrong_offset(std::int64_t offset)
{
    return base::refused(base::Error{"wrong_offset", {}, "Go on where the upload stands."}.with("offset", offset));
}

NewFile file_of(const store::Upload& upload)
{
    return {upload.record, upload.replaces, upload.file_name, upload.fields};
}

/// In the transaction that makes the document; who comes second finds that it is done.
Result<Document> end(access::Call& call, const UploadId& id, const Stored& stored)
{
    const auto upload = find(call, id);
    if (!upload) return base::refused(upload.error());
    if (upload->document) return base::refused("wrong_state", {}, "This upload is finished.");
    auto document = add(call, file_of(*upload), stored);
    if (!document) return document;
    if (!store::end_upload(call.tx, *upload, document->id))
        return base::refused("wrong_state", {}, "This upload is finished.");
    return document;
}

} // namespace

std::string workshop_name(const UploadId& id)
{
    return "upload-" + id.text();
}

Result<UploadState> begin_upload(access::Call& call, const NewFile& file, std::int64_t size)
{
    if (const auto fits = check(call, file); !fits) return base::refused(fits.error());
    if (size < 1 || size > most_bytes)
        return base::invalid({{"size", size < 1 ? "too_small" : "too_large",
                               "A file has from 1 to " + std::to_string(most_bytes) + " bytes."}});
    if (store::count_uploads(call.tx, call.organisation(), call.actor.user()) >= most_uploads)
        return base::refused("too_many", {}, "Finish or give up one of your other uploads first.");
    const store::Upload upload{.id = call.make_id<UploadId>(),
                               .organisation = call.organisation(),
                               .user = call.actor.user(),
                               .record = file.record,
                               .replaces = file.replaces,
                               .file_name = safe_file_name(file.file_name, ""),
                               .fields = file.fields.checked().value(),
                               .size = size,
                               .created_at = call.now};
    store::insert_upload(call.tx, upload);
    return state_of(upload, 0);
}

Result<UploadState> find_upload(const access::Kernel& kernel, const access::Credential& credential,
                                const access::Origin& origin, const UploadId& id)
{
    const auto upload = look_up(kernel, credential, origin, id);
    if (!upload) return base::refused(upload.error());
    return state_of(*upload, files::size_of(place_of(kernel, id)));
}

Result<UploadState> append(const access::Kernel& kernel, const access::Credential& credential,
                           const access::Origin& origin, const UploadId& id, std::int64_t offset,
                           std::string_view bytes)
{
    const auto upload = look_up(kernel, credential, origin, id);
    if (!upload) return base::refused(upload.error());
    if (upload->document) return base::refused("wrong_state", {}, "This upload is finished.");
    if (static_cast<std::int64_t>(bytes.size()) > most_piece)
        return base::refused("too_large", {}, "Send smaller pieces.");
    if (offset > upload->size - static_cast<std::int64_t>(bytes.size()))
        return base::invalid({{"offset", "beyond_size", "This is more than the upload was said to have."}});
    const auto grown = files::append_at(place_of(kernel, id), offset, bytes);
    if (!grown.is_done) return wrong_offset(grown.size);
    return state_of(*upload, grown.size);
}

Result<Document> finish_upload(const access::Kernel& kernel, const access::Credential& credential,
                               const access::Origin& origin, const UploadId& id)
{
    const auto found = [&](const DocumentId& document) {
        return access::look(kernel, credential, origin,
                            [&](access::Call& call) { return find_visible(call, document); });
    };
    const auto upload = access::look(kernel, credential, origin, [&](access::Call& call) -> Result<store::Upload> {
        auto begun = find(call, id);
        if (!begun || begun->document) return begun;
        if (const auto fits = check(call, file_of(*begun)); !fits) return base::refused(fits.error());
        return begun;
    });
    if (!upload) return base::refused(upload.error());
    if (upload->document) return found(*upload->document);

    const auto place = place_of(kernel, id);
    if (const auto size = files::size_of(place); size != upload->size) return wrong_offset(size);
    const auto bytes = files::open_bytes(place);
    const auto stored = put_away(kernel, bytes->view(), upload->file_name);
    if (!stored) return base::refused(stored.error());
    auto document =
        access::change(kernel, credential, origin, [&](access::Call& call) { return end(call, id, *stored); });
    if (!document) throw_away(kernel, *stored);
    if (document) files::remove(place);
    if (!document && document.error().code == "wrong_state") {
        const auto ended = look_up(kernel, credential, origin, id);
        if (ended && ended->document) return found(*ended->document);
    }
    return document;
}

base::Done cancel_upload(const access::Kernel& kernel, const access::Credential& credential,
                         const access::Origin& origin, const UploadId& id)
{
    const auto done = access::change(kernel, credential, origin, [&](access::Call& call) -> base::Done {
        const auto upload = find(call, id);
        if (!upload) return base::refused(upload.error());
        if (!store::remove_upload(call.tx, *upload))
            return base::refused("wrong_state", {}, "This upload is finished.");
        return {};
    });
    if (done) files::remove(place_of(kernel, id));
    return done;
}

} // namespace assetbuddy::documents
