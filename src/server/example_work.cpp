#include "server/example_work.h"

#include <algorithm>
#include <ranges>

#include "assets/categories.h"
#include "assets/isolate.h"
#include "assets/write.h"
#include "server/example_equipment.h"
#include "sites/locations.h"

namespace assetbuddy::server {
namespace {

using std::chrono::days;

constexpr days year{365};
/// Defects written together. The more, the fewer visits to each page of the index of search.
constexpr std::size_t fewest_a_step = 20;
constexpr std::size_t most_a_step = 10'000;
constexpr std::size_t steps_a_year = 50;
constexpr std::size_t equipment_a_step = 500;
/// Of so many defects at most the log tells each moment; of more, what happened within a while goes under one time.
constexpr std::size_t most_exact = 5000;
constexpr base::Duration a_while = std::chrono::minutes{30};
/// Some of the last months' defects got stuck in each state, whatever their number is.
constexpr days stuck{100};
constexpr std::size_t one_in = 25;

using Prefixed = std::pair<const assets::Category*, std::vector<const assets::Category*>>;

std::vector<Prefixed> with_subcategories(const std::vector<assets::Category>& categories)
{
    std::vector<Prefixed> tops;
    for (const auto& each : categories)
        if (!each.parent) tops.push_back({&each, {}});
    for (const auto& each : categories)
        for (auto& [top, below] : tops)
            if (each.parent == top->id) below.push_back(&each);
    return tops;
}

std::optional<defects::Status> stays_in(std::size_t number)
{
    switch (number % one_in) {
    case 3:
        return defects::Status::open;
    case 8:
        return defects::Status::in_progress;
    case 13:
        return defects::Status::awaiting_parts;
    case 18:
        return defects::Status::awaiting_verification;
    default:
        return std::nullopt;
    }
}

class Furnishing {
  public:
    Furnishing(access::Call& call, Dice& dice, const std::vector<base::SiteId>& sites)
        : call_(call), dice_(dice), sites_(sites), categories_(assets::all_categories(call, call.organisation())),
          kinds_(with_subcategories(categories_))
    {
        for (const auto& site : sites) locations_.push_back(sites::location_tree(call, call.organisation(), site));
    }

    ExampleScene::Equipment add(std::size_t number)
    {
        const auto& [category, below] = kinds_[number % kinds_.size()];
        const auto drawn = example_equipment(dice_, category->prefix, number + 1);
        const auto site = dice_.below(sites_.size());
        const auto sub = std::ranges::find(below, drawn.subcategory, &assets::Category::name);
        const auto& places = locations_[site];
        const auto made = wanted(assets::create(
            call_,
            {.name = drawn.name,
             .category_id = category->id.text(),
             .subcategory_id = sub == below.end() ? std::string{} : (*sub)->id.text(),
             .site_id = sites_[site].text(),
             .location_id = places.empty() ? std::string{} : places[dice_.below(places.size())].location.id.text(),
             .make = drawn.make,
             .model = drawn.model,
             .serial = drawn.serial}));
        return {made.id, made.code, category->prefix, made.site};
    }

  private:
    access::Call& call_;
    Dice& dice_;
    const std::vector<base::SiteId>& sites_;
    std::vector<assets::Category> categories_;
    std::vector<Prefixed> kinds_;
    std::vector<std::vector<sites::Branch>> locations_;
};

} // namespace

void add_example_locations(ExampleHand& hand, const std::vector<base::SiteId>& sites)
{
    hand.as_owner([&](access::Call& call) {
        for (const auto& site : sites) {
            std::map<std::string_view, base::LocationId> made;
            for (const auto& each : example_locations()) {
                sites::LocationFields fields{.name = std::string{each.name},
                                             .code_prefix = std::string{each.code_prefix},
                                             .floor = std::string{each.floor}};
                if (!each.under.empty()) fields.parent = made.at(each.under);
                made.emplace(each.name, wanted(sites::create_location(call, site, fields)).id);
            }
        }
    });
}

std::vector<ExampleScene::Equipment> add_example_equipment(ExampleHand& hand, Dice& dice,
                                                           const std::vector<base::SiteId>& sites, std::size_t count)
{
    std::vector<ExampleScene::Equipment> equipment;
    while (equipment.size() < count)
        hand.as_owner([&](access::Call& call) {
            Furnishing furnishing{call, dice, sites};
            const auto last = std::min(count, equipment.size() + equipment_a_step);
            while (equipment.size() < last) equipment.push_back(furnishing.add(equipment.size()));
        });
    return equipment;
}

ExampleWork::ExampleWork(ExampleHand& hand, Dice& dice, const ExampleScene& scene, std::size_t count)
    : hand_(hand), dice_(dice), scene_(scene), count_(count)
{}

/// Evenly over the year, each somewhere in its own part of it.
base::Time ExampleWork::report_time(std::size_t number) const
{
    const auto part = std::chrono::duration_cast<base::Duration>(year) / static_cast<std::int64_t>(count_);
    Dice dice{number};
    const auto within = static_cast<std::int64_t>(dice.below(900)) * part / 1000;
    return scene_.until - year + part * static_cast<std::int64_t>(number) + within;
}

std::optional<base::Time> ExampleWork::next_report() const
{
    return done_ < count_ ? std::optional{report_time(done_)} : std::nullopt;
}

std::size_t ExampleWork::write_some()
{
    const auto first = done_;
    const auto last = std::min(count_, first + std::clamp(count_ / steps_a_year, fewest_a_step, most_a_step));
    std::vector<defects::ExampleStory> stories;
    for (auto number = first; number < last; ++number) {
        const auto at = report_time(number);
        const bool is_stuck = at > scene_.until - stuck || count_ < 20 * one_in;
        stories.push_back(example_story(dice_, scene_, at, is_stuck ? stays_in(number) : std::nullopt));
    }
    if (stories.empty()) return 0;
    const auto up_to = last == count_ ? scene_.until : stories.back().front().at;
    hand_.in_one_step([&](platform::sql::Transaction& tx) {
        hand_.act(tx, [&](access::Call& call) { defects::add_stories(call, stories); });
        for (const auto& story : stories)
            for (auto& [at, entry] : defects::entries_of(story)) log_.emplace(at, std::move(entry));
        write_log(tx, up_to);
        hand_.set_time(up_to);
        isolate_equipment(tx, stories);
    });
    done_ = last;
    return last - first;
}

void ExampleWork::write_log(platform::sql::Transaction& tx, base::Time up_to)
{
    const auto together = count_ > most_exact ? a_while : base::Duration{0};
    while (!log_.empty() && log_.begin()->first <= up_to) {
        const auto end = log_.upper_bound(std::min(up_to, log_.begin()->first + together));
        hand_.set_time(std::prev(end)->first);
        hand_.act(tx, [&](access::Call& call) {
            for (auto each = log_.begin(); each != end; ++each) access::record(call, std::move(each->second));
        });
        log_.erase(log_.begin(), end);
    }
}

/// What is broken still takes its equipment out of service (DEF-1).
void ExampleWork::isolate_equipment(platform::sql::Transaction& tx, std::span<const defects::ExampleStory> stories)
{
    hand_.act(tx, [&](access::Call& call) {
        for (const auto& story : stories) {
            const auto& end = story.back().after;
            if (end.isolates && !end.is_closed())
                assets::isolate(call, end.asset, "A Critical defect was reported: " + end.title);
        }
    });
}

} // namespace assetbuddy::server
