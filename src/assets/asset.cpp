#include "assets/asset.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "access/changes.h"
#include "assets/limits.h"
#include "base/entered_text.h"

namespace assetbuddy::assets {
namespace {

struct Word {
    std::string_view text;
    std::string_view words;
};

constexpr std::array status_words{Word{"in_service", "In Service"}, Word{"restricted", "Restricted"},
                                  Word{"out_of_service", "Out of Service"}, Word{"disposed", "Disposed"}};
constexpr std::array criticality_words{Word{"critical", "Critical"}, Word{"high", "High"}, Word{"medium", "Medium"},
                                       Word{"low", "Low"}};

template <class Value, std::size_t Size>
std::optional<Value> read_word(const std::array<Word, Size>& words, std::string_view text)
{
    for (std::size_t i = 0; i < Size; ++i)
        if (words[i].text == text) return static_cast<Value>(i);
    return std::nullopt;
}

} // namespace

std::string_view to_text(Status status)
{
    return status_words[static_cast<std::size_t>(status)].text;
}
std::string_view to_text(Criticality criticality)
{
    return criticality_words[static_cast<std::size_t>(criticality)].text;
}
std::optional<Status> read_status(std::string_view text)
{
    return read_word<Status>(status_words, text);
}
std::optional<Criticality> read_criticality(std::string_view text)
{
    return read_word<Criticality>(criticality_words, text);
}
std::string_view in_words(Status status)
{
    return status_words[static_cast<std::size_t>(status)].words;
}
std::string_view in_words(Criticality criticality)
{
    return criticality_words[static_cast<std::size_t>(criticality)].words;
}

AssetFields AssetFields::of(const Asset& asset)
{
    const auto text_of = [](const auto& id) { return id ? id->text() : std::string{}; };
    return {.name = asset.name,
            .category_id = asset.category.text(),
            .subcategory_id = text_of(asset.subcategory),
            .site_id = asset.site.text(),
            .location_id = text_of(asset.location),
            .criticality = std::string{to_text(asset.criticality)},
            .owner_id = text_of(asset.owner),
            .make = asset.make,
            .model = asset.model,
            .serial = asset.serial,
            .notes = asset.notes};
}

AssetFields tidied(const AssetFields& fields, std::vector<base::FieldError>& errors)
{
    auto tidy = fields;
    const auto check = [&](std::string& text, const base::TextRule& rule) {
        text = base::checked_text(rule, text, errors);
    };
    check(tidy.name, {"name", "The name", most_name, "Enter what it is, such as Counterbalance forklift 3."});
    check(tidy.make, {"make", "The make", most_make});
    check(tidy.model, {"model", "The model", most_model});
    check(tidy.serial, {"serial", "The serial number", most_serial});
    check(tidy.notes, {"notes", "The notes", most_notes, nullptr, base::Lines::several});
    if (!tidy.criticality.empty() && !read_criticality(tidy.criticality))
        errors.push_back({"criticality", "unknown_value", "Choose critical, high, medium or low."});
    return tidy;
}

std::vector<access::Change> changes_between(const AssetFields& before, const AssetFields& after)
{
    using access::add_change;
    std::vector<access::Change> changes;
    add_change(changes, "name", before.name, after.name);
    add_change(changes, "category_id", before.category_id, after.category_id);
    add_change(changes, "subcategory_id", before.subcategory_id, after.subcategory_id);
    add_change(changes, "site_id", before.site_id, after.site_id);
    add_change(changes, "location_id", before.location_id, after.location_id);
    add_change(changes, "criticality", before.criticality, after.criticality);
    add_change(changes, "owner_id", before.owner_id, after.owner_id);
    add_change(changes, "make", before.make, after.make);
    add_change(changes, "model", before.model, after.model);
    add_change(changes, "serial", before.serial, after.serial);
    add_change(changes, "notes", before.notes, after.notes);
    return changes;
}

std::string code_of(std::string_view prefix, std::int64_t number)
{
    return fmt::format("{}-{:03}", prefix, number);
}

std::string code_sort_of(std::string_view prefix, std::int64_t number)
{
    return fmt::format("{}-{:09}", prefix, number);
}

std::string code_sort_of_typed(std::string_view typed)
{
    auto text = base::is_clean_text(typed) ? base::in_capitals(base::trimmed(typed)) : std::string{};
    const auto dash = text.rfind('-');
    if (dash == std::string::npos) return text;
    const auto digits = text.substr(dash + 1);
    constexpr std::size_t places = 9;
    const bool is_number = !digits.empty() && digits.size() <= places &&
                           std::ranges::all_of(digits, [](char each) { return each >= '0' && each <= '9'; });
    if (!is_number) return text;
    return text.substr(0, dash + 1) + std::string(places - digits.size(), '0') + digits;
}

Asset shown_to(const access::Actor& actor, Asset asset)
{
    const auto sees = actor.grant(access::Permission::assets_view);
    if (!sees || sees->scope == access::Scope::assigned) asset.owner.reset();
    return asset;
}

} // namespace assetbuddy::assets
