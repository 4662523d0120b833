#pragma once

#include <string>

#include "server/configuration.h"

namespace assetbuddy::cli {

enum class Output { words, json };

/// Each command answers the exit code; one file per command.
int migrate(const server::Configuration& configuration);
int doctor(const server::Configuration& configuration, Output output);
int print_openapi();
int backup(const server::Configuration& configuration, const std::string& file, Output output);
int restore(const server::Configuration& configuration, const std::string& file, Output output);
int fsck(const server::Configuration& configuration, Output output);
int verify_audit(const server::Configuration& configuration, Output output);

struct CreateOrganisation {
    std::string name;
    std::string owner_name;
    std::string owner_email;
};
int create_organisation(const server::Configuration& configuration, const CreateOrganisation& request, Output output);

/// "assetbuddy: WORDS" on stderr; answers 2 (bad usage or configuration) or the code given.
int complain(const std::string& words, int code = 2);

} // namespace assetbuddy::cli
