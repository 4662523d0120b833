#pragma once

#include <cstdint>
#include <string>

#include "server/configuration.h"

namespace assetbuddy::cli {

enum class Output { words, json };

/// Each command answers the exit code; one file per command.
int migrate(const server::Configuration& configuration, Output output);
int doctor(const server::Configuration& configuration, Output output);
int print_openapi();
int backup(const server::Configuration& configuration, const std::string& file, Output output);
int restore(const server::Configuration& configuration, const std::string& file, Output output);
/// R-CRYPTO-2: lets a new instance key take over.
int rotate_key(const server::Configuration& configuration, Output output);
int show_key(const server::Configuration& configuration, Output output);
int fsck(const server::Configuration& configuration, Output output);
/// `anchor_file`: an earlier answer of this command to compare with; empty: none.
int verify_audit(const server::Configuration& configuration, const std::string& anchor_file, Output output);

struct CreateOrganisation {
    std::string name;
    std::string owner_name;
    std::string owner_email;
};
int create_organisation(const server::Configuration& configuration, const CreateOrganisation& request, Output output);

int list_organisations(const server::Configuration& configuration, Output output);

/// `organisation` is a name or an id everywhere; empty: the only one there is.
struct ListUsers {
    std::string organisation;
    std::string query;
    std::string role;
    bool only_inactive = false;
    bool only_external = false;
};
int list_users(const server::Configuration& configuration, const ListUsers& wanted, Output output);
int deactivate_user(const server::Configuration& configuration, const std::string& organisation,
                    const std::string& called, Output output);
/// Prints a one-time link; never a password.
int reset_password(const server::Configuration& configuration, const std::string& email, Output output);

/// For somebody who lost phone and recovery codes.
int reset_second_factor(const server::Configuration& configuration, const std::string& email, Output output);

struct ListInvitations {
    std::string organisation;
    std::string query;
    std::string state;
    bool all = false;
};
int list_invitations(const server::Configuration& configuration, const ListInvitations& wanted, Output output);
int resend_invitation(const server::Configuration& configuration, const std::string& organisation,
                      const std::string& called, Output output);

struct SeedData {
    std::int64_t organisations = 1;
    std::int64_t users = 100;
    std::int64_t assets = -1; // fitting the defects
    std::int64_t defects = 0;
    std::int64_t random_seed = 1;
    bool beside_real_data = false;
};
int seed(const server::Configuration& configuration, const SeedData& wanted, Output output);

/// "assetbuddy: WORDS" on stderr; answers 2 (bad usage or configuration) or the code given.
int complain(const std::string& words, int code = 2);

} // namespace assetbuddy::cli
