#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "access/kernel.h"
#include "base/result.h"
#include "base/time.h"

namespace assetbuddy::server {

/// Believable example data for tests of scale: organisations with sites and their locations, people in every role,
/// contractors of several companies, invitations in several states, equipment of every category and a year of defects.
/// The same request makes the same data: names, ids and times (which lie before `until`); secrets and the salts of the
/// audit log are fresh each time.
struct SeedRequest {
    std::size_t organisations = 1;
    std::size_t users = 1;   // in all, Owners among them
    std::size_t assets = 0;  // in all
    std::size_t defects = 0; // in all; without assets there are none
    std::uint64_t random_seed = 1;
    base::Time until = {};
    /// The one password of every Owner. Nobody else has one.
    std::string password = {};
};

struct Seeded {
    std::string first_owner; // address
    std::size_t invitations = 0;
    std::size_t assets = 0;
    std::size_t defects = 0;
};

using SeedProgress = std::function<void(std::size_t done, std::size_t total)>;

/// Writes with the verbs everybody uses, in steps, so that every rule and the audit log hold whenever it is cut short.
/// `progress` counts people and defects. Errors: invalid (more organisations than users, defects without assets, or
/// this random seed was used here before).
base::Result<Seeded> seed(const access::Kernel& kernel, const SeedRequest& request, const SeedProgress& progress);

} // namespace assetbuddy::server
