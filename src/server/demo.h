#pragma once

#include <string>
#include <vector>

#include "access/kernel.h"
#include "server/middleware.h"

namespace assetbuddy::server {

/// Somebody a visitor of the demonstration may try to be.
struct DemoPerson {
    std::string key;    // "owner", "supervisor", "contractor"
    std::string called; // "Owner"
    std::string says;   // what there is to see
    std::string name;
    std::string email;
    std::string password; // made afresh at every start
};

/// The sample organisation of --demo: made at the first start, with its Owner, a Supervisor, a Contractor, three
/// sites, equipment, a year of repairs in every state and an open invitation. Passwords are new and random at every
/// start.
std::vector<DemoPerson> prepare_demo(const access::Kernel& kernel);

/// `/` for visitors of the demonstration: try as one of them, sign up, or read the mail. Signed in: `otherwise`.
Page demo_start_page(std::vector<DemoPerson> people, Page otherwise);
/// POST /demo/try: signs in as one of them through the ordinary sign-in.
Page demo_try_page(std::vector<DemoPerson> people);

} // namespace assetbuddy::server
