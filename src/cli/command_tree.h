#pragma once

#include <functional>
#include <string>

#include "cli/commands.h"
#include "server/program.h"

namespace CLI {
class App;
}

namespace assetbuddy::cli {

using Command = std::function<int(const server::Configuration&)>;

/// What the person asked for, to be done once the options are known to be good.
struct Wanted {
    Command command = server::serve;
    CreateOrganisation organisation;
    ListUsers users;
    ListInvitations invitations;
    SeedData seed;
    std::string file;            // of a backup
    std::string in_organisation; // name or id
    std::string called;          // a person or invitation: address or id
    std::string shell = "bash";
    bool as_json = false;
    [[nodiscard]] Output output() const { return as_json ? Output::json : Output::words; }
};

/// Every command beside `serve`'s options; parsing them fills `wanted`, which must outlive the app.
void add_commands(CLI::App& app, Wanted& wanted);

} // namespace assetbuddy::cli
