#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/dice.h"

namespace assetbuddy::server {

// Believable equipment and what goes wrong with it, for example data. Makers are invented.

struct ExampleEquipment {
    std::string_view subcategory; // of the usual categories
    std::string name;
    std::string make;
    std::string model;
    std::string serial;
};
/// Of the usual category with that prefix.
ExampleEquipment example_equipment(Dice& dice, std::string_view prefix, std::size_t number);

struct ExampleTrouble {
    std::string_view title;
    std::string_view description;
    std::string_view repair;
};
ExampleTrouble example_trouble(Dice& dice, std::string_view prefix);

std::string_view example_rejection(Dice& dice);

struct ExampleLocation {
    std::string_view name;
    std::string_view code_prefix;
    std::string_view floor;
    std::string_view under; // the name of another one before it; empty: at the top
};
std::vector<ExampleLocation> example_locations();

} // namespace assetbuddy::server
