#include "ui/parts.h"

#include "base/text.h"

namespace assetbuddy::ui {
namespace {

std::string_view badge_class(Tone tone)
{
    switch (tone) {
    case Tone::neutral:
        return "state state-neutral";
    case Tone::info:
        return "state state-info";
    case Tone::good:
        return "state state-good";
    case Tone::warning:
        return "state state-warning";
    case Tone::bad:
        return "state state-bad";
    }
    return "state";
}

std::string_view notice_class(Tone tone)
{
    switch (tone) {
    case Tone::neutral:
        return "notice notice-neutral";
    case Tone::info:
        return "notice notice-info";
    case Tone::good:
        return "notice notice-good";
    case Tone::warning:
        return "notice notice-warning";
    case Tone::bad:
        return "notice notice-bad";
    }
    return "notice";
}

const Html& notice_icon(Tone tone)
{
    switch (tone) {
    case Tone::good:
        return icon("circle-check");
    case Tone::warning:
        return icon("alert-triangle");
    case Tone::bad:
        return icon("alert-circle");
    default:
        return icon("info-circle");
    }
}

/// The first code point of a word.
std::string_view first_letter(std::string_view word)
{
    std::size_t end = 1;
    while (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xc0) == 0x80) ++end;
    return word.substr(0, end);
}

} // namespace

Html badge(std::string_view text, Tone tone)
{
    return Html::of(R"(<span class="{}">{}</span>)", badge_class(tone), text);
}

Html notice(Tone tone, std::string_view title, const Html& content)
{
    Html html;
    html.add(R"(<div class="{}">{}<div>)", notice_class(tone), notice_icon(tone));
    if (!title.empty()) html.add(R"(<p class="notice-title">{}</p>)", title);
    html.add("{}</div></div>", content);
    return html;
}

Html link(const Url& to, std::string_view text)
{
    return Html::of(R"(<a href="{}">{}</a>)", to, text);
}

Html paragraph(std::string_view text)
{
    return Html::of("<p>{}</p>", text);
}

Html card(std::string_view title, const Html& content)
{
    Html html;
    html.add(R"(<section class="card"><div class="card-body">)");
    if (!title.empty()) html.add(R"(<h2 class="card-heading">{}</h2>)", title);
    html.add("{}</div></section>", content);
    return html;
}

Html shown_secret(std::string_view text)
{
    return Html::of(R"(<div class="secret"><code class="secret-text" id="secret">{}</code></div>)", text);
}

Html time_of(base::Time time, std::string_view time_zone)
{
    return Html::of(R"(<time datetime="{}">{}</time>)", base::to_rfc3339(time), base::to_words(time, time_zone));
}

Html day_of(base::Time time, std::string_view time_zone)
{
    return Html::of(R"(<time datetime="{}" title="{}">{}</time>)", base::to_rfc3339(time),
                    base::to_words(time, time_zone), base::to_day_words(time, time_zone));
}

Html initials(std::string_view name)
{
    const auto first = first_letter(name);
    const auto blank = name.rfind(' ');
    const auto last = blank == std::string_view::npos ? std::string_view{} : first_letter(name.substr(blank + 1));
    return Html::of(R"(<span class="initials" aria-hidden="true">{}{}</span>)", first, last);
}

Html person(std::string_view name, std::string_view below, const std::optional<Url>& to)
{
    const auto shown = to ? Html::of(R"(<a class="person-name" href="{}">{}</a>)", *to, name)
                          : Html::of(R"(<span class="person-name">{}</span>)", name);
    Html html;
    html.add(R"(<span class="person">{})", shown);
    if (!below.empty()) html.add(R"(<span class="person-below">{}</span>)", below);
    html.add("</span>");
    return html;
}

Html empty_state(const Empty& empty)
{
    Html html;
    html.add(R"(<div class="empty-state"><span class="empty-icon">{}</span><h2>{}</h2>)", icon(empty.icon),
             empty.title);
    if (!empty.text.empty()) html.add("<p>{}</p>", empty.text);
    html.add("{}</div>", empty.action);
    return html;
}

Html tabs(std::string_view label, std::span<const Tab> all)
{
    Html html;
    html.add(R"(<nav class="tabs" aria-label="{}"><ul>)", label);
    for (const auto& tab : all) {
        html.add(R"(<li><a href="{}"{}>{})", tab.to,
                 attribute("aria-current", tab.is_current ? std::optional<std::string_view>{"page"} : std::nullopt),
                 tab.text);
        if (tab.count) html.add(R"( <span class="tab-count">{}</span>)", *tab.count);
        html.add("</a></li>");
    }
    html.add("</ul></nav>");
    return html;
}

Html pager(const std::optional<Url>& previous, const std::optional<Url>& next, std::string_view back)
{
    Html html;
    if (!previous && !next) return html;
    html.add(R"(<nav class="pager" aria-label="Pages of this list">)");
    if (previous)
        html.add(R"(<a class="btn btn-calm" rel="prev" href="{}">{}<span>{}</span></a>)", *previous, icon("arrow-left"),
                 back);
    if (next)
        html.add(R"(<a class="btn btn-calm pager-next" rel="next" href="{}"><span>Next</span>{}</a>)", *next,
                 icon("chevron-right"));
    html.add("</nav>");
    return html;
}

void Descriptions::add(std::string_view term, const Html& value)
{
    rows_.add("<div><dt>{}</dt><dd>{}</dd></div>", term, value);
}

void Descriptions::add(std::string_view term, std::string_view value)
{
    add(term, value.empty()
                  ? Html::of(R"(<span class="nothing">–<span class="visually-hidden">nothing entered</span></span>)")
                  : Html::text(value));
}

Html Descriptions::done()
{
    return Html::of(R"(<dl class="descriptions">{}</dl>)", std::exchange(rows_, {}));
}

} // namespace assetbuddy::ui
