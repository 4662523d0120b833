#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "base/id.h"
#include "platform/sql/database.h"

namespace assetbuddy::bench {

struct Organisation {
    std::string session; // the Owner's token, for the cookie
    base::OrganisationId id;
    base::UserId owner;
};

/// The organisation of that number, whether or not it was seeded yet.
Organisation organisation_of(int number);

/// Writes organisations of so many people each, their Owners signed in; numbers count from `first`.
void seed(platform::sql::Database& database, int first, const std::vector<std::int64_t>& sizes);

/// A pending invitation with its two secrets.
struct Offer {
    std::string token;
    std::string code;
};
std::vector<Offer> seed_invitations(platform::sql::Database& database, const std::filesystem::path& key_file,
                                    const Organisation& organisation, std::size_t count);

} // namespace assetbuddy::bench
