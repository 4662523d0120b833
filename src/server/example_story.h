#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "defects/example.h"
#include "server/dice.h"

namespace assetbuddy::server {

/// Where a year of repairs takes place, and who is there.
struct ExampleScene {
    struct Equipment {
        base::AssetId id;
        std::string code;
        std::string prefix; // of its category
        base::SiteId site;
    };
    struct Worker {
        defects::Named who;
        std::string company; // empty: of the house
    };
    std::vector<Equipment> equipment;
    std::map<base::SiteId, std::vector<defects::Named>> reporters;
    std::vector<defects::Named> verifiers; // they assign too; never empty
    std::vector<Worker> workers;
    base::Time until; // nothing happens after
};

/// What became of one defect until the end of the scene; of one that `stays`, until it is in that state.
defects::ExampleStory example_story(Dice& dice, const ExampleScene& scene, base::Time reported_at,
                                    std::optional<defects::Status> stays);

} // namespace assetbuddy::server
