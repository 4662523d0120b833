#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "access/permission.h"
#include "server/dice.h"

namespace assetbuddy::server {

// Believable names of British people, sites and companies for example data. None is meant to be anybody: addresses end
// in .example, telephone numbers are those set aside for films.

struct ExamplePerson {
    std::string name;
    std::string email;
    access::Role role = access::Role::operator_;
    std::string job_title;
    std::string phone;
    bool is_external = false;
    std::string company_name;
    std::string company_address;
    bool has_site = false;
    bool is_active = true;
};
/// Anybody but an Owner. `number` makes the address theirs alone at `domain`.
ExamplePerson example_person(Dice& dice, std::size_t number, const std::string& domain);
/// The Owner: no external, no site.
ExamplePerson example_owner(Dice& dice, const std::string& domain);

struct ExampleOrganisation {
    std::string name;
    std::string domain; // of its addresses, its own for every number and seed
};
ExampleOrganisation example_organisation(std::size_t number, std::uint64_t seed);

struct ExampleCompany {
    std::string name;
    std::string address;
};
/// The contractor of that number among those that serve the organisation of that domain.
ExampleCompany example_company(const std::string& domain, std::size_t number);

struct ExampleSite {
    std::string name;
    std::string address;
    std::string postcode;
};
/// The site of that number, with a name of its own.
ExampleSite example_site(Dice& dice, std::size_t number);

} // namespace assetbuddy::server
