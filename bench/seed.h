#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "base/id.h"
#include "platform/sql/database.h"

namespace assetbuddy::bench {

/// Session tokens, for the cookie.
struct Sessions {
    std::string owner;
    std::string contractor; // who has forty open defects; only where there are defects
};
/// Of the organisation of that number, whether or not it was seeded yet.
Sessions sessions_of(int number);

struct Organisation {
    base::OrganisationId id;
    base::UserId owner;
};
Organisation find_organisation(platform::sql::Database& database, int number);

struct Size {
    std::size_t users = 0;
    std::size_t assets = 0;
    std::size_t defects = 0;
};
/// Writes organisations of these sizes by the code of `assetbuddy seed`, their Owners and one Contractor each signed
/// in; numbers count from `first`.
void seed(platform::sql::Database& database, const std::filesystem::path& key_file, int first,
          const std::vector<Size>& sizes);

/// A pending invitation with its two secrets.
struct Offer {
    std::string token;
    std::string code;
};
std::vector<Offer> seed_invitations(platform::sql::Database& database, const std::filesystem::path& key_file,
                                    const Organisation& organisation, std::size_t count);

} // namespace assetbuddy::bench
