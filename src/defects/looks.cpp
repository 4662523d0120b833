#include "defects/looks.h"

#include "ui/parts.h"

namespace assetbuddy::defects {

using ui::Html;
using ui::Tone;
using ui::Url;

Url url_of(const base::DefectId& id)
{
    return Url::path("/defects", {id.text()});
}

Url url_of(const base::DefectId& id, std::string_view step)
{
    return Url::path("/defects", {id.text(), step});
}

Html severity_badge(Severity severity)
{
    switch (severity) {
    case Severity::critical:
        return ui::badge(in_words(severity), Tone::bad);
    case Severity::high:
        return ui::badge(in_words(severity), Tone::warning);
    case Severity::medium:
        return ui::badge(in_words(severity), Tone::info);
    default:
        return ui::badge(in_words(severity), Tone::neutral);
    }
}

Html status_badge(Status status)
{
    switch (status) {
    case Status::open:
        return ui::badge(in_words(status), Tone::warning);
    case Status::closed:
        return ui::badge(in_words(status), Tone::good);
    case Status::awaiting_verification:
        return ui::badge(in_words(status), Tone::info);
    default:
        return ui::badge(in_words(status), Tone::neutral);
    }
}

Html due_words(const Defect& defect, const std::string& today)
{
    const auto date = defect.due_on ? base::parse_date(*defect.due_on) : std::nullopt;
    if (!date) return Html::text("–");
    const auto words = base::to_day_words(std::chrono::sys_days{*date} + std::chrono::hours{12}, "UTC");
    Html html = Html::of(R"(<time datetime="{}">{}</time>)", *defect.due_on, words);
    if (defect.is_overdue(today)) html.add(" {}", ui::badge("Overdue", Tone::bad));
    return html;
}

Html contact_of(const SiteContact& contact)
{
    Html html = Html::text(contact.name);
    const auto joint = [&] {
        if (!html.empty()) html.add("<br>");
    };
    if (!contact.phone.empty()) {
        joint();
        html.add(ui::phone_link(contact.phone));
    }
    if (!contact.email.empty()) {
        joint();
        html.add(ui::link(Url::mail_to(contact.email), contact.email));
    }
    return html;
}

std::string assignee_words(const Defect& defect)
{
    if (defect.assignee.is_nobody()) return "Nobody yet";
    auto words = defect.assignee_name.empty() ? std::string{"Somebody invited"} : defect.assignee_name;
    if (!defect.assignee_company.empty()) words += ", " + defect.assignee_company;
    if (defect.assignee.invitation) words += " (invited)";
    return words;
}

} // namespace assetbuddy::defects
