#include "documents/strip.h"

#include <fmt/format.h>

#include "documents/find.h"
#include "documents/limits.h"
#include "ui/parts.h"

namespace assetbuddy::documents {

using ui::Html;
using ui::Url;

Url url_of_files(const Record& record)
{
    return Url{"/documents"}.with("record_type", to_text(record.kind)).with("record_id", record.id);
}

Url url_of(const Document& document)
{
    return Url::path("/documents", {document.id.text()});
}

Html photo_strip(const std::vector<Document>& photos)
{
    Html html;
    if (photos.empty()) return html;
    html.add(R"(<ul class="photo-strip">)");
    for (const auto& photo : photos)
        html.add(R"(<li><a href="{}"><img src="{}" alt="{}" loading="lazy"></a></li>)", url_of(photo),
                 Url::path("/documents", {photo.id.text(), "thumbnail"}), photo.name);
    return html.add("</ul>");
}

Html photo_strip(access::Call& call, const Record& record)
{
    const auto page = list(call, {.record = record, .pictures = true, .limit = strip_length});
    if (!page) return {};
    auto html = photo_strip(page->documents);
    return html.add(ui::paragraph(page->documents.empty() ? "No photos yet." : ""))
        .add(ui::button_link(url_of_files(record), "Photos and files", ui::Look::secondary));
}

std::string_view offered_kinds(bool only_photos)
{
    return only_photos ? "image/jpeg,image/png,image/webp,image/heic,.heic"
                       : "image/jpeg,image/png,image/webp,image/heic,.heic,.pdf,.docx,.xlsx,.odt,.ods,.txt,.csv";
}

Html upload_form(access::Visit& visit, const SeenRecord& record, const ui::Entered& entered, const ui::Errors& errors)
{
    if (!record.may_upload && !record.may_add_photos) return {};
    const bool only_photos = !record.may_upload;
    ui::Form form{visit, Url{"/documents"}, entered, errors};
    form.hidden("record_type", to_text(record.record.kind));
    form.hidden("record_id", record.record.id);
    form.file("file", only_photos ? "Photo" : "Photo or file", offered_kinds(only_photos),
              {.hint = only_photos ? "JPEG, PNG, WebP or HEIC, at most 25 MB."
                                   : "A photo, PDF, Word, Excel, OpenDocument, text or CSV file of at most 25 MB."});
    form.text("name", "Name",
              {.hint = "Left empty, it keeps the name of the file.",
               .needed = ui::Needed::optional,
               .max_length = static_cast<long>(most_name)});
    if (!only_photos)
        form.date("expires_on", "Last day it is valid",
                  {.hint = "For certificates and the like.", .needed = ui::Needed::optional});
    return form.done("Add file");
}

std::string size_in_words(std::int64_t bytes)
{
    constexpr double step = 1024;
    const auto size = static_cast<double>(bytes);
    if (size < step) return fmt::format("{} bytes", bytes);
    if (size < step * step) return fmt::format("{:.0f} KB", size / step);
    return fmt::format("{:.1f} MB", size / step / step);
}

} // namespace assetbuddy::documents
