#include "documents/form_photos.h"

#include "documents/find.h"
#include "documents/limits.h"
#include "documents/strip.h"
#include "documents/take_in.h"
#include "platform/http/multipart.h"

namespace assetbuddy::documents {
namespace {

namespace http = platform::http;

/// Of a form with some fields beside them.
constexpr std::size_t most_parts = 30;

/// Photos that were chosen, where they lie in the request.
std::vector<http::Part> chosen_photos(const http::Request& request)
{
    std::vector<http::Part> photos;
    if (auto parts = http::read_multipart(request, most_parts))
        for (auto& part : *parts)
            if (part.name == photos_field && part.file_name && !part.file_name->empty())
                photos.push_back(std::move(part));
    return photos;
}

/// A mistake of this one photo, named; any other refusal is about all of them.
bool is_about_the_photo(const base::Error& error)
{
    return error.code == "invalid" || error.code == "unavailable";
}

base::FieldError named(const std::string& file_name, const base::Error& error)
{
    const auto& words = error.errors.empty() ? error.detail : error.errors.front().message;
    return {photos_field, "not_taken", file_name + ": " + words};
}

} // namespace

void add_photos(ui::Form& form, access::Call& call, const Record& record)
{
    const auto page = list(call, {.record = record, .pictures = true, .limit = strip_length});
    if (!page || (!page->record.may_upload && !page->record.may_add_photos)) return;
    form.add(photo_strip(page->documents));
    form.files(photos_field, page->documents.empty() ? "Photos of the repair" : "More photos", offered_kinds(true),
               {to_text(record.kind), record.id},
               {.hint = "JPEG, PNG, WebP or HEIC, 25 MB all together.", .needed = ui::Needed::optional});
}

base::Result<std::vector<base::FieldError>> take_in_photos(access::Visit& visit, const Record& record)
{
    std::vector<base::FieldError> mistakes;
    for (const auto& photo : chosen_photos(visit.request)) {
        const NewFile file{.record = record, .file_name = *photo.file_name};
        const auto made = take_in(visit.kernel, visit.credential, visit.origin, file, photo.content);
        if (made) continue;
        if (!is_about_the_photo(made.error())) return base::refused(made.error());
        mistakes.push_back(named(*photo.file_name, made.error()));
    }
    return mistakes;
}

} // namespace assetbuddy::documents
