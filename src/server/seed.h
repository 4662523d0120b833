#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "access/kernel.h"
#include "base/result.h"
#include "base/time.h"

namespace assetbuddy::server {

/// Believable example data for tests of scale: organisations with sites, people in every role, and invitations in
/// several states. The same request makes the same data: names, ids and times (which lie before `until`); secrets and
/// the salts of the audit log are fresh each time.
struct SeedRequest {
    std::size_t organisations = 1;
    std::size_t users = 1; // in all, Owners among them
    std::uint64_t random_seed = 1;
    base::Time until = {};
    /// The one password of every Owner. Nobody else has one.
    std::string password = {};
};

struct Seeded {
    std::string first_owner; // address
    std::size_t invitations = 0;
};

using SeedProgress = std::function<void(std::size_t done, std::size_t total)>;

/// Writes with the verbs everybody uses, in steps, so that every rule and the audit log hold whenever it is cut short.
/// Errors: invalid (more organisations than users, or this random seed was used here before).
base::Result<Seeded> seed(const access::Kernel& kernel, const SeedRequest& request, const SeedProgress& progress);

} // namespace assetbuddy::server
