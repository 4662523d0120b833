#include "server/example_equipment.h"

#include <algorithm>
#include <array>
#include <span>
#include <stdexcept>

#include <fmt/format.h>

namespace assetbuddy::server {
namespace {

using std::string_view;

struct Thing {
    string_view subcategory;
    string_view name;
};
struct Kind {
    string_view prefix;
    std::span<const Thing> things;
    std::span<const ExampleTrouble> troubles;
};

constexpr auto lifting = std::to_array<Thing>({{"Forklift trucks", "Counterbalance forklift"},
                                               {"Forklift trucks", "Reach truck"},
                                               {"Overhead cranes", "5 t overhead crane"},
                                               {"Hoists and winches", "Electric chain hoist"},
                                               {"Slings and chains", "Two-leg chain sling"},
                                               {"Passenger and goods lifts", "Goods lift"},
                                               {"Tail lifts", "Column tail lift"}});
constexpr auto lifting_troubles = std::to_array<ExampleTrouble>(
    {{"Hydraulic hose leaking at the mast", "Oil on the floor below the mast after every lift.",
      "Hose and both seals replaced, topped up and lifted full load three times."},
     {"Safety catch missing on the hook", "The spring latch is gone; the sling can slip off.",
      "New latch kit fitted and proof loaded."},
     {"Load limiter does not cut out", "Lifts well over its rated load without a warning.",
      "Limiter recalibrated and tested with weights; certificate attached."},
     {"Brakes pull to one side", "Hard to stop straight, worst when loaded.",
      "Drums cleaned, shoes replaced in pairs."},
     {"Pendant control sticks", "The down button stays pressed.", "Pendant replaced, emergency stop tested."}});

constexpr auto access_things = std::to_array<Thing>({{"Ladders", "Extension ladder"},
                                                     {"Stepladders", "Fibreglass stepladder"},
                                                     {"Mobile towers", "Alloy tower, 6 m"},
                                                     {"Scaffolding", "Loading bay scaffold"},
                                                     {"Mobile elevating work platforms", "Scissor lift"}});
constexpr auto access_troubles = std::to_array<ExampleTrouble>(
    {{"Rung cracked", "Third rung from the bottom has a hairline crack.", "Ladder section replaced."},
     {"Foot rubber missing", "One foot is bare metal and slides.", "Both feet replaced."},
     {"Guard rail bent", "Somebody drove into the tower; the top rail is bent.", "Rail and two clips replaced."},
     {"Platform drifts down", "Sinks about 5 cm a minute with one person on it.",
      "Lowering valve cleaned and seals replaced; held for 30 minutes under load."}});

constexpr auto electrical = std::to_array<Thing>({{"Portable appliances", "110 V transformer"},
                                                  {"Fixed installations", "Workshop ring main"},
                                                  {"Distribution boards", "Distribution board"},
                                                  {"Emergency lighting", "Emergency luminaire"},
                                                  {"Battery chargers", "Truck battery charger"}});
constexpr auto electrical_troubles =
    std::to_array<ExampleTrouble>({{"Insulation damaged on the supply cable", "Copper is showing close to the plug.",
                                    "Cable and plug replaced, PAT tested."},
                                   {"Trips as soon as it is switched on", "The RCD goes at once, every time.",
                                    "Wet junction box dried out and sealed."},
                                   {"Cover missing, live parts within reach", "Front cover lies beside it.",
                                    "Cover refitted with new screws and lock."},
                                   {"Lamp does not come on in the monthly test", "Dark after 20 minutes on battery.",
                                    "Battery pack replaced, three hour test passed."}});

constexpr auto fire = std::to_array<Thing>({{"Fire extinguishers", "CO2 extinguisher, 2 kg"},
                                            {"Fire extinguishers", "Foam extinguisher, 6 l"},
                                            {"Fire doors", "Fire door, FD60"},
                                            {"Fire alarms", "Call point"},
                                            {"Sprinklers", "Sprinkler valve set"},
                                            {"Fire dampers", "Duct fire damper"},
                                            {"Hose reels", "Hose reel, 30 m"}});
constexpr auto fire_troubles = std::to_array<ExampleTrouble>(
    {{"Pressure gauge in the red", "Has lost its pressure since the last check.", "Recharged and sealed."},
     {"Door does not close by itself", "Closer is broken; the door stands open.", "Closer replaced, gap measured."},
     {"Seal missing", "Pin is there, the seal is not; it may have been used.", "Weighed, refilled and sealed."},
     {"Call point cracked", "Glass is broken, the alarm did not sound.", "Element replaced and tested with the panel."},
     {"Fault light on the panel", "Zone 3 shows a fault after the rain.", "Detector base dried and replaced."}});

constexpr auto pressure = std::to_array<Thing>({{"Air receivers", "Air receiver, 500 l"},
                                                {"Compressors", "Screw compressor"},
                                                {"Boilers", "Heating boiler"},
                                                {"Autoclaves", "Autoclave"}});
constexpr auto pressure_troubles = std::to_array<ExampleTrouble>(
    {{"Safety valve weeping", "Drips steadily at working pressure.", "Valve exchanged for a certified one."},
     {"Pressure gauge out of calibration", "Shows 1.5 bar with the line open.", "Gauge replaced."},
     {"Corrosion at the drain", "Rust around the lower weld.", "Wall thickness measured, drain stub replaced."},
     {"Runs hot and switches off", "After about ten minutes.", "Oil cooler cleaned, filters and oil changed."}});

constexpr auto vehicles = std::to_array<Thing>({{"Cars and vans", "Panel van"},
                                                {"Lorries", "7.5 t lorry"},
                                                {"Trailers", "Plant trailer"},
                                                {"Tugs and tractors", "Tow tug"},
                                                {"Pallet trucks", "Powered pallet truck"}});
constexpr auto vehicle_troubles = std::to_array<ExampleTrouble>(
    {{"Reversing alarm silent", "No sound in reverse, lamp works.", "Sounder and connector replaced."},
     {"Tyre worn below the limit", "Inner edge, front left.", "Pair replaced and tracking set."},
     {"Windscreen chipped in the driver's view", "Stone on the ring road.", "Screen replaced."},
     {"Parking brake does not hold", "Rolls on the ramp.", "Cable adjusted, held on the test slope."}});

constexpr auto work = std::to_array<Thing>({{"Hand tools", "Torque wrench"},
                                            {"Power tools", "Angle grinder"},
                                            {"Machine tools", "Pillar drill"},
                                            {"Machine tools", "Bench grinder"},
                                            {"Racking and shelving", "Pallet racking bay"},
                                            {"Conveyors", "Belt conveyor"}});
constexpr auto work_troubles = std::to_array<ExampleTrouble>(
    {{"Guard missing", "Runs without its guard.", "Guard refitted, interlock tested."},
     {"Emergency stop does not latch", "Springs back when released.", "Switch replaced and tested."},
     {"Upright damaged by a truck", "Dent of about 40 mm at knee height; bay unloaded.",
      "Upright replaced, load sign renewed."},
     {"Belt slips and smells", "Cannot take a full load any more.", "Belt tensioned, two rollers replaced."}});

constexpr auto kinds = std::to_array<Kind>({{"LIFT", lifting, lifting_troubles},
                                            {"ACC", access_things, access_troubles},
                                            {"ELE", electrical, electrical_troubles},
                                            {"FS", fire, fire_troubles},
                                            {"PRES", pressure, pressure_troubles},
                                            {"VEH", vehicles, vehicle_troubles},
                                            {"GEN", work, work_troubles}});

constexpr auto makers = std::to_array<string_view>(
    {"Hartwell", "Brightside", "Norden", "Castleford & Hill", "Ventrix", "Kestrel", "Oakworth", "Pennine"});
constexpr auto rejections = std::to_array<string_view>(
    {"Tested it myself: the fault is still there.", "The photos do not show the repaired part. Please add one.",
     "The part is new, but the guard was left off.", "No certificate came with it, and it needs one."});

const Kind& kind_of(string_view prefix)
{
    const auto* const found = std::ranges::find(kinds, prefix, &Kind::prefix);
    if (found == kinds.end()) throw std::out_of_range("no example equipment of this category");
    return *found;
}

} // namespace

ExampleEquipment example_equipment(Dice& dice, string_view prefix, std::size_t number)
{
    const auto& kind = kind_of(prefix);
    const auto& thing = kind.things[dice.below(kind.things.size())];
    return {.subcategory = thing.subcategory,
            .name = fmt::format("{} {}", thing.name, number),
            .make = std::string{dice.pick(makers)},
            .model = fmt::format("{}{}-{}", prefix.substr(0, 1), dice.below(9) + 1, (dice.below(40) + 10) * 10),
            .serial = fmt::format("{:07}", dice.below(10'000'000))};
}

ExampleTrouble example_trouble(Dice& dice, string_view prefix)
{
    const auto& kind = kind_of(prefix);
    return kind.troubles[dice.below(kind.troubles.size())];
}

string_view example_rejection(Dice& dice)
{
    return dice.pick(rejections);
}

std::vector<ExampleLocation> example_locations()
{
    return {{"Main building", "MAIN", "", ""},
            {"Workshop", "WS", "Ground", "Main building"},
            {"Plant room", "PLANT", "Basement", "Main building"},
            {"Warehouse", "WH", "Ground", ""},
            {"Loading bay", "BAY", "Ground", "Warehouse"},
            {"Yard", "YARD", "", ""}};
}

} // namespace assetbuddy::server
