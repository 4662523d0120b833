#include "audit/export.h"

#include <array>

#include <boost/json/serialize.hpp>

#include "audit/list.h"
#include "audit/view.h"
#include "platform/csv/writer.h"

namespace assetbuddy::audit {
namespace {

/// Hands every entry over, step by step.
template <class Take>
base::Done each_entry(access::Call& call, const Filters& filters, Take&& take)
{
    ListRequest step{.filters = filters, .limit = longest_page};
    for (std::int64_t taken = 0;;) {
        const auto page = list(call, step);
        if (!page) return base::refused(page.error());
        taken += static_cast<std::int64_t>(page->entries.size());
        if (taken > most_exported)
            return base::refused("too_many", {},
                                 "These are more entries than one file may hold. Choose a shorter time.");
        for (const auto& entry : page->entries) take(entry);
        if (page->next_cursor.empty()) return {};
        step.cursor = page->next_cursor;
    }
}

void write_row(platform::csv::Writer& writer, const Entry& entry, const access::ToldChange& change)
{
    const auto number = std::to_string(entry.number);
    const auto at = base::to_rfc3339(entry.at);
    const auto actor = actor_in_words(entry);
    const auto before = change.was_erased ? std::string{"(erased)"} : change.before.value_or("");
    const auto after = change.was_erased ? std::string{"(erased)"} : change.after.value_or("");
    const std::array<std::string_view, 13> cells{number,
                                                 at,
                                                 actor,
                                                 entry.actor.text(),
                                                 entry.action,
                                                 entry.record_type,
                                                 entry.record_name,
                                                 entry.record_id,
                                                 change.field,
                                                 before,
                                                 after,
                                                 entry.told.address,
                                                 entry.hash};
    writer.row(cells);
}

base::Result<std::string> export_csv(access::Call& call, const Filters& filters)
{
    platform::csv::Writer writer;
    constexpr std::array<std::string_view, 13> heading{"number",      "at",          "actor",     "actor_id", "action",
                                                       "record_type", "record_name", "record_id", "field",    "before",
                                                       "after",       "address",     "hash"};
    writer.row(heading);
    const auto done = each_entry(call, filters, [&](const Entry& entry) {
        if (entry.told.changes.empty()) write_row(writer, entry, {});
        for (const auto& change : entry.told.changes) write_row(writer, entry, change);
    });
    if (!done) return base::refused(done.error());
    return writer.take();
}

base::Result<std::string> export_json(access::Call& call, const Filters& filters)
{
    std::string text = "[";
    const auto done = each_entry(call, filters, [&](const Entry& entry) {
        text += (text.size() == 1 ? "\n" : ",\n") + boost::json::serialize(to_json(entry));
    });
    if (!done) return base::refused(done.error());
    return text + "\n]\n";
}

} // namespace

Format read_format(platform::http::Query& query)
{
    const auto text = query.text("format");
    if (!text.empty() && text != "csv" && text != "json") query.note_unknown("format", "csv or json");
    return text == "json" ? Format::json : Format::csv;
}

platform::http::Response ExportedFile::as_download() const
{
    const bool is_json = format == Format::json;
    platform::http::Response answer{200};
    answer.body = content;
    answer.set("Content-Type", is_json ? "application/json" : "text/csv; charset=utf-8")
        .set("Content-Disposition",
             is_json ? "attachment; filename=\"audit.json\"" : "attachment; filename=\"audit.csv\"");
    return answer;
}

base::Result<ExportedFile> export_as(access::Call& call, const Filters& filters, Format format)
{
    auto content = format == Format::json ? export_json(call, filters) : export_csv(call, filters);
    if (!content) return base::refused(content.error());
    return ExportedFile{format, std::move(*content)};
}

} // namespace assetbuddy::audit
