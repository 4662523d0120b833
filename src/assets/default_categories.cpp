#include <array>

#include "assets/category.h"

namespace assetbuddy::assets {
namespace {

using std::string_view;

constexpr std::array<string_view, 6> lifting{"Forklift trucks",   "Overhead cranes",           "Hoists and winches",
                                             "Slings and chains", "Passenger and goods lifts", "Tail lifts"};
constexpr std::array<string_view, 5> access_equipment{"Ladders", "Stepladders", "Mobile towers", "Scaffolding",
                                                      "Mobile elevating work platforms"};
constexpr std::array<string_view, 5> electrical{"Portable appliances", "Fixed installations", "Distribution boards",
                                                "Emergency lighting", "Battery chargers"};
constexpr std::array<string_view, 6> fire_safety{"Fire extinguishers", "Fire doors",   "Fire alarms",
                                                 "Sprinklers",         "Fire dampers", "Hose reels"};
constexpr std::array<string_view, 4> pressure{"Air receivers", "Compressors", "Boilers", "Autoclaves"};
constexpr std::array<string_view, 5> vehicles{"Cars and vans", "Lorries", "Trailers", "Tugs and tractors",
                                              "Pallet trucks"};
constexpr std::array<string_view, 5> work_equipment{"Hand tools", "Power tools", "Machine tools",
                                                    "Racking and shelving", "Conveyors"};

constexpr std::array all{
    DefaultCategory{"Lifting Equipment", "LIFT", "LOLER 1998", Criticality::critical, lifting},
    DefaultCategory{"Access Equipment", "ACC", "Work at Height Regulations 2005", Criticality::high, access_equipment},
    DefaultCategory{"Electrical Equipment", "ELE", "Electricity at Work Regulations 1989", Criticality::high,
                    electrical},
    DefaultCategory{"Fire Safety", "FS", "Regulatory Reform (Fire Safety) Order 2005", Criticality::critical,
                    fire_safety},
    DefaultCategory{"Pressure Systems", "PRES", "PSSR 2000", Criticality::critical, pressure},
    DefaultCategory{"Vehicles & Transport", "VEH", "PUWER 1998", Criticality::high, vehicles},
    DefaultCategory{"Work Equipment", "GEN", "PUWER 1998", Criticality::medium, work_equipment},
};

} // namespace

std::span<const DefaultCategory> default_categories()
{
    return all;
}

} // namespace assetbuddy::assets
