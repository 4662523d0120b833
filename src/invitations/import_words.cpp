#include "invitations/import_words.h"

#include <algorithm>
#include <array>

#include "invitations/end_import.h"
#include "invitations/limits.h"
#include "ui/parts.h"

namespace assetbuddy::invitations {
namespace {

using ui::Html;
using ui::Url;

/// The heading of the column that is wrong, where a message does not speak for itself.
std::string column_of(const base::FieldError& error)
{
    constexpr std::array<std::string_view, 4> clear{"already_user", "already_invited", "already_imported",
                                                    "twice_in_file"};
    if (error.field == "row" || std::ranges::find(clear, error.code) != clear.end()) return {};
    return (error.field == "site_id" ? std::string{"site"} : error.field) + ": ";
}

Html errors_of(const std::vector<base::FieldError>& errors)
{
    Html html;
    html.add("<div>");
    for (const auto& each : errors) html.add("<div>{}{}</div>", column_of(each), each.message);
    html.add("</div>");
    return html;
}

/// "Line 42", never parted.
Html line_of(std::int64_t line)
{
    return Html::text("Line\u00A0" + std::to_string(line));
}

/// Who a line is about, as far as it says.
Html person_of(const OfferRequest& offer)
{
    if (offer.name.empty() && offer.email.empty()) return Html::text("–");
    if (offer.name.empty()) return Html::text(offer.email);
    return ui::person(offer.name, offer.email);
}

Html state_of(const Import& import)
{
    switch (import.state) {
    case ImportState::loading:
    case ImportState::running:
        return ui::badge("Running", ui::Tone::info);
    case ImportState::done:
        return ui::badge("Finished", ui::Tone::good);
    case ImportState::refused:
        return ui::badge("Nobody invited", ui::Tone::warning);
    case ImportState::stopped:
        return ui::badge("Stopped", ui::Tone::bad);
    }
    return {};
}

std::string why_it_waits(const Import& import)
{
    if (import.reason == "day_used_up")
        return "Your organisation has sent as many invitations as it may in a day. The rest goes on by itself on " +
               base::to_words(import.next_at, import.time_zone) + ".";
    if (import.reason == "mail_waits")
        return "Emails are leaving slowly at the moment. The rest goes on by itself as soon as they have left.";
    return "People are being invited. You can close this page; it goes on by itself.";
}

std::string why_it_stopped(const Import& import)
{
    if (import.reason == "restored")
        return "The server's data were restored from a backup. Check the list again: who has been invited already is "
               "left out.";
    if (import.reason == stopped_by_hand)
        return "Somebody stopped it by hand. Who has been invited stays so. To go on, send the list again: who has "
               "been "
               "invited already is left out.";
    return import.started_by_name +
           " started it and may not invite people any more. Somebody who may can send the remaining lines again: who "
           "has been invited already is left out.";
}

ui::Tone tone_of(const Import& import)
{
    if (import.state == ImportState::stopped) return ui::Tone::bad;
    if (import.state == ImportState::refused) return ui::Tone::warning;
    return import.state == ImportState::done ? ui::Tone::good : ui::Tone::info;
}

std::string title_of(const Import& import)
{
    switch (import.state) {
    case ImportState::loading:
    case ImportState::running:
        return import.reason.empty() ? "The import is running" : "The import is waiting";
    case ImportState::done:
        return people(import.created) + (import.created == 1 ? " was invited" : " were invited");
    case ImportState::refused:
        return "Nobody was invited";
    case ImportState::stopped:
        return "The import was stopped";
    }
    return {};
}

std::string explained(const Import& import)
{
    switch (import.state) {
    case ImportState::loading:
    case ImportState::running:
        return why_it_waits(import);
    case ImportState::done:
        return import.created == import.total ? "Every line of the list was used."
                                              : "Some lines could not be used; they stand below.";
    case ImportState::refused:
        return "Some lines could not be used, and the import was to invite either everybody or nobody. Correct the "
               "lines below and send the list again.";
    case ImportState::stopped:
        return why_it_stopped(import);
    }
    return {};
}

} // namespace

std::string counted(std::int64_t count)
{
    auto text = std::to_string(count);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
        text.insert(static_cast<std::size_t>(at), 1, ',');
    return text;
}

std::string people(std::int64_t count)
{
    return counted(count) + (count == 1 ? " person" : " people");
}

std::string verdict_in_words(const ImportCheck& check)
{
    const auto all = static_cast<std::int64_t>(check.rows.size());
    if (check.valid == 0) return all == 1 ? "This person cannot be invited" : "None of these people can be invited";
    if (check.valid == all) return all == 1 ? "1 person can be invited" : "All " + people(all) + " can be invited";
    return counted(check.valid) + " of " + people(all) + " can be invited";
}

std::string leaving_in_words(const ImportCheck& check, const std::string& time_zone, base::Time now)
{
    std::string text;
    if (check.valid > 0 && check.last_leaves_at <= now)
        text = "The last invitation leaves today, usually within minutes.";
    if (check.last_leaves_at > now)
        text = "Your organisation may send only so many invitations a day, so the last one leaves on " +
               base::to_day_words(check.last_leaves_at, time_zone) + ".";
    if (check.invalid() == 0) return text;
    const auto lines = check.invalid() == 1 ? std::string{"1 line"} : counted(check.invalid()) + " lines";
    return text + (text.empty() ? "" : " ") + lines + (check.valid > 0 ? " will be left out" : " cannot be used") +
           ": correct the list below and check it again, or invite the others now.";
}

Html troubles_table(const ImportCheck& check)
{
    if (check.invalid() == 0) return {};
    ui::Table table{"Lines that cannot be used", {{"Line"}, {"Person"}, {"What is wrong"}}};
    std::int64_t shown = 0;
    for (const auto& row : check.rows) {
        if (row.verdict == Verdict::ok || shown == most_rows_shown) continue;
        table.row({line_of(row.asked.line), person_of(row.asked.offer), errors_of(row.errors)});
        ++shown;
    }
    Html html;
    html.add("<h3>Lines that cannot be used</h3>").add(table.done());
    if (check.invalid() > shown)
        html.add(ui::paragraph("These are the first " + counted(shown) + " of " + counted(check.invalid()) + "."));
    return html;
}

Html progress_in_words(const Import& import)
{
    return ui::notice(tone_of(import), title_of(import), ui::paragraph(explained(import)));
}

Html numbers_of(const Import& import)
{
    ui::Descriptions numbers;
    numbers.add("Invited", counted(import.created));
    if (import.left() > 0) numbers.add("Still to come", counted(import.left()));
    if (import.skipped > 0) numbers.add("Left out from the start", counted(import.skipped));
    if (import.failed > 0) numbers.add("Could not be invited", counted(import.failed));
    return ui::card({}, numbers.done());
}

Html rows_table(const ImportReport& report)
{
    if (report.rows.empty()) return {};
    ui::Table table{"Lines nobody was invited for", {{"Line"}, {"What is wrong"}}};
    for (const auto& row : report.rows) table.row({line_of(row.line), errors_of(row.errors)});
    Html html;
    html.add("<h2>Lines nobody was invited for</h2>").add(table.done());
    if (static_cast<std::int64_t>(report.rows.size()) == most_rows_shown)
        html.add(ui::paragraph("These are the first " + counted(most_rows_shown) + "."));
    return html;
}

Html imports_table(const std::vector<Import>& imports)
{
    if (imports.empty()) return {};
    ui::Table table{"Earlier imports", {{"Started"}, {"By"}, {"State"}, {"Invited"}}};
    for (const auto& import : imports)
        table.row({ui::link(Url::path("/users/invite/imports", {import.id.text()}),
                            base::to_words(import.created_at, import.time_zone)),
                   Html::text(import.started_by_name), state_of(import),
                   Html::text(counted(import.created) + " of " + counted(import.total))});
    Html html;
    html.add("<h2>Earlier imports</h2>").add(table.done());
    return html;
}

Html running_notice(const std::vector<Import>& imports)
{
    Html html;
    for (const auto& import : imports)
        html.add(ui::notice(
            ui::Tone::info, title_of(import),
            Html{}
                .add(ui::paragraph(counted(import.created) + " of " + people(import.total - import.skipped) +
                                   " invited so far."))
                .add(ui::link(Url::path("/users/invite/imports", {import.id.text()}), "Show how it goes on"))));
    return html;
}

} // namespace assetbuddy::invitations
