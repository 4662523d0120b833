#include "assets/looks.h"

#include <algorithm>

namespace assetbuddy::assets {

ui::Html badge_of(Status status)
{
    switch (status) {
    case Status::in_service:
        return ui::badge(in_words(status), ui::Tone::good);
    case Status::restricted:
        return ui::badge(in_words(status), ui::Tone::warning);
    case Status::out_of_service:
        return ui::badge(in_words(status), ui::Tone::bad);
    case Status::disposed:
        break;
    }
    return ui::badge(in_words(status), ui::Tone::neutral);
}

ui::Html badge_of(Criticality criticality)
{
    const auto tone = criticality == Criticality::critical ? ui::Tone::bad
                      : criticality == Criticality::high   ? ui::Tone::warning
                                                           : ui::Tone::neutral;
    return ui::badge(in_words(criticality), tone);
}

std::map<std::string, std::string> category_names(std::span<const Category> categories)
{
    std::map<std::string, std::string> names;
    for (const auto& category : categories) {
        const auto parent = category.parent ? names.find(category.parent->text()) : names.end();
        names[category.id.text()] = parent == names.end() ? category.name : parent->second + " › " + category.name;
    }
    return names;
}

std::vector<ui::Option> category_options(std::span<const Category> categories, const std::string& present)
{
    const auto names = category_names(categories);
    const auto is_offered = [&](const Category& category) {
        if (category.id.text() == present) return true;
        if (!category.is_active) return false;
        const auto parent =
            std::ranges::find_if(categories, [&](const Category& each) { return category.parent == each.id; });
        return parent == categories.end() || parent->is_active;
    };
    std::vector<ui::Option> options{{"", "Choose one"}};
    for (const auto& category : categories)
        if (is_offered(category)) options.push_back({category.id.text(), names.at(category.id.text())});
    return options;
}

std::vector<ui::Option> criticality_options(std::string_view none)
{
    std::vector<ui::Option> options{{"", std::string{none}}};
    for (const auto criticality : all_criticalities)
        options.push_back({std::string{to_text(criticality)}, std::string{in_words(criticality)}});
    return options;
}

ui::Entered applied(const ListRequest& request)
{
    return {{"q", request.query},
            {"site_id", request.site ? request.site->text() : ""},
            {"category_id", request.category ? request.category->text() : ""},
            {"status", request.status ? std::string{to_text(*request.status)} : ""},
            {"criticality", request.criticality ? std::string{to_text(*request.criticality)} : ""},
            {"sort", request.sort == Sort::name ? "name" : ""}};
}

ui::Url with_filters(ui::Url url, const ListRequest& request)
{
    for (const auto& [name, value] : applied(request))
        if (!value.empty()) url = url.with(name, value);
    return url;
}

} // namespace assetbuddy::assets
