#include "documents/pages.h"

#include <charconv>

#include "documents/download.h"
#include "documents/edit.h"
#include "documents/find.h"
#include "documents/limits.h"
#include "documents/strip.h"
#include "documents/take_in.h"
#include "platform/http/etag.h"
#include "platform/http/multipart.h"
#include "platform/http/query.h"
#include "platform/json/json.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::documents::pages {
namespace {

namespace http = platform::http;
using base::Result;
using ui::Html;
using ui::PageParts;
using ui::Url;

constexpr std::size_t most_parts = 20;

/// The file of a form, where it lies in the request.
struct Chosen {
    std::string name;
    std::string_view bytes;
};
Chosen chosen_file(const http::Request& request)
{
    if (auto parts = http::read_multipart(request, most_parts))
        for (auto& part : *parts)
            if (part.name == "file" && part.file_name) return {std::move(*part.file_name), part.content};
    return {};
}

std::string title_of(const SeenRecord& record)
{
    return record.record.kind == RecordKind::organisation ? "Files of the organisation" : "Files of " + record.name;
}

/// The way back to the record, and to the list it stands in for whoever may open that.
std::vector<ui::Crumb> crumbs_to(const access::Call& call, const SeenRecord& record)
{
    const auto& id = record.record.id;
    switch (record.record.kind) {
    case RecordKind::organisation:
        return {};
    case RecordKind::site:
        return {{"Sites", Url{"/sites"}}, {record.name, Url::path("/sites", {id})}};
    case RecordKind::asset:
        if (const auto grant = call.actor.grant(access::Permission::assets_view);
            !grant || grant->scope == access::Scope::assigned)
            return {{record.name, Url::path("/assets", {id})}};
        return {{"Equipment", Url{"/assets"}}, {record.name, Url::path("/assets", {id})}};
    case RecordKind::defect:
        return {{"Defects", Url{"/defects"}}, {record.name, Url::path("/defects", {id})}};
    case RecordKind::company:
        return {{"Companies", Url{"/companies"}}, {record.name, Url::path("/companies", {id})}};
    }
    return {};
}

Html table_of(const access::Call& call, const std::vector<Document>& documents)
{
    const auto& zone = call.actor.facts().time_zone;
    ui::Table table{"Files", {{"Name"}, {"Size"}, {"Added"}, {"Valid until"}}};
    for (const auto& document : documents)
        table.row({ui::link(url_of(document), document.name), Html::text(size_in_words(document.newest.size)),
                   ui::day_of(document.created_at, zone), Html::text(document.expires_on.value_or("–"))});
    return table.done();
}

struct Shown {
    ui::Entered entered = {};
    ui::Errors errors = {};
    int status = 200;
};

Html list_content(access::Visit& visit, access::Call& call, const DocumentPage& page, const ListRequest& request,
                  const Shown& shown)
{
    std::vector<Document> photos;
    std::vector<Document> others;
    for (const auto& document : page.documents) (document.is_picture ? photos : others).push_back(document);
    Html html = photo_strip(photos);
    if (!others.empty()) html.add(table_of(call, others));
    const bool is_first = request.cursor.empty();
    if (page.documents.empty() && is_first)
        html.add(ui::empty_state({.icon = "eye",
                                  .title = "Nothing here yet",
                                  .text = "Photos, manuals and certificates are kept here, with the day until which "
                                          "they are valid."}));
    const auto all = url_of_files(request.record);
    html.add(ui::pager(is_first ? std::nullopt : std::optional{all},
                       page.next_cursor.empty() ? std::nullopt : std::optional{all.with("cursor", page.next_cursor)},
                       "First page"));
    const auto form = upload_form(visit, page.record, shown.entered, shown.errors);
    if (!form.empty()) html.add(ui::card("Add a file", form));
    return html;
}

/// Where the menu stands: with the record.
ui::Section section_of(RecordKind kind)
{
    switch (kind) {
    case RecordKind::organisation:
        return ui::Section::none;
    case RecordKind::site:
        return ui::Section::sites;
    case RecordKind::asset:
        return ui::Section::assets;
    case RecordKind::defect:
        return ui::Section::defects;
    case RecordKind::company:
        return ui::Section::companies;
    }
    return ui::Section::none;
}

http::Response list_page(access::Visit& visit, const std::string& kind, const std::string& id,
                         const std::string& cursor, const Shown& shown)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto record = read_record(kind.empty() ? "organisation" : kind, id, call.organisation());
        if (!record) return base::refused("not_found", {}, "There is no such record.");
        const ListRequest request{.record = *record, .limit = usual_page, .cursor = cursor};
        const auto page = documents::list(call, request);
        if (!page) return base::refused(page.error());
        return PageParts{.title = title_of(page->record),
                         .section = section_of(record->kind),
                         .content = list_content(visit, call, *page, request, shown),
                         .crumbs = crumbs_to(call, page->record),
                         .status = shown.status};
    });
}

Html details_of(const access::Call& call, const Document& document)
{
    ui::Descriptions details;
    details.add("File", document.newest.file_name);
    details.add("Size", size_in_words(document.newest.size));
    details.add("Valid until", document.expires_on.value_or(""));
    details.add("Added", ui::time_of(document.newest.uploaded_at, call.actor.facts().time_zone));
    details.add("Added by", document.newest.uploaded_by_name);
    return details.done();
}

Html versions_of(const access::Call& call, const Details& details)
{
    if (details.versions.size() < 2) return {};
    ui::Table table{"Versions", {{"Version"}, {"File"}, {"Size"}, {"Added"}}};
    for (const auto& version : details.versions)
        table.row({ui::link(Url::path("/documents", {details.document.id.text(), "file"})
                                .with("version", std::to_string(version.number)),
                            std::to_string(version.number)),
                   Html::text(version.file_name), Html::text(size_in_words(version.size)),
                   ui::day_of(version.uploaded_at, call.actor.facts().time_zone)});
    return Html{}.add("<h2>Versions</h2>").add(table.done());
}

Html edit_part(access::Visit& visit, const Document& document, const Shown& shown)
{
    auto entered = shown.entered;
    if (entered.empty()) entered = {{"name", document.name}, {"expires_on", document.expires_on.value_or("")}};
    ui::Form form{visit, Url::path("/documents", {document.id.text(), "edit"}), std::move(entered), shown.errors};
    form.hidden("version", std::to_string(document.version));
    form.text("name", "Name", {.max_length = static_cast<long>(most_name)});
    form.date("expires_on", "Last day it is valid",
              {.hint = "Leave it empty if it does not run out.", .needed = ui::Needed::optional});
    return ui::card("Name and validity", form.done("Save changes"));
}

Html replace_part(access::Visit& visit, const Details& details, const Shown& shown)
{
    const bool only_photos = !details.record.may_upload;
    ui::Form form{visit, url_of(details.document), {}, shown.errors};
    form.file("file", "New file", offered_kinds(only_photos),
              {.hint = "It takes the place of the present one, which stays as an earlier version. At most 25 MB."});
    return ui::card("Replace", form.done("Replace file", {}, ui::Look::secondary));
}

Html delete_part(access::Visit& visit, const Document& document)
{
    return ui::card("Delete",
                    ui::confirm_button(visit, Url::path("/documents", {document.id.text(), "delete"}), "Delete file",
                                       "The file and its earlier versions are removed for good.", ui::Look::danger,
                                       {{"version", std::to_string(document.version)}}));
}

/// Whose form was refused.
struct Refused {
    Shown edit = {};
    Shown replace = {};
    int status = 200;
};

http::Response document_page(access::Visit& visit, const DocumentId& id, const Refused& refused)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto details = find_details(call, id);
        if (!details) return base::refused(details.error());
        const auto& document = details->document;
        PageParts parts{.title = document.name,
                        .section = section_of(document.record.kind),
                        .actions = ui::button_link(Url::path("/documents", {id.text(), "file"}), "Download"),
                        .crumbs = crumbs_to(call, details->record),
                        .width = ui::Width::narrow,
                        .status = refused.status};
        parts.crumbs.push_back({title_of(details->record), url_of_files(document.record)});
        Html html;
        if (document.is_picture) html.add(photo_strip(std::vector{document}));
        html.add(ui::card("", details_of(call, document))).add(versions_of(call, *details));
        if (details->may_edit)
            html.add(edit_part(visit, document, refused.edit)).add(replace_part(visit, *details, refused.replace));
        if (details->may_delete) html.add(delete_part(visit, document));
        parts.content = std::move(html);
        return parts;
    });
}

std::optional<DocumentId> read_id(access::Visit& visit)
{
    return DocumentId::parse(visit.request.parameter("id"));
}

http::Response no_such_file(access::Visit& visit)
{
    return ui::refusal(visit, {"not_found", {}, "There is no such file."});
}

bool is_shown_by_form(const base::Error& error)
{
    return error.code == "invalid" || error.code == "too_many" || error.code == "stale" || error.code == "unavailable";
}

http::Response sent(access::Visit& visit, Result<http::Response> response)
{
    return response ? std::move(*response) : ui::refusal(visit, response.error());
}

} // namespace

http::Response list(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto kind = query.text("record_type");
    const auto id = query.text("record_id");
    const auto cursor = query.text("cursor");
    if (const auto read = query.finish(); !read) return ui::refusal(visit, read.error());
    return list_page(visit, kind, id, cursor, {});
}

http::Response submit_new(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto chosen = chosen_file(visit.request);
    const auto record = visit.look([&](access::Call& call) {
        return read_record(form->value("record_type"), form->value("record_id"), call.organisation());
    });
    if (!record)
        return ui::refusal(visit, record.error().code == "invalid"
                                      ? base::Error{"not_found", {}, "There is no such record."}
                                      : record.error());
    const NewFile file{.record = *record,
                       .file_name = chosen.name,
                       .fields = {.name = form->value("name"), .expires_on = form->value("expires_on")}};
    const auto made = take_in(visit.kernel, visit.credential, visit.origin, file, chosen.bytes);
    if (!made && !is_shown_by_form(made.error())) return ui::refusal(visit, made.error());
    if (!made)
        return list_page(visit, form->value("record_type"), form->value("record_id"), {},
                         {form->values(), ui::Errors{made.error()}, platform::json::status_of(made.error().code)});
    visit.flash(made->name + " was added.");
    return http::Response::see_other(url_of_files(*record).text());
}

http::Response show(access::Visit& visit)
{
    const auto id = read_id(visit);
    return id ? document_page(visit, *id, {}) : no_such_file(visit);
}

http::Response submit_replace(access::Visit& visit)
{
    const auto id = read_id(visit);
    if (!id) return no_such_file(visit);
    const auto chosen = chosen_file(visit.request);
    const auto found = visit.look([&](access::Call& call) { return find_visible(call, *id); });
    if (!found) return ui::refusal(visit, found.error());
    const NewFile file{.record = found->record, .replaces = *id, .file_name = chosen.name};
    const auto made = take_in(visit.kernel, visit.credential, visit.origin, file, chosen.bytes);
    if (!made && !is_shown_by_form(made.error())) return ui::refusal(visit, made.error());
    if (!made)
        return document_page(
            visit, *id,
            {.replace = {{}, ui::Errors{made.error()}}, .status = platform::json::status_of(made.error().code)});
    visit.flash(made->name + " was replaced.");
    return http::Response::see_other(url_of(*made).text());
}

http::Response submit_edit(access::Visit& visit)
{
    const auto id = read_id(visit);
    if (!id) return no_such_file(visit);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto done = visit.change([&](access::Call& call) {
        return edit(call, *id,
                    {.name = form->value("name"),
                     .expires_on = form->value("expires_on"),
                     .expected_version = http::version_of(*form)});
    });
    if (!done && !is_shown_by_form(done.error())) return ui::refusal(visit, done.error());
    if (!done)
        return document_page(visit, *id,
                             {.edit = {form->values(), ui::Errors{done.error()}},
                              .status = platform::json::status_of(done.error().code)});
    visit.flash(done->name + " was saved.");
    return http::Response::see_other(url_of(*done).text());
}

http::Response submit_delete(access::Visit& visit)
{
    const auto id = read_id(visit);
    if (!id) return no_such_file(visit);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto record = visit.change([&](access::Call& call) -> Result<Record> {
        const auto document = find_visible(call, *id);
        if (!document) return base::refused(document.error());
        if (const auto done = remove(call, *id, http::version_of(*form)); !done) return base::refused(done.error());
        return document->record;
    });
    if (!record) return ui::refusal(visit, record.error());
    visit.flash("The file was deleted.");
    return http::Response::see_other(url_of_files(*record).text());
}

http::Response file(access::Visit& visit)
{
    const auto id = read_id(visit);
    if (!id) return no_such_file(visit);
    const std::string asked{visit.request.query_value("version").value_or("")};
    std::int64_t number = 0;
    std::from_chars(asked.data(), asked.data() + asked.size(), number);
    return sent(visit, download(visit, *id, asked.empty() ? std::nullopt : std::optional{number}));
}

http::Response thumbnail(access::Visit& visit)
{
    const auto id = read_id(visit);
    if (!id) return no_such_file(visit);
    return sent(visit, documents::thumbnail(visit, *id));
}

} // namespace assetbuddy::documents::pages
