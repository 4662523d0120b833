#include "documents/take_in.h"

#include <array>

#include "documents/find.h"
#include "documents/limits.h"
#include "documents/records.h"
#include "documents/store.h"
#include "platform/crypto/crypto.h"
#include "platform/files/files.h"
#include "platform/files/images.h"
#include "platform/files/kind.h"

namespace assetbuddy::documents {
namespace {

namespace files = platform::files;
using base::Result;

std::unexpected<base::Error> wrong_file(std::string code, std::string message)
{
    return base::invalid({{"file", std::move(code), std::move(message)}});
}

std::unexpected<base::Error> refusal_of(files::BadPicture bad)
{
    switch (bad) {
    case files::BadPicture::damaged:
        return wrong_file("damaged", "This picture is damaged, or was cut off on its way. Take or choose it again.");
    case files::BadPicture::too_large:
        return wrong_file("too_many_pixels", "This picture has too many pixels. Save it smaller and try again.");
    case files::BadPicture::too_slow:
        return wrong_file("too_slow", "This picture takes too long to read. Save it anew and try again.");
    case files::BadPicture::busy:
        return base::refused("unavailable", {}, "Many pictures are being added just now. Try again in a moment.");
    }
    return base::refused("internal");
}

/// An id of the store: it tells when it was made, which is how orphans are known.
std::string new_id(const access::Kernel& kernel)
{
    std::array<std::uint8_t, 10> bits{};
    kernel.random.fill(bits.data(), bits.size());
    return base::make_uuid_v7(kernel.clock.now(), bits);
}

Version described(std::string_view bytes, const files::Kind& kind, const std::string& file_name)
{
    return {.file_name = safe_file_name(file_name, kind.ending),
            .media_type = std::string{kind.type},
            .size = static_cast<std::int64_t>(bytes.size()),
            .sha256 = platform::crypto::sha256(bytes)};
}

Result<Stored> put_away_picture(const access::Kernel& kernel, files::Draft& draft, const files::Kind& kind,
                                const std::string& file_name)
{
    auto& store = *kernel.files;
    auto picture = files::remake(draft.path(), kind, store);
    if (!picture) return refusal_of(picture.error());
    Stored stored{.version = described(picture->full.read()->view(), picture->kind, file_name), .is_picture = true};
    stored.version.id = VersionId{new_id(kernel)};
    stored.version.small_id = new_id(kernel);
    store.keep(*stored.version.small_id, picture->small);
    store.keep(stored.version.id.text(), picture->full);
    return stored;
}

/// The record the file goes to, and whether everything or only photos may.
struct Place {
    SeenRecord record;
    std::optional<Document> replaced;
};

Result<Place> find_place(access::Call& call, const NewFile& file)
{
    Place place;
    auto record = file.record;
    if (file.replaces) {
        auto found = find_visible(call, *file.replaces);
        if (!found) return base::refused(found.error());
        record = found->record;
        place.replaced = std::move(*found);
    }
    auto seen = find_record(call, record);
    if (!seen) return base::refused(seen.error());
    place.record = std::move(*seen);
    const bool own = !place.replaced || place.replaced->created_by == call.actor.user();
    if (!place.record.may_upload && !(place.record.may_add_photos && own))
        return base::refused("forbidden", {}, "Your role does not let you add files here.");
    return place;
}

void note(access::Call& call, const Document& document, const char* action)
{
    using access::Privacy;
    access::record(call, {.organisation = call.organisation(),
                          .action = action,
                          .record_type = "document",
                          .record_id = document.id.text(),
                          .changes = {{"name", {}, document.name, Privacy::personal},
                                      {"of_type", {}, std::string{to_text(document.record.kind)}},
                                      {"of", {}, document.record.id},
                                      {"size", {}, std::to_string(document.newest.size)},
                                      {"sha256", {}, document.newest.sha256}}});
}

Result<Document> replace(access::Call& call, Document document, const Stored& stored)
{
    const auto number = document.newest.number + 1;
    document.newest = stored.version;
    document.newest.number = number;
    document.newest.uploaded_by = call.actor.user();
    document.newest.uploaded_by_name = call.actor.facts().name;
    document.newest.uploaded_at = call.now;
    document.is_picture = stored.is_picture;
    if (!store::update(call.tx, document)) return base::refused("stale", {}, "Somebody changed this file meanwhile.");
    ++document.version;
    store::insert_version(call.tx, document, document.newest);
    note(call, document, "document.replaced");
    return document;
}

} // namespace

base::Done check(access::Call& call, const NewFile& file)
{
    const auto place = find_place(call, file);
    if (!place) return base::refused(place.error());
    if (const auto fields = file.fields.checked(); !fields) return base::refused(fields.error());
    if (!file.replaces && store::count(call.tx, call.organisation(), file.record, {}) >= most_on_record)
        return base::refused("too_many", {},
                             "There are at most " + std::to_string(most_on_record) + " files on one record.");
    if (place->replaced && place->replaced->newest.number >= static_cast<std::int64_t>(most_versions))
        return base::refused("too_many", {}, "This file was replaced too often. Add the next one as a new file.");
    return {};
}

Result<Stored> put_away(const access::Kernel& kernel, std::string_view bytes, const std::string& file_name)
{
    if (bytes.empty()) return wrong_file("empty", "This file is empty. Choose another one.");
    if (static_cast<std::int64_t>(bytes.size()) > most_bytes)
        return wrong_file("too_large", "A file may have at most " + std::to_string(most_bytes / 1024 / 1024) + " MB.");
    const auto kind = files::kind_of(bytes);
    if (!kind)
        return wrong_file("unsupported_type",
                          "Files of this kind are not taken. Take photos (JPEG, PNG, WebP, HEIC), PDF, Word, Excel, "
                          "OpenDocument, text or CSV.");
    auto draft = kernel.files->draft();
    draft.append(bytes);
    if (kind->is_picture) return put_away_picture(kernel, draft, *kind, file_name);
    Stored stored{.version = described(bytes, *kind, file_name)};
    stored.version.id = VersionId{new_id(kernel)};
    kernel.files->keep(stored.version.id.text(), draft);
    return stored;
}

void throw_away(const access::Kernel& kernel, const Stored& stored)
{
    kernel.files->remove(stored.version.id.text());
    if (stored.version.small_id) kernel.files->remove(*stored.version.small_id);
}

Result<Document> add(access::Call& call, const NewFile& file, const Stored& stored)
{
    if (const auto fits = check(call, file); !fits) return base::refused(fits.error());
    const auto place = find_place(call, file);
    if (!place) return base::refused(place.error());
    if (!place->record.may_upload && !stored.is_picture)
        return wrong_file("only_photos", "Only photos can be added here. Choose a picture.");
    if (place->replaced) return replace(call, *place->replaced, stored);

    const auto fields = file.fields.checked().value();
    Document document{.id = call.make_id<DocumentId>(),
                      .organisation = call.organisation(),
                      .record = file.record,
                      .name = fields.name.empty() ? stored.version.file_name : fields.name,
                      .is_picture = stored.is_picture,
                      .expires_on = fields.expires_on.empty() ? std::nullopt : std::optional{fields.expires_on},
                      .turn = place->record.turn,
                      .created_by = call.actor.user(),
                      .created_at = call.now,
                      .newest = stored.version};
    document.newest.uploaded_by = call.actor.user();
    document.newest.uploaded_by_name = call.actor.facts().name;
    document.newest.uploaded_at = call.now;
    store::insert(call.tx, document);
    note(call, document, "document.uploaded");
    return document;
}

Result<Document> take_in(const access::Kernel& kernel, const access::Credential& credential,
                         const access::Origin& origin, const NewFile& file, std::string_view bytes)
{
    const auto fits = access::look(kernel, credential, origin, [&](access::Call& call) { return check(call, file); });
    if (!fits) return base::refused(fits.error());
    const auto stored = put_away(kernel, bytes, file.file_name);
    if (!stored) return base::refused(stored.error());
    auto document =
        access::change(kernel, credential, origin, [&](access::Call& call) { return add(call, file, *stored); });
    if (!document) throw_away(kernel, *stored);
    return document;
}

} // namespace assetbuddy::documents
