#include "assets/category.h"

#include <algorithm>

#include "access/changes.h"
#include "assets/limits.h"
#include "base/entered_text.h"

namespace assetbuddy::assets {
namespace {

bool is_prefix(std::string_view text)
{
    const auto fits = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
    return !text.empty() && text.size() <= most_prefix && text.front() >= 'A' && std::ranges::all_of(text, fits);
}

} // namespace

CategoryFields CategoryFields::of(const Category& category)
{
    return {category.name, category.prefix, category.regulation, std::string{to_text(category.criticality)}};
}

base::Result<CategoryFields> checked(const CategoryFields& fields, Level level)
{
    std::vector<base::FieldError> errors;
    auto tidy = fields;
    tidy.name = base::checked_text({"name", "The name", most_category_name, "Enter the name of the category."},
                                   fields.name, errors);
    tidy.regulation = base::checked_text({"regulation", "The regulation", most_regulation}, fields.regulation, errors);
    tidy.prefix = base::in_capitals(base::trimmed(fields.prefix));
    if (level == Level::category && !is_prefix(tidy.prefix))
        errors.push_back(
            {"prefix", "invalid", "Use one to six letters A to Z and digits, a letter first, such as FS."});
    if (level == Level::subcategory && !tidy.prefix.empty())
        errors.push_back({"prefix", "not_available", "A subcategory uses the prefix of its category."});
    if (!read_criticality(tidy.criticality))
        errors.push_back({"criticality", "unknown_value", "Choose critical, high, medium or low."});
    if (!errors.empty()) return base::invalid(std::move(errors));
    return tidy;
}

std::vector<access::Change> changes_between(const CategoryFields& before, const CategoryFields& after)
{
    using access::add_change;
    std::vector<access::Change> changes;
    add_change(changes, "name", before.name, after.name);
    add_change(changes, "prefix", before.prefix, after.prefix);
    add_change(changes, "regulation", before.regulation, after.regulation);
    add_change(changes, "criticality", before.criticality, after.criticality);
    return changes;
}

} // namespace assetbuddy::assets
