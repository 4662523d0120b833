#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/time.h"
#include "server/example_hand.h"
#include "server/example_story.h"

namespace assetbuddy::server {

/// Six kinds of place at each of these sites, nested.
void add_example_locations(ExampleHand& hand, const std::vector<base::SiteId>& sites);
/// So many pieces of equipment over all categories and sites, at their locations.
std::vector<ExampleScene::Equipment> add_example_equipment(ExampleHand& hand, Dice& dice,
                                                           const std::vector<base::SiteId>& sites, std::size_t count);

/// Defects in every state, with all that happened to them, over the year before `until`; in the order of their reports.
class ExampleWork {
  public:
    ExampleWork(ExampleHand& hand, Dice& dice, const ExampleScene& scene, std::size_t count);
    /// When the next one is reported; nothing when the year is over.
    [[nodiscard]] std::optional<base::Time> next_report() const;
    /// Writes the next ones in one transaction; answers how many, 0 when the year is over.
    std::size_t write_some();

  private:
    [[nodiscard]] base::Time report_time(std::size_t number) const;
    void isolate_equipment(platform::sql::Transaction& tx, std::span<const defects::ExampleStory> stories);
    void write_log(platform::sql::Transaction& tx, base::Time up_to);

    ExampleHand& hand_;
    Dice& dice_;
    const ExampleScene& scene_;
    std::size_t count_;
    std::size_t done_ = 0;
    std::multimap<base::Time, access::Entry> log_; // what happens later than what is written
};

} // namespace assetbuddy::server
