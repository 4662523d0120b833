#include "ui/form.h"

#include <algorithm>
#include <utility>

namespace assetbuddy::ui {

Filters::Filters(Url action, Entered applied) : action_(std::move(action)), applied_(std::move(applied)) {}

void Filters::search(std::string_view name, std::string_view label)
{
    names_.emplace(name);
    body_.add(
        R"(<div class="filter filter-search"><label class="visually-hidden" for="filter-{}">{}</label>{}<input class="form-control" type="search" id="filter-{}" name="{}" value="{}" placeholder="{}" autocomplete="off" maxlength="100"></div>)",
        name, label, icon("search"), name, name, applied_[std::string{name}], label);
}

void Filters::select(std::string_view name, std::string_view label, std::span<const Option> options)
{
    names_.emplace(name);
    const auto& chosen = applied_[std::string{name}];
    body_.add(
        R"(<div class="filter"><label class="visually-hidden" for="filter-{}">{}</label><select class="form-select" id="filter-{}" name="{}">)",
        name, label, name, name);
    for (const auto& option : options)
        body_.add(R"(<option value="{}"{}>{}</option>)", option.value, flag("selected", option.value == chosen),
                  option.text);
    body_.add("</select></div>");
}

void Filters::date(std::string_view name, std::string_view label)
{
    names_.emplace(name);
    body_.add(
        R"(<div class="filter filter-date"><label for="filter-{}">{}</label><input class="form-control" type="date" id="filter-{}" name="{}" value="{}"></div>)",
        name, label, name, name, applied_[std::string{name}]);
}

void Filters::fold(std::string_view summary, const std::function<void()>& add_fields)
{
    const auto outer_names = std::exchange(names_, {});
    const auto outer_body = std::exchange(body_, {});
    add_fields();
    const bool is_set = std::ranges::any_of(names_, [&](const auto& name) { return !applied_[name].empty(); });
    const auto inner_body = std::exchange(body_, outer_body);
    names_.insert(outer_names.begin(), outer_names.end());
    body_.add(
        R"(<details class="filter-fold"{}><summary>{}</summary><div class="filter-fold-fields">{}</div></details>)",
        flag("open", is_set), summary, inner_body);
}

void Filters::keep(std::string_view name)
{
    if (const auto& value = applied_[std::string{name}]; !value.empty())
        body_.add(R"(<input type="hidden" name="{}" value="{}">)", name, value);
}

Html Filters::done(std::string_view button)
{
    bool any = false;
    for (const auto& name : names_) any = any || !applied_[name].empty();
    Html html;
    html.add(
        R"(<form method="get" action="{}" class="filters" role="search" hx-get="{}" hx-trigger="input delay:300ms, submit" hx-target="#list" hx-select="#list" hx-swap="outerHTML" hx-push-url="true" hx-sync="this:replace">{}<div class="filter-buttons"><button type="submit" class="btn btn-calm">{}</button>)",
        action_, action_, body_, button);
    if (any) html.add(R"(<a class="btn btn-link" href="{}">Clear</a>)", action_);
    html.add("</div></form>");
    return html;
}

Html list_region(const Html& content)
{
    return Html::of(R"(<div id="list">{}</div>)", content);
}

} // namespace assetbuddy::ui
