#include "server/example_people.h"

#include <array>

#include <fmt/format.h>

namespace assetbuddy::server {
namespace {

using access::Role;
using std::string_view;

constexpr auto first_names = std::to_array<string_view>(
    {"Aaron",   "Abigail",    "Adam",     "Aisha",    "Alan",      "Alexander", "Alice",   "Amelia",    "Amir",
     "Andrew",  "Angela",     "Anita",    "Anna",     "Anthony",   "Arjun",     "Barbara", "Ben",       "Bethan",
     "Brian",   "Callum",     "Carol",    "Caroline", "Catherine", "Charlotte", "Chloe",   "Christine", "Claire",
     "Colin",   "Connor",     "Craig",    "Daniel",   "David",     "Deborah",   "Dennis",  "Derek",     "Diane",
     "Dominic", "Donna",      "Duncan",   "Dylan",    "Edward",    "Eilidh",    "Elaine",  "Eleanor",   "Elizabeth",
     "Ellie",   "Emily",      "Emma",     "Ewan",     "Fatima",    "Fiona",     "Frances", "Freya",     "Gareth",
     "Gary",    "Gemma",      "George",   "Georgia",  "Gillian",   "Grace",     "Graham",  "Gwen",      "Hamish",
     "Hannah",  "Harry",      "Hassan",   "Helen",    "Holly",     "Ian",       "Imogen",  "Isaac",     "Isla",
     "Jack",    "Jacqueline", "James",    "Jane",     "Janet",     "Jasmine",   "Jason",   "Jean",      "Jennifer",
     "Jessica", "Joan",       "Joanne",   "John",     "Jonathan",  "Joseph",    "Josh",    "Joyce",     "Judith",
     "Julie",   "Karen",      "Kate",     "Keith",    "Kelly",     "Kenneth",   "Kevin",   "Kieran",    "Laura",
     "Leah",    "Lee",        "Leon",     "Lewis",    "Liam",      "Linda",     "Lisa",    "Louise",    "Lucy",
     "Luke",    "Lydia",      "Malcolm",  "Margaret", "Maria",     "Mark",      "Martin",  "Mary",      "Matthew",
     "Megan",   "Michael",    "Michelle", "Mohammed", "Molly",     "Morgan",    "Naomi",   "Natalie",   "Nathan",
     "Neil",    "Niamh",      "Nicola",   "Nigel",    "Nina",      "Noah",      "Oliver",  "Olivia",    "Oscar",
     "Owen",    "Patricia",   "Patrick",  "Paul",     "Pauline",   "Peter",     "Philip",  "Poppy",     "Priya",
     "Rachel",  "Rajesh",     "Rebecca",  "Rhys",     "Richard",   "Robert",    "Robin",   "Roger",     "Rory",
     "Rosie",   "Ruth",       "Ryan",     "Samantha", "Samuel",    "Sandra",    "Sanjay",  "Sarah",     "Scott",
     "Sean",    "Shauna",     "Sheila",   "Siân",     "Simon",     "Sophie",    "Stephen", "Stuart",    "Susan",
     "Tara",    "Thomas",     "Tracey",   "Trevor",   "Victoria",  "Wendy",     "William", "Yasmin",    "Zoë"});

constexpr auto last_names = std::to_array<string_view>(
    {"Adams",      "Ahmed",    "Akhtar",    "Ali",      "Allen",   "Anderson",  "Andrews",  "Armstrong", "Atkinson",
     "Bailey",     "Baker",    "Ball",      "Barker",   "Barnes",  "Begum",     "Bell",     "Bennett",   "Black",
     "Booth",      "Bradley",  "Brooks",    "Brown",    "Burns",   "Burton",    "Butler",   "Campbell",  "Carr",
     "Carter",     "Chapman",  "Clark",     "Clarke",   "Cole",    "Collins",   "Cook",     "Cooper",    "Cox",
     "Cunningham", "Davidson", "Davies",    "Davis",    "Dawson",  "Dixon",     "Douglas",  "Edwards",   "Elliott",
     "Ellis",      "Evans",    "Fisher",    "Fletcher", "Ford",    "Foster",    "Fox",      "Fraser",    "Gallagher",
     "Gardner",    "George",   "Gibson",    "Gill",     "Gordon",  "Graham",    "Grant",    "Gray",      "Green",
     "Griffiths",  "Hall",     "Hamilton",  "Harper",   "Harris",  "Harrison",  "Hart",     "Harvey",    "Hill",
     "Holmes",     "Howard",   "Hudson",    "Hughes",   "Hunt",    "Hunter",    "Hussain",  "Jackson",   "James",
     "Jenkins",    "Johnson",  "Johnston",  "Jones",    "Kaur",    "Kelly",     "Kennedy",  "Khan",      "King",
     "Knight",     "Lawson",   "Lee",       "Lewis",    "Lloyd",   "MacDonald", "Marshall", "Martin",    "Mason",
     "Matthews",   "McCarthy", "McDonald",  "Miller",   "Mills",   "Mitchell",  "Moore",    "Morgan",    "Morris",
     "Morrison",   "Murphy",   "Murray",    "Newman",   "O'Brien", "O'Connor",  "Owen",     "Palmer",    "Parker",
     "Patel",      "Pearce",   "Pearson",   "Phillips", "Poole",   "Powell",    "Price",    "Reid",      "Reynolds",
     "Richards",   "Roberts",  "Robertson", "Robinson", "Rogers",  "Rose",      "Ross",     "Russell",   "Ryan",
     "Saunders",   "Scott",    "Shah",      "Shaw",     "Simpson", "Singh",     "Smith",    "Spencer",   "Stevens",
     "Stewart",    "Stone",    "Sutton",    "Taylor",   "Thomas",  "Thompson",  "Turner",   "Walker",    "Walsh",
     "Ward",       "Watson",   "Watts",     "Webb",     "Wells",   "West",      "White",    "Wilkinson", "Williams",
     "Wilson",     "Wood",     "Woods",     "Wright",   "Young",   "Yusuf"});

constexpr auto places = std::to_array<string_view>(
    {"Abbey",   "Alder",   "Ashford",   "Bankside", "Beacon",    "Beech",     "Birch",  "Blackwater", "Bridge",
     "Brook",   "Canal",   "Castle",    "Cedar",    "Chapel",    "Cliff",     "Copper", "Cross",      "Dale",
     "Dock",    "Elm",     "Fairfield", "Fern",     "Forge",     "Foundry",   "Garth",  "Glen",       "Grange",
     "Granite", "Harbour", "Hawthorn",  "Heath",    "Highfield", "Hollow",    "Kiln",   "Kingsway",   "Lime",
     "Lock",    "Marsh",   "Meadow",    "Mill",     "Moor",      "Northgate", "Oak",    "Orchard",    "Park",
     "Quarry",  "Quay",    "Raven",     "Ridge",    "River",     "Rowan",     "Sandy",  "Saxon",      "Southgate",
     "Spring",  "Station", "Thorn",     "Tower",    "Victoria",  "Willow"});
constexpr auto site_kinds = std::to_array<string_view>(
    {"Yard", "Depot", "House", "Works", "Hospital", "Court", "Warehouse", "College", "Centre", "Terminal"});
constexpr auto streets = std::to_array<string_view>({"Lane", "Road", "Street", "Way", "Row", "Close"});
struct Town {
    string_view name;
    string_view postcode;
};
constexpr auto towns = std::to_array<Town>({{"Leeds", "LS"},
                                            {"Hull", "HU"},
                                            {"Bristol", "BS"},
                                            {"Cardiff", "CF"},
                                            {"Glasgow", "G"},
                                            {"Norwich", "NR"},
                                            {"Preston", "PR"},
                                            {"Swansea", "SA"},
                                            {"Dundee", "DD"},
                                            {"Exeter", "EX"},
                                            {"Derby", "DE"},
                                            {"York", "YO"}});
constexpr auto trades = std::to_array<string_view>(
    {"Lifts", "Electrical", "Fire Safety", "Plumbing", "Roofing", "Scaffolding", "Heating", "Security", "Cleaning"});
constexpr auto businesses = std::to_array<string_view>({"Estates", "Facilities", "Logistics", "Housing", "Engineering",
                                                        "Healthcare", "Leisure", "Foods", "Rail", "Universities"});

/// Shares of a thousand; what is left are operators.
struct Share {
    Role role;
    std::size_t thousandths;
    std::size_t with_site; // of a thousand of them
    std::array<string_view, 4> job_titles;
};
constexpr auto shares = std::to_array<Share>({
    {Role::supervisor, 130, 850, {"Shift Supervisor", "Team Leader", "Maintenance Supervisor", "Stores Supervisor"}},
    {Role::engineering,
     110,
     500,
     {"Maintenance Engineer", "Lift Engineer", "Electrical Engineer", "Reliability Engineer"}},
    {Role::contractor, 70, 600, {"Service Engineer", "Inspector", "Fitter", "Surveyor"}},
    {Role::site_manager, 45, 950, {"Site Manager", "Depot Manager", "Facilities Manager", "Building Manager"}},
    {Role::hs_admin,
     12,
     100,
     {"Health and Safety Adviser", "Compliance Officer", "H&S Coordinator", "Fire Warden Lead"}},
    {Role::director, 5, 0, {"Operations Director", "Finance Director", "Managing Director", "Estates Director"}},
    {Role::operator_, 1000, 900, {"Machine Operator", "Forklift Driver", "Caretaker", "Porter"}},
});

const Share& draw_share(Dice& dice)
{
    auto point = dice.below(1000);
    for (const auto& share : shares) {
        if (point < share.thousandths) return share;
        point -= share.thousandths;
    }
    return shares.back();
}

/// What of a name may stand in an address without a second thought.
std::string address_part(string_view name)
{
    std::string part;
    for (const char each : name) {
        if (each >= 'A' && each <= 'Z') part += static_cast<char>(each - 'A' + 'a');
        if (each >= 'a' && each <= 'z') part += each;
    }
    return part;
}

std::string street_address(Dice& dice, const Town& town)
{
    return fmt::format("{} {} {}\n{}", dice.below(180) + 1, dice.pick(places), dice.pick(streets), town.name);
}

void name_person(Dice& dice, ExamplePerson& person, const std::string& number, const std::string& domain)
{
    const auto first = dice.pick(first_names);
    const auto last = dice.pick(last_names);
    person.name = fmt::format("{} {}", first, last);
    person.email = fmt::format("{}.{}{}@{}", address_part(first), address_part(last), number, domain);
    if (dice.in_thousand(700)) person.phone = fmt::format("07700 900{:03}", dice.below(1000));
}

} // namespace

ExamplePerson example_person(Dice& dice, std::size_t number, const std::string& domain)
{
    ExamplePerson person;
    const auto& share = draw_share(dice);
    person.role = share.role;
    name_person(dice, person, std::to_string(number), domain);
    if (dice.in_thousand(900)) person.job_title = dice.pick(share.job_titles);
    person.has_site = dice.in_thousand(share.with_site);
    const bool may_be_external = share.role == Role::engineering || share.role == Role::operator_;
    person.is_external = share.role == Role::contractor || (may_be_external && dice.in_thousand(20));
    person.is_active = !dice.in_thousand(60);
    return person;
}

ExamplePerson example_owner(Dice& dice, const std::string& domain)
{
    ExamplePerson owner;
    owner.role = Role::owner;
    owner.job_title = "Head of Facilities";
    name_person(dice, owner, "", domain);
    return owner;
}

ExampleOrganisation example_organisation(std::size_t number, std::uint64_t seed)
{
    Dice dice{seed * 1'000'003 + number};
    const auto place = dice.pick(places);
    const auto business = dice.pick(businesses);
    return {fmt::format("{} {} {}", place, business, number),
            fmt::format("{}-{}{}.s{}.example", address_part(place), address_part(business), number, seed)};
}

ExampleCompany example_company(const std::string& domain, std::size_t number)
{
    std::uint64_t seed = number * 104'729;
    for (const char each : domain) seed = seed * 31 + static_cast<unsigned char>(each);
    Dice dice{seed};
    const auto trade = trades[number % trades.size()];
    return {fmt::format("{} {} Ltd", dice.pick(last_names), trade),
            street_address(dice, towns[dice.below(towns.size())])};
}

ExampleSite example_site(Dice& dice, std::size_t number)
{
    const auto place = places[number % places.size()];
    const auto kind = site_kinds[number / places.size() % site_kinds.size()];
    const auto round = number / (places.size() * site_kinds.size());
    const auto& town = towns[dice.below(towns.size())];
    return {round == 0 ? fmt::format("{} {}", place, kind) : fmt::format("{} {} {}", place, kind, round + 1),
            street_address(dice, town),
            fmt::format("{}{} {}{}{}", town.postcode, dice.below(20) + 1, dice.below(9) + 1,
                        static_cast<char>('A' + dice.below(26)), static_cast<char>('A' + dice.below(26)))};
}

} // namespace assetbuddy::server
